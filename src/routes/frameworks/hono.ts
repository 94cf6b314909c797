import type { Method, Parameter } from '../../model.ts';
import type { Argument, FrameworkAdapter, HandlerText, RouteAction, RouterCall } from '../adapter.ts';
import { javascript } from '../languages/javascript.ts';
import { force, literal, objectOf, routerOf, stringOf, type Value } from '../link/values.ts';
import { templatesOf } from './hono/paths.ts';
import { requestParameters, validatedBy } from './hono/schemas.ts';
import { fieldsOf, itemsOf } from './schemas/values.ts';
import { escaped, inputsIn } from './shared/handler-text.ts';
import { verbs } from './shared/http-methods.ts';

/** Also as `npm:hono@4`, `jsr:@hono/hono` and the presets `hono/tiny`, `hono/quick`. */
const packages = /^(?:npm:|jsr:)?(?:hono|@hono\/(?:hono|zod-openapi))(?:@[^/]+)?(?:\/(?:tiny|quick|factory))?$/;

/** Their `handle(app)` gives an app to what it runs in. */
const hosts = /^(?:npm:|jsr:@hono\/)?hono(?:@[^/]+)?\/(?:vercel|netlify|aws-lambda|cloudflare-pages|lambda-edge)$/;

/** Where routers come from a function of the project, nothing else shows which framework it is. */
const routeCall = /\.\s*(?:get|post|put|patch|delete|all|on|route|mount)\s*\(\s*(?:\[|['"`][/*'"`])/;

/** https://hono.dev/docs/api/hono, https://github.com/honojs/middleware/tree/main/packages/zod-openapi */
export const adapter: FrameworkAdapter = {
  name: 'hono',
  language: javascript,
  packages: ['hono', '@hono/zod-openapi', '@hono/hono'],
  methods: new Set([...Object.keys(verbs), 'on', 'use', 'route', 'basePath', 'mount', 'openapi']),
  commonMethods: new Set(['query']),
  fluent: true,
  aliases: new Set(['fetch']),
  concerns: (text) =>
    /['"`/@:]hono\b|\bHono\b/.test(text) ||
    /\.\s*(?:basePath|openapi)\s*\(/.test(text) ||
    (/\bapp\b|[rR]oute/.test(text) && routeCall.test(text)),
  creates({ module, path }, args) {
    if (hosts.test(module) && path.at(-1) === 'handle') return args[0] ? { value: args[0].value() } : null;
    if (!packages.test(module)) return null;
    switch (path.at(-1)) {
      case 'Hono':
      case 'OpenAPIHono':
        return { role: 'application', prefix: null };
      case 'createFactory':
      case 'Factory':
        return { value: factory(module) };
      case 'createHandlers':
        return { value: { kind: 'array', items: args.map(({ value }) => value()) } };
      case 'createRoute':
      case '$':
        return args[0] ? { value: args[0].value() } : null;
      default:
        return null;
    }
  },
  resembles({ type }) {
    if (type === null) return null;
    if (typeof type === 'string') return /^(?:OpenAPI)?Hono\b/.test(type) ? 'application' : null;
    return packages.test(type.module) && /^(?:OpenAPI)?Hono$/.test(type.path.at(-1) ?? '') ? 'application' : null;
  },
  call({ method, args }) {
    const [first, ...rest] = args;
    if (!first) return null;
    switch (method) {
      case 'use':
        return chain();
      case 'basePath':
        return { actions: [], result: { role: 'base path', prefix: first.value() } };
      case 'route':
        return mount(first, rest);
      case 'mount':
        return chain({ kind: 'route', methods: ['ANY'], paths: below(first.value()), handlers: rest });
      case 'on':
        return on(first, rest);
      case 'openapi':
        return openapi(first, rest);
      default:
        return routes(verbs[method]!, first, rest);
    }
  },
  templates: templatesOf,
  parameters,
};

const chain = (...actions: RouteAction[]): RouterCall => ({ actions, result: 'self' });

/** `createFactory()` gives an object whose functions are those of the package. */
function factory(module: string): Value {
  const exported = (from: string, name: string): Value => ({
    kind: 'external',
    origin: { module: from, path: [name] },
  });
  return objectOf(
    new Map([
      ['createApp', exported(module.replace(/\/factory$/, ''), 'Hono')],
      ['createHandlers', exported(module, 'createHandlers')],
    ]),
  );
}

/** A router and those that `basePath()` made of it share their routes: mounting one mounts them all. */
function mount(path: Argument, [child]: Argument[]): RouterCall | null {
  if (!child) return null;
  const shared = (): Value => {
    const value = child.value();
    let router = routerOf(value);
    while (router?.role === 'base path' && router.mounts[0]) router = router.mounts[0].parent;
    return router ? { kind: 'router', router } : value;
  };
  const children = [{ ...child, value: () => force(shared()) }];
  return { actions: [{ kind: 'mount', prefix: path.value(), children }], result: 'self' };
}

/** What is mounted answers everything below its path. */
function below(path: Value): Value {
  const text = stringOf(path);
  return text === null ? path : literal(`${text.replace(/\/$/, '')}/*`);
}

/** `on(['GET', 'POST'], ['/a', '/b'], handler)` */
function on(names: Argument, [paths, ...handlers]: Argument[]): RouterCall | null {
  if (!paths || handlers.length === 0) return null;
  const value = names.value();
  const methods = [...itemsOf(value), value].flatMap((name) => {
    const text = stringOf(name)?.toLowerCase() ?? '';
    return verbs[text] && text !== 'all' ? [verbs[text]] : [];
  });
  return chain(routeOf(methods, paths.value(), handlers));
}

/** `openapi(route, handler)`, where `route` says which method and path it answers. */
function openapi(route: Argument, handlers: Argument[]): RouterCall | null {
  const fields = fieldsOf(route.value());
  const method = verbs[stringOf(fields?.get('method') ?? literal(null))?.toLowerCase() ?? ''];
  const path = fields?.get('path');
  if (!fields || !method || !path) return null;
  const middleware = itemsOf(fields.get('middleware')).flatMap(validatedBy);
  const parameters = [...middleware, ...requestParameters(route.value())];
  return chain({ kind: 'route', methods: [method], paths: path, handlers, parameters });
}

/** `get('/path', …handlers)`, or `get(…handlers)` at the path of the route before. */
function routes(method: Method, first: Argument, rest: Argument[]): RouterCall | null {
  const isHandler = first.value().kind === 'function' || first.syntax.kind === 'function';
  if (isHandler) return chain(routeOf([method], null, [first, ...rest]));
  return rest.length > 0 ? chain(routeOf([method], first.value(), rest)) : null;
}

function routeOf(methods: Method[], paths: Value | null, handlers: Argument[]): RouteAction {
  const parameters = handlers.flatMap(({ value }) => {
    const known = value();
    return [known, ...itemsOf(known)].flatMap(validatedBy);
  });
  return { kind: 'route', methods, paths, handlers, parameters };
}

/** `c.req.query('page')`, `const { name } = await c.req.json()` */
function parameters({ parameters: [context], text }: HandlerText): Parameter[] {
  if (!context) return [];
  const name = escaped(context);
  const called = [...text.matchAll(new RegExp(String.raw`\b${name}\.req\.quer(?:y|ies)\(\s*['"]([^'"]+)['"]`, 'g'))];
  const json = String.raw`${name}\.req\.(?:json|parseBody)\s*(?:<[^()]*>)?\(\)(?:\s*as\s[^;]*)?`;
  const query = String.raw`${name}\.req\.query\(\)`;
  return [
    ...called.map(([, query = '']): Parameter => ({ name: query, in: 'query', required: false })),
    ...inputsIn(text, { body: json, query }),
  ];
}
