import type { Method, Parameter } from '../../model.ts';
import type { Argument, FrameworkAdapter, HandlerText, RouterCall } from '../adapter.ts';
import { javascript } from '../languages/javascript.ts';
import { memberOf } from '../link/members.ts';
import { isKnown, type Value } from '../link/values.ts';
import { escaped, inputsIn } from './shared/handler-text.ts';
import { verbs as commonVerbs } from './shared/http-methods.ts';
import { templatesOf } from './shared/path-to-regexp.ts';

const verbs: Record<string, Method> = { ...commonVerbs, del: 'DELETE', opts: 'OPTIONS' };

/** http://restify.com/docs/server-api/, https://github.com/ukayani/restify-router */
export const adapter: FrameworkAdapter = {
  name: 'restify',
  language: javascript,
  packages: ['restify', 'restify-router'],
  methods: new Set([...Object.keys(verbs), 'applyRoutes', 'add']),
  commonMethods: new Set(['add']),
  concerns: (text) =>
    /\brestify\b/.test(text) ||
    (/\bserver\b|[rR]outer/.test(text) && /\.\s*(?:get|head|post|put|patch|del|opts|applyRoutes)\s*\(/.test(text)),
  creates({ module, path }) {
    const called = [module, ...path].join('.');
    if (called === 'restify.createServer') return { role: 'application', prefix: null };
    return /^restify-router(?:\.Router)?$/.test(called) ? { role: 'router', prefix: null } : null;
  },
  resembles({ name, type }) {
    if (type === null) return name === 'server' ? 'application' : name === 'router' ? 'router' : null;
    if (typeof type === 'string' || !adapter.packages.includes(type.module)) return null;
    return type.path.at(-1) === 'Server' ? 'application' : type.path.at(-1) === 'Router' ? 'router' : null;
  },
  call({ role, method, args }) {
    const [first, ...rest] = args;
    if (!first) return null;
    if (method === 'applyRoutes')
      return { actions: [{ kind: 'mount-on', parent: first, prefix: rest[0]?.value() ?? null }], result: 'other' };
    if (method === 'add')
      return role === 'router'
        ? { actions: [{ kind: 'mount', prefix: first.value(), children: rest }], result: 'self' }
        : null;
    return rest.length > 0 ? route(verbs[method]!, first, rest) : null;
  },
  templates: templatesOf,
  parameters,
};

const route = (method: Method, path: Argument, handlers: Argument[]): RouterCall => ({
  actions: [{ kind: 'route', methods: [method], paths: pathOf(path.value()), handlers }],
  result: 'self',
});

/** `'/x'`, `{ path: '/x', name: 'x' }` and `{ url: '/x' }` */
function pathOf(options: Value): Value {
  if (options.kind !== 'object') return options;
  const path = memberOf(options, 'path');
  return isKnown(path) ? path : memberOf(options, 'url');
}

function parameters({ parameters: [request], text }: HandlerText): Parameter[] {
  if (!request) return [];
  const name = escaped(request);
  return inputsIn(text, { query: String.raw`${name}\.query`, body: String.raw`${name}\.body` });
}
