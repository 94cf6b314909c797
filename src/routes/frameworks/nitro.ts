import type { Method, Parameter } from '../../model.ts';
import type { FrameworkAdapter, HandlerText, ModuleDeclarations } from '../adapter.ts';
import { javascript } from '../languages/javascript.ts';
import { literal, type Value } from '../link/values.ts';
import { withoutRouters } from './file-routes/adapters.ts';
import { type AppKind, configOf, isAppRoot, splitsAt } from './file-routes/app-roots.ts';
import { bracketTemplates, withoutIndex } from './file-routes/bracket-paths.ts';
import { exportedHandlers, functionsOf, inputsOf } from './file-routes/exported-handlers.ts';
import { prefixIn, settingIn } from './file-routes/settings.ts';
import { methodExports, routerAt } from './file-routes/web-request.ts';
import { inputsIn } from './shared/handler-text.ts';

const nuxt: AppKind = { configs: ['nuxt.config'], packages: ['nuxt', 'nuxt-nightly', 'nuxt3', 'nuxt-edge'] };
const nitro: AppKind = {
  configs: ['nitro.config'],
  packages: ['nitropack', 'nitro', 'nitropack-nightly', 'nitro-nightly'],
};

const handlerFile = /(?:^|\/)(?:api|routes)\/.*(?<!\.(?:test|spec))\.(?:[cm]?[jt]s|[jt]sx)$/;
const inServer = /(?:^|\/)server\/(?:api|routes)\//;
/** Folders of these names without `server/` before them hold much else: pages, hooks, routers. */
const looksHandling = /[hH]andler|\b(?:h3|nitro|event|req|request|fetch|Response)\b/;
const defines = /\bexport\s+default\b|\bas\s+default\b|\bexport\s*\{\s*default\b|\bmodule\.exports\b/;
const suffixes = /(?:\.(connect|delete|get|head|options|patch|post|put|trace))?(?:\.(?:dev|prod|prerender))?$/;

/**
 * https://nitro.build/docs/routing and https://nuxt.com/docs/guide/directory-structure/server. A handler that a
 * configuration or a Nuxt module registers by name is not found.
 */
export const adapter: FrameworkAdapter = {
  ...withoutRouters,
  name: 'nitro',
  language: javascript,
  concerns: (text, file) =>
    handlerFile.test(file) &&
    (inServer.test(file) || (!file.endsWith('x') && looksHandling.test(text))) &&
    defines.test(text),
  places: {
    holds: (folder) => inServer.test(folder),
    isRoute: (file) => inServer.test(file) && handlerFile.test(file),
  },
  declares(module) {
    if (!handlerFile.test(module.file)) return [];
    const handler = exportedHandlers(module).get('default');
    const place = handler && placeOf(module);
    if (!place) return [];
    const name = place.name.replace(/\.\w+$/, '');
    const method = suffixes.exec(name)?.[1]?.toUpperCase();
    // A method that no client sends.
    if (method && !methodExports.has(method)) return [];
    const asserted = functionsOf(handler, module).flatMap(({ start, end }) =>
      assertedIn(module.syntax.text.slice(start, end)),
    );
    const methods: Method[] = method ? [method as Method] : asserted.length > 0 ? asserted : ['ANY'];
    const path = withoutIndex(`${name.replace(suffixes, '')}.ts`).replace(/\([^(/]+\)\//g, '');
    const { line, endLine } = handler;
    const parameters = inputsOf(handler, module, adapter);
    return [routerAt(place.prefix, [{ methods, paths: literal(`/${path}`), line, endLine, parameters }])];
  },
  templates: bracketTemplates,
  parameters: eventInputs,
};

/** What a file's route is named after, and the base of all routes; null for a file of another kind of app. */
function placeOf(module: ModuleDeclarations): { name: string; prefix: Value } | null {
  for (const kind of ['api', 'routes'] as const) {
    for (const { base, rest } of splitsAt(module.file, kind)) {
      const prefix = serverBase(base, module);
      if (prefix) return { name: kind === 'api' ? `api/${rest}` : rest, prefix };
    }
  }
  return null;
}

/** The base of all routes of the server whose folder this is; null when it is none's. */
function serverBase(folder: string, module: ModuleDeclarations): Value | null {
  return nuxtBase(folder, module) ?? nitroBase(folder, module);
}

function nuxtBase(folder: string, module: ModuleDeclarations): Value | null {
  const parent = parentOf(folder);
  // The server of a layer is a part of that of the app around it.
  const app = parent.replace(/(?<=^|\/)layers\/[^/]+\/$/, '');
  for (const root of new Set([app, parent, parentOf(parent)])) {
    if (!isAppRoot(root, nuxt, module.project)) continue;
    const config = configOf(root, nuxt.configs, module);
    const set = folderSetting(config, root, 'serverDir');
    const sources = [parent === app ? root : parent, folderSetting(config, root, 'srcDir') ?? root];
    const allowed = set === null ? sources.map((source) => `${source}server/`) : [set];
    if (allowed.includes(folder)) return prefixIn(config, ['app', 'baseURL']);
  }
  return null;
}

function nitroBase(folder: string, module: ModuleDeclarations): Value | null {
  for (const root of new Set([folder, parentOf(folder)])) {
    if (!isAppRoot(root, nitro, module.project)) continue;
    const config = configOf(root, nitro.configs, module);
    const set = ['srcDir', 'serverDir'].flatMap((key) => folderSetting(config, root, key) ?? []);
    const allowed = set.length > 0 ? set : [root, `${root}server/`];
    if (allowed.includes(folder)) return prefixIn(config, ['baseURL']);
  }
  return null;
}

const parentOf = (folder: string): string => folder.replace(/[^/]+\/$/, '');

/** A folder that a configuration names, as `''` or with `/` at its end; null when it names none. */
function folderSetting(config: ModuleDeclarations | null, root: string, key: string): string | null {
  const setting = config && settingIn(config, [key]);
  const text = setting?.kind === 'literal' && typeof setting.value === 'string' ? setting.value : '/';
  if (text.startsWith('/')) return null;
  const inside = text.replace(/^\.\/?/, '').replace(/\/$/, '');
  return inside === '' ? root : `${root}${inside}/`;
}

/** `assertMethod(event, ['GET', 'POST'])` */
function assertedIn(text: string): Method[] {
  const [, list = ''] = /\bassertMethod\(\s*\w+\s*,\s*([^)]*)\)/.exec(text) ?? [];
  return (list.match(/[A-Z]+/g) ?? []).flatMap((name) => methodExports.get(name) ?? []);
}

/** `const { page } = getQuery(event)`, `const body = await readBody(event)` and `body.name`. */
function eventInputs({ text }: HandlerText): Parameter[] {
  const places = { query: ['getQuery', 'getValidatedQuery'], body: ['readBody', 'readValidatedBody'] };
  return Object.entries(places).flatMap(([place, calls]) => {
    const source = String.raw`(?:${calls.join('|')})(?:<[^>]*>)?\(\w+`;
    const [, name] = new RegExp(String.raw`\b(?:const|let)\s+(\w+)[^=;{]*=\s*(?:await\s+)?${source}`).exec(text) ?? [];
    const direct = inputsIn(text, { [place]: source });
    return name ? [...direct, ...inputsIn(text, { [place]: name })] : direct;
  });
}
