import type { Argument, FrameworkAdapter, RouterAction, RouterCall } from '../adapter.ts';
import { go } from '../languages/go.ts';
import { literal, routerOf } from '../link/values.ts';
import { braceTemplate, methodsIn, requestInputs, servesFiles } from './shared/go-routing.ts';

const mux = 'github.com/gorilla/mux';

/** A route that a prefix leads to, with all that stands below it. */
const belowRoute = 'route for all below';

/** What narrows a route without a word about its path or method. */
const matchers = ['Name', 'Queries', 'Headers', 'HeadersRegexp', 'Host', 'Schemes', 'MatcherFunc'];

/**
 * https://pkg.go.dev/github.com/gorilla/mux: a route is put together step by step, in any order, and may be a router
 * for others in the end. Each is a router of its own here, with at most one path.
 */
export const adapter: FrameworkAdapter = {
  name: 'gorilla-mux',
  language: go,
  packages: [mux],
  methods: new Set([
    ...['Handle', 'HandleFunc', 'Handler', 'HandlerFunc', 'Path', 'PathPrefix', 'Methods', 'Subrouter', 'NewRoute'],
    ...['StrictSlash', 'SkipClean', 'UseEncodedPath', 'Use', 'BuildOnly'],
    ...matchers,
  ]),
  concerns: (text) =>
    /\bmux\.(?:NewRouter|Router|Route)\b|\.(?:Handle(?:r?Func|r)?|PathPrefix|Subrouter|Methods)\(/.test(text),
  creates: ({ module, path }) =>
    module === mux && /^(NewRouter|Router)$/.test(path.join('.')) ? { role: 'application', prefix: null } : null,
  resembles({ type }) {
    if (type === null || typeof type === 'string' || type.module !== mux) return null;
    const name = type.path.join('.');
    return name === 'Router' ? 'router' : name === 'Route' ? 'route' : null;
  },
  call({ role, method, args }) {
    const [first, second] = args;
    switch (method) {
      case 'Handle':
      case 'HandleFunc':
        return first && second
          ? { actions: [], result: { role: 'route', prefix: first.value(), actions: handledBy(second) } }
          : null;
      case 'Handler':
      case 'HandlerFunc':
        return isRoute(role) && first ? { actions: handledBy(first, role), result: 'self' } : null;
      case 'Path':
        return first ? { actions: [], result: { role: 'route', prefix: first.value() } } : null;
      case 'PathPrefix':
        return first ? { actions: [], result: { role: belowRoute, prefix: first.value() } } : null;
      case 'Methods':
        return narrow(role, args);
      case 'BuildOnly':
        return { actions: [{ kind: 'methods', methods: [] }], result: 'self' };
      case 'Subrouter':
        return { actions: [], result: { role: 'router', prefix: null } };
      case 'StrictSlash':
      case 'SkipClean':
      case 'UseEncodedPath':
      case 'Use':
        return { actions: [], result: 'self' };
      default:
        return { actions: [], result: isRoute(role) ? 'self' : { role: 'route', prefix: null } };
    }
  },
  keepsSlash: true,
  templates(pattern) {
    const template = braceTemplate(pattern);
    return template === null ? null : [template];
  },
  parameters: requestInputs,
};

function handledBy(handler: Argument, role = 'route'): RouterAction[] {
  const value = handler.value();
  if (servesFiles(value)) return [];
  // It sees the whole path, whatever the route's prefix is.
  if (routerOf(value)) return [{ kind: 'mount', prefix: null, children: [handler], seesWholePath: true }];
  const path = literal(role === belowRoute ? '/{rest:.*}' : '');
  return [{ kind: 'route', methods: ['ANY'], paths: path, handlers: [handler] }];
}

const isRoute = (role: string): boolean => role === 'route' || role === belowRoute;

/** Methods of a router begin a new route. */
function narrow(role: string, args: Argument[]): RouterCall | null {
  const methods = methodsIn({ kind: 'array', items: args.map(({ value }) => value()) });
  if (!methods) return null;
  const action: RouterAction = { kind: 'methods', methods };
  return isRoute(role)
    ? { actions: [action], result: 'self' }
    : { actions: [], result: { role: 'route', prefix: null, actions: [action] } };
}
