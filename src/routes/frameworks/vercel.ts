import type { FrameworkAdapter, ModuleDeclarations } from '../adapter.ts';
import { javascript } from '../languages/javascript.ts';
import { force, literal } from '../link/values.ts';
import { withoutRouters } from './file-routes/adapters.ts';
import { type AppKind, dependsOn, isAppRoot, splitsAt, stands } from './file-routes/app-roots.ts';
import { bracketTemplates, withoutIndex } from './file-routes/bracket-paths.ts';
import { exportedHandlers, inputsOf } from './file-routes/exported-handlers.ts';
import { methodsOfHandler } from './file-routes/node-handler.ts';
import { exportsAsRoutes, exportsOneOf, methodExports, routerAt, webInputs } from './file-routes/web-request.ts';
import { escaped, inputsIn } from './shared/handler-text.ts';

/** The folder stands at the root of a project, which no source folder is. */
const functionFile = /^(?!(?:.*\/)?(?:src|app|lib|pages|routes|server)\/(?:.*\/)?api\/)(?:.*\/)?api\/.+\.[cm]?[jt]sx?$/;
const handles = /\b(?:req|request|Request|VercelRequest|Response|handler|fetch)\b/;
const exportsHandler = /\bexport\s+default\b|\bas\s+default\b|\bmodule\.exports\b/;
const exportsMethod = exportsOneOf('GET|POST|PUT|PATCH|DELETE');
/** Frameworks that serve the whole project: there, `api/` is a folder like any other. */
const whole: AppKind = {
  configs: ['next.config', 'nuxt.config', 'nitro.config', 'svelte.config', 'astro.config', 'remix.config'],
  packages: ['next', 'nuxt', 'nitropack', 'nitro', '@sveltejs/kit', 'astro', '@remix-run/dev'],
};

/** Functions in `/api`, by place: https://vercel.com/docs/functions/runtimes/node-js */
export const adapter: FrameworkAdapter = {
  ...withoutRouters,
  name: 'vercel',
  language: javascript,
  concerns: (text, file) =>
    functionFile.test(file) && handles.test(text) && (exportsHandler.test(text) || exportsMethod.test(text)),
  declares(module) {
    if (!functionFile.test(module.file)) return [];
    const split = splitsAt(module.file, 'api').find(({ base }) => isVercelRoot(base, module));
    if (!split || /(?:^|\/)[_.]/.test(split.rest)) return [];
    const path = `/api/${withoutIndex(split.rest)}`.replace(/\/$/, '');
    const byMethod = exportsAsRoutes(module, { prefix: literal(''), paths: [path], methods: methodExports });
    return byMethod.length > 0 ? byMethod : oneHandler(module, path);
  },
  templates: bracketTemplates,
  parameters: (handler) => [...webInputs(handler), ...nodeInputs(handler)],
};

function isVercelRoot(base: string, { project }: ModuleDeclarations): boolean {
  if (isAppRoot(base, whole, project)) return false;
  return dependsOn(base, ['@vercel/node'], project) || stands(`${base}vercel.json`, project);
}

function oneHandler(module: ModuleDeclarations, path: string): ReturnType<typeof exportsAsRoutes> {
  const handler = exportedHandlers(module).get('default');
  // An application of another framework, which has paths of its own.
  const value = module.exports().get('default');
  if (!handler || !value || force(value).kind === 'router') return [];
  const { line, endLine } = handler;
  const methods = methodsOfHandler(handler, module);
  const parameters = inputsOf(handler, module, adapter);
  return [routerAt(literal(''), [{ methods, paths: literal(path), line, endLine, parameters }])];
}

function nodeInputs({ parameters: [request], text }: Parameters<FrameworkAdapter['parameters']>[0]) {
  if (!request) return [];
  return inputsIn(text, { query: `${escaped(request)}\\.query`, body: `${escaped(request)}\\.body` });
}
