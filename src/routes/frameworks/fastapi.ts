import type { Method } from '../../model.ts';
import type { Argument, FrameworkAdapter, MadeRouter, RouterAction, RouterCall } from '../adapter.ts';
import { python } from '../languages/python.ts';
import { argumentAt, methodNamed, methodsIn } from './shared/arguments.ts';
import { handlerParameters } from './shared/python-parameters.ts';
import { viewClassOf, viewRoutes } from './shared/view-classes.ts';

const applications = /^(?:fastapi(?:\.applications)?\.FastAPI|starlette\.applications\.Starlette)$/;
const routers = /^(?:fastapi[\w.]*\.\w*(?:APIRouter|InferringRouter)|starlette\.routing\.Router)$/;
const route = /^(?:fastapi|starlette)\.routing\.(?:API)?Route$/;

/** https://fastapi.tiangolo.com/reference/apirouter/ and https://starlette.dev/routing/ */
export const adapter: FrameworkAdapter = {
  name: 'fastapi',
  language: python,
  packages: ['fastapi', 'starlette', 'starlette.applications', 'starlette.routing'],
  methods: new Set([
    ...['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'api_route', 'route'],
    ...['add_api_route', 'add_route', 'include_router', 'mount'],
  ]),
  aliases: new Set(['router', 'routes']),
  keepsSlash: true,
  inputsByName: true,
  concerns: (text) =>
    /\b(?:FastAPI|Starlette|include_router|add_api_route|InferringRouter)\b|APIRouter\b/.test(text) ||
    /@\w[\w.]*\.(?:get|put|post|delete|options|head|patch|api_route)\(/.test(text) ||
    (/\bstarlette\b/.test(text) && /\b(?:Route|Mount|Router)\(|\.(?:mount|add_route)\(/.test(text)),
  creates({ module, path }, args) {
    const called = [module, ...path].join('.');
    if (applications.test(called)) return { role: 'application', prefix: null, actions: listed(args) };
    if (routers.test(called)) return { ...routerWith(args), actions: listed(args) };
    if (route.test(called)) return { role: 'route', prefix: null, actions: routeActions(args, null) };
    if (called === 'starlette.routing.Mount') return { role: 'mount', prefix: null, actions: mountActions(args) };
    return null;
  },
  resembles({ name, type }) {
    const declared = typeof type === 'string' ? type : (type?.path.at(-1) ?? null);
    if (declared === null)
      return name === 'app' ? 'application' : /^(?:api_)?router$|_router$/.test(name) ? 'router' : null;
    return /^(?:FastAPI|Starlette)$/.test(declared) ? 'application' : /APIRouter$/.test(declared) ? 'router' : null;
  },
  call({ method, args, decorated }) {
    switch (method) {
      case 'include_router':
        return mount(argumentAt(args, 0, 'router'), argumentAt(args, null, 'prefix'));
      case 'mount':
        return mount(argumentAt(args, 1, 'app'), argumentAt(args, 0, 'path'));
      case 'add_api_route':
      case 'add_route':
      case 'api_route':
      case 'route':
        return { actions: routeActions(args, decorated), result: 'other' };
      default: {
        const path = argumentAt(args, 0, 'path');
        const named = methodNamed(method);
        if (!path || !named) return null;
        const handlers = decorated ? [decorated] : [];
        return { actions: [{ kind: 'route', methods: [named], paths: path.value(), handlers }], result: 'other' };
      }
    }
  },
  /** `{name:int}` says what it may be, `{name:path}` that it may hold slashes. */
  templates: (path) => [
    path.replace(/\{(\w+)(?::(\w+))?\}/g, (_, name, type) => (type === 'path' ? `{${name}*}` : `{${name}}`)),
  ],
  parameters: handlerParameters,
};

const routerWith = (args: Argument[]): MadeRouter => ({
  role: 'router',
  prefix: argumentAt(args, null, 'prefix')?.value() ?? null,
});

/** `FastAPI(routes=[Route('/', home), Mount('/docs', docs)])` */
function listed(args: Argument[]): RouterAction[] {
  const routes = argumentAt(args, null, 'routes');
  return routes ? [{ kind: 'mount', prefix: null, children: [routes] }] : [];
}

const mount = (child: Argument | null, prefix: Argument | null): RouterCall | null =>
  child && {
    actions: [{ kind: 'mount', prefix: prefix?.value() ?? null, children: [child] }],
    result: 'other',
  };

function mountActions(args: Argument[]): RouterAction[] {
  const prefix = argumentAt(args, 0, 'path')?.value() ?? null;
  const children = [argumentAt(args, 1, 'app'), argumentAt(args, null, 'routes')].filter((child) => child !== null);
  return [...(prefix ? [{ kind: 'prefix' as const, prefix }] : []), { kind: 'mount', prefix: null, children }];
}

function routeActions(args: Argument[], decorated: Argument | null): RouterAction[] {
  const path = argumentAt(args, 0, 'path');
  if (!path) return [];
  const handler = decorated ?? argumentAt(args, 1, 'endpoint');
  const given = argumentAt(args, null, 'methods');
  const view = handler && !given ? viewClassOf(handler.value()) : null;
  if (view) return viewRoutes(view, null).map((route) => ({ kind: 'route', paths: path.value(), ...route }));
  const methods: Method[] = given ? (methodsIn(given.value()) ?? ['ANY']) : ['GET'];
  return [{ kind: 'route', methods, paths: path.value(), handlers: handler ? [handler] : [] }];
}
