import type { Method, Parameter } from '../../model.ts';
import type { Argument, FrameworkAdapter, HandlerText, RouteAction, RouterCall } from '../adapter.ts';
import { javascript } from '../languages/javascript.ts';
import { memberOf } from '../link/members.ts';
import { force, isKnown, stringOf, type Value } from '../link/values.ts';
import { schemaParameters } from './schemas/schemas.ts';
import { escaped, inputsIn } from './shared/handler-text.ts';
import { verbs as commonVerbs } from './shared/http-methods.ts';
import { placeOfObject } from './shared/object-routes.ts';
import { templatesOf } from './shared/path-to-regexp.ts';

const verbs: Record<string, Method> = { ...commonVerbs, del: 'DELETE' };

const routerPackages = ['koa-router', '@koa/router', 'koa-tree-router', 'koa-joi-router', 'koa-zod-router'];

/** `.get`, `['get']` */
const methodCall = /(?:\.|\[\s*['"`])\s*(?:get|head|post|put|patch|del|delete|options|all|use|register|routes)\b/;

/**
 * https://koajs.com, https://github.com/koajs/router/blob/master/API.md, https://github.com/koajs/mount,
 * https://github.com/koajs/route, https://github.com/koajs/joi-router
 */
export const adapter: FrameworkAdapter = {
  name: 'koa',
  language: javascript,
  packages: ['koa', ...routerPackages],
  methods: new Set([...Object.keys(verbs), 'use', 'register', 'route', 'redirect', 'prefix', 'routes', 'middleware']),
  commonMethods: new Set(['redirect', 'middleware', 'query']),
  concerns: (text) => /['"`](?:@koa\/|koa\b)/.test(text) || (/[rR]oute/.test(text) && methodCall.test(text)),
  creates({ module, path }, args) {
    const name = path.at(-1) ?? '';
    if (module === 'koa' && (path.length === 0 || name === 'default')) return { role: 'application', prefix: null };
    if (isRouterClass(module, name) || /Router$/.test(name)) {
      const prefix = memberValue(args[0], 'prefix');
      if (prefix || isRouterClass(module, name)) return { role: 'router', prefix };
    }
    if (module === 'koa-mount') return mounted(args);
    // `app.use(route.get('/users', list))`
    if (module === 'koa-route' && verbs[name] && args[0])
      return {
        role: 'router',
        prefix: null,
        actions: routeCall([verbs[name]], args[0].value(), args.slice(1)).actions,
      };
    if (module === 'koa-compose' && args[0]) return { value: args[0].value() };
    return null;
  },
  resembles({ name, type }) {
    if (type === null || (typeof type === 'string' && /^[A-Z]$/.test(type)))
      return name === 'app' ? 'application' : /^routes?r?$|Router$/.test(name) ? 'router' : null;
    if (typeof type === 'string') return /^\w*Router\b(?!\w*Param|.*Context)/.test(type) ? 'router' : null;
    const last = type.path.at(-1) ?? '';
    if (routerPackages.includes(type.module)) return last === '' || /^I?Router$/.test(last) ? 'router' : null;
    return type.module === 'koa' && (last === '' || last === 'default') ? 'application' : null;
  },
  call({ role, method, args }) {
    if (method === 'use') return use(args);
    const [first, ...rest] = args;
    // Routers of the time of Koa 1 give an application their methods: `app.use(router(app))`.
    if (role === 'application' && !verbs[method]) return null;
    if (method === 'routes' || method === 'middleware') return { actions: [], result: 'self' };
    if (!first) return null;
    if (method === 'prefix') return { actions: [{ kind: 'prefix', prefix: first.value() }], result: 'self' };
    if (method === 'redirect') return routeCall(['ANY'], first.value(), []);
    if (method === 'route' || (method === 'register' && rest.length === 0)) return objectRoutes(first.value());
    if (method === 'register') return register(first, rest);
    // `router.get(name, path, …handlers)`
    const named = rest.length > 1 && isPath(rest[0]!);
    const [path, ...handlers] = named ? rest : args;
    return path && handlers.length > 0 ? routeCall([verbs[method]!], path.value(), handlers) : null;
  },
  templates: templatesOf,
  parameters,
};

/** Other packages have routers that extend the usual one: `koa-swagger-decorator` has a `SwaggerRouter`. */
const isRouterClass = (module: string, name: string): boolean =>
  name === '' || name === 'default'
    ? routerPackages.includes(module)
    : /Router$/.test(name) && (routerPackages.includes(module) || /\bkoa\b/.test(module));

const routeCall = (methods: Method[], paths: Value, handlers: Argument[]): RouterCall => ({
  actions: [{ kind: 'route', methods, paths, handlers }],
  result: 'self',
});

/** `router.register(path, ['get', 'post'], handlers)` */
function register(path: Argument, [methods, ...handlers]: Argument[]): RouterCall | null {
  const list = methods?.value();
  if (list?.kind !== 'array') return null;
  const known = methodsIn(list);
  return known.length > 0 ? routeCall(known, path.value(), handlers) : null;
}

const listOf = (value: Value): Value[] => (value.kind === 'array' ? value.items.map(force) : [value]);

const methodsIn = (value: Value): Method[] =>
  listOf(value).flatMap((item) => verbs[stringOf(item)?.toLowerCase() ?? ''] ?? []);

/** `router.route({ method, path, validate, handler })`, or a list of such objects. */
function objectRoutes(value: Value): RouterCall | null {
  const actions = listOf(value).flatMap((object): RouteAction[] => {
    if (object.kind !== 'object') return [];
    const [method, path, handler] = ['method', 'path', 'handler'].map((name) => force(memberOf(object, name)));
    const methods = methodsIn(method!);
    if (methods.length === 0 || !isKnown(path!)) return [];
    const place = placeOfObject(path!, handler!);
    const parameters = validated(memberOf(object, 'validate'));
    return [{ kind: 'route', methods, paths: path!, handlers: [], parameters, ...(place ? { place } : {}) }];
  });
  return actions.length > 0 ? { actions, result: 'self' } : null;
}

const validated = (schemas: Value): Parameter[] => [
  ...schemaParameters(memberOf(schemas, 'params'), 'path'),
  ...schemaParameters(memberOf(schemas, 'query'), 'query'),
  ...schemaParameters(memberOf(schemas, 'body'), 'body'),
];

/** `mount('/prefix', app)` and `mount(app)` make a middleware of their own. */
function mounted(args: Argument[]) {
  const [first, second] = args;
  const children = second ? [second] : args;
  const prefix = second && first ? first.value() : null;
  return { role: 'router', prefix: null, actions: [{ kind: 'mount' as const, prefix, children }] };
}

function use(args: Argument[]): RouterCall {
  const [first, ...rest] = args;
  const hasPrefix = first && rest.length > 0 && isPath(first);
  return {
    actions: [{ kind: 'mount', prefix: hasPrefix ? first.value() : null, children: hasPrefix ? rest : args }],
    result: 'self',
  };
}

/** A path, or a list of paths; everything else at its place is a handler. */
function isPath({ syntax, value }: Argument): boolean {
  const known = value();
  if (known.kind === 'array') return known.items.some((item) => ['literal', 'regex'].includes(force(item).kind));
  return known.kind === 'literal' || known.kind === 'regex' || (!isKnown(known) && syntax.kind === 'concatenation');
}

function memberValue(options: Argument | undefined, name: string): Value | null {
  const known = options?.value();
  return known?.kind === 'object' ? (known.fields.get(name) ?? null) : null;
}

function parameters({ parameters: [context], text }: HandlerText): Parameter[] {
  if (!context) return [];
  const name = escaped(context);
  return inputsIn(text, { query: String.raw`${name}\.(?:request\.)?query`, body: String.raw`${name}\.request\.body` });
}
