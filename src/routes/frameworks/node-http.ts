import type { Method } from '../../model.ts';
import type { FrameworkAdapter, RouteAction } from '../adapter.ts';
import { javascript } from '../languages/javascript.ts';
import { type FunctionValue, literal, stringOf } from '../link/values.ts';
import { httpMethods } from './shared/http-methods.ts';
import { comparedIn } from './shared/request-comparisons.ts';

const servers = /^(?:node:)?(?:https?|http2)\.(?:createServer|createSecureServer|Server)$/;

/**
 * Servers without a framework, https://nodejs.org/api/http.html: what their listener compares the path of a request
 * with. Only literal paths, and only in the listener itself.
 */
export const adapter: FrameworkAdapter = {
  name: 'node',
  language: javascript,
  packages: [],
  methods: new Set(['on', 'addListener']),
  commonMethods: new Set(['on', 'addListener']),
  concerns: (text) => /\bcreate(?:Secure)?Server\b|\bnew\s+(?:https?\.)?Server\s*\(/.test(text),
  creates({ module, path }, args) {
    if (!servers.test([module, ...path].join('.'))) return null;
    const listener = args.at(-1)?.value();
    const actions = listener?.kind === 'function' ? routesIn(listener) : [];
    // A server around an application of a framework is that framework's.
    return actions.length > 0 || args.length === 0 ? { role: 'application', prefix: null, actions } : null;
  },
  resembles: () => null,
  call({ args: [event, second] }) {
    const listener = second?.value();
    if (!event || stringOf(event.value()) !== 'request' || listener?.kind !== 'function') return null;
    return { actions: routesIn(listener), result: 'self' };
  },
  templates: (path) => [path],
  parameters: () => [],
};

const known = new Set<string>(httpMethods);

function routesIn({ syntax, env }: FunctionValue): RouteAction[] {
  return comparedIn(syntax).flatMap(({ path, line, method }): RouteAction[] => {
    const methods = method === null ? (['ANY'] as const) : known.has(method) ? [method as Method] : [];
    if (methods.length === 0) return [];
    const place = { file: env.module.file, line, endLine: line };
    return [{ kind: 'route', methods: [...methods], paths: literal(path), handlers: [], place }];
  });
}
