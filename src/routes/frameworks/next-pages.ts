import type { Method, Parameter } from '../../model.ts';
import type { FrameworkAdapter, HandlerText } from '../adapter.ts';
import { javascript } from '../languages/javascript.ts';
import { literal } from '../link/values.ts';
import { withoutRouters } from './file-routes/adapters.ts';
import { bracketTemplates, withoutIndex } from './file-routes/bracket-paths.ts';
import { exportedHandlers, inputsOf } from './file-routes/exported-handlers.ts';
import { nextFileIn } from './file-routes/next-config.ts';
import { methodsOfHandler } from './file-routes/node-handler.ts';
import { routerAt } from './file-routes/web-request.ts';
import { escaped, inputsIn } from './shared/handler-text.ts';

const apiFile = /(?:^|\/)pages\/api(?:\/.*)?(?<!\.(?:test|spec))\.[jt]sx?$/;

/** API routes of the Pages Router: https://nextjs.org/docs/pages/building-your-application/routing/api-routes */
export const adapter: FrameworkAdapter = {
  ...withoutRouters,
  name: 'next',
  language: javascript,
  concerns: (_, file) => apiFile.test(file),
  places: { holds: (folder) => /(?:^|\/)pages\/api\//.test(folder), isRoute: (file) => apiFile.test(file) },
  declares(module) {
    if (!apiFile.test(module.file)) return [];
    const handler = exportedHandlers(module).get('default');
    const file = handler && nextFileIn(module, 'pages');
    if (!file) return [];
    const path = `/${withoutIndex(`${file.name}.ts`)}`;
    const inPath = new Set([...path.matchAll(/\[(?:\.\.\.)?([^\][]+)\]/g)].map(([, name]) => name));
    const parameters = inputsOf(handler, module, adapter).filter(({ name }) => !inPath.has(name));
    const paths = { kind: 'array' as const, items: [path, ...file.alsoAt(path)].map((text) => literal(text)) };
    const { line, endLine } = handler;
    const methods: Method[] = methodsOfHandler(handler, module);
    return [routerAt(file.basePath, [{ methods, paths, line, endLine, parameters }])];
  },
  templates: bracketTemplates,
  parameters: nodeInputs,
};

/** What Next.js puts on the request: `req.query.page`, `req.body.name`. */
function nodeInputs({ parameters: [request], text }: HandlerText): Parameter[] {
  if (!request) return [];
  return inputsIn(text, { query: `${escaped(request)}\\.query`, body: `${escaped(request)}\\.body` });
}
