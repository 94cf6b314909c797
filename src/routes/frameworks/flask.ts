import type { Method } from '../../model.ts';
import type { Argument, FrameworkAdapter, MadeRouter, RouterAction, RouterCall } from '../adapter.ts';
import { python } from '../languages/python.ts';
import { literal, stringOf, type Value } from '../link/values.ts';
import { argumentAt, methodNamed, methodsIn } from './shared/arguments.ts';
import { requestParameters } from './shared/flask-request.ts';
import { viewClassOf, viewRoutes } from './shared/view-classes.ts';

const applications = /^(?:flask|quart|apiflask|flask_openapi3)[\w.]*\.(?:Flask|Quart|APIFlask|OpenAPI)$/;
const blueprints = /^(?:flask|quart|apiflask|flask_openapi3|flask_smorest)[\w.]*\.(?:API)?Blueprint$/;
const apis = /^flask_(?:restful|restx|restplus|smorest)[\w.]*\.Api$/;
const namespaces = /^flask_(?:restx|restplus)[\w.]*\.Namespace$/;

/**
 * Flask, Quart, and the APIs and namespaces of Flask-RESTful and Flask-RESTX.
 * https://flask.palletsprojects.com/en/stable/api/ and https://flask-restx.readthedocs.io/en/latest/quickstart.html
 */
export const adapter: FrameworkAdapter = {
  name: 'flask',
  language: python,
  packages: ['flask', 'quart', 'apiflask', 'flask_openapi3', 'flask_smorest', 'flask_restful', 'flask_restx'],
  methods: new Set([
    ...[
      'get',
      'post',
      'put',
      'patch',
      'delete',
      'query',
      'route',
      'add_url_rule',
      'register_blueprint',
      'register_api',
    ],
    ...['add_resource', 'add_namespace', 'namespace', 'init_app'],
  ]),
  commonMethods: new Set(['query']),
  keepsSlash: true,
  concerns: (text) =>
    /\b(?:Flask|Quart|APIFlask|(?:API)?Blueprint|add_url_rule|register_blueprint|add_resource|add_namespace)\b/.test(
      text,
    ) || /@\w[\w.]*\.(?:route|get|post|put|patch|delete|query)\(/.test(text),
  creates({ module, path }, args) {
    const called = [module, ...path].join('.');
    if (applications.test(called)) return { role: 'application', prefix: null };
    if (blueprints.test(called)) return { role: 'blueprint', prefix: given(args, null, 'url_prefix') };
    if (apis.test(called)) return { role: 'api', prefix: given(args, 1, 'prefix'), actions: hangOn(args) };
    return namespaces.test(called) ? namespace(args) : null;
  },
  resembles({ name, type }) {
    const declared = typeof type === 'string' ? type : (type?.path.at(-1) ?? null);
    if (declared === null)
      return name === 'app' ? 'application' : /^(?:bp|blueprint)$|_bp$/.test(name) ? 'blueprint' : null;
    return /^(?:Flask|Quart)$/.test(declared) ? 'application' : /Blueprint$/.test(declared) ? 'blueprint' : null;
  },
  call({ role, method, args, decorated }) {
    switch (method) {
      case 'register_blueprint':
      case 'register_api':
        return mount(argumentAt(args, 0, 'blueprint'), given(args, null, 'url_prefix'));
      case 'add_namespace':
        return mount(argumentAt(args, 0, 'ns'), given(args, 1, 'path'));
      case 'namespace':
        return { actions: [], result: namespace(args) };
      case 'init_app':
        return { actions: hangOn(args), result: 'other' };
      case 'add_resource':
        return other(routes(positional(args).slice(1), args, positional(args)[0] ?? null));
      case 'add_url_rule':
        return other(routes([argumentAt(args, 0, 'rule')], args, argumentAt(args, 2, 'view_func')));
      case 'route': {
        const several = role === 'api' || role === 'namespace';
        return other(routes(several ? positional(args) : [argumentAt(args, 0, 'rule')], args, decorated));
      }
      default: {
        const path = argumentAt(args, 0, 'rule');
        const handlers = decorated ? [decorated] : [];
        // `app.get(…)` of something that is only called `app`.
        if (!path || (!decorated && role !== 'application' && role !== 'blueprint')) return null;
        return other([{ kind: 'route', methods: [methodNamed(method)!], paths: path.value(), handlers }]);
      }
    }
  },
  templates: (path) => [
    path.replace(/<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>/g, (_, type, name) =>
      type === 'path' ? `{${name}*}` : `{${name}}`,
    ),
  ],
  parameters: requestParameters,
};

const other = (actions: RouterAction[]): RouterCall => ({ actions, result: 'other' });

const positional = (args: Argument[]): Argument[] => args.filter(({ keyword }) => keyword === null);

/** Null when it is left out, or `None`. */
function given(args: Argument[], index: number | null, keyword: string): Value | null {
  const value = argumentAt(args, index, keyword)?.value() ?? null;
  return value?.kind === 'literal' && value.value === null ? null : value;
}

/** A prefix that is said where a blueprint is registered stands in the place of its own. */
const mount = (child: Argument | null, prefix: Value | null): RouterCall | null =>
  child && other([{ kind: 'mount', prefix, children: [child], replacesOwn: prefix !== null }]);

/** `Api(app)`, `api.init_app(blueprint)` */
function hangOn(args: Argument[]): RouterAction[] {
  const parent = argumentAt(args, 0, 'app');
  const isLater = parent === null || stringOf(parent.value()) !== null;
  return isLater ? [] : [{ kind: 'mount-on', prefix: null, parent }];
}

/** A namespace without a path stands under its name. */
function namespace(args: Argument[]): MadeRouter {
  const path = given(args, 2, 'path');
  const name = stringOf(argumentAt(args, 0, 'name')?.value() ?? literal(null));
  return { role: 'namespace', prefix: path ?? (name === null ? null : literal(`/${name}`)) };
}

function routes(paths: (Argument | null)[], args: Argument[], view: Argument | null): RouterAction[] {
  const listed: Value = { kind: 'array', items: paths.flatMap((path) => (path ? [path.value()] : [])) };
  if (listed.items.length === 0) return [];
  const said = argumentAt(args, null, 'methods');
  const methods = said ? (methodsIn(said.value()) ?? (['ANY'] satisfies Method[])) : null;
  const views = view && viewClassOf(view.value());
  if (views) return viewRoutes(views, methods).map((route) => ({ kind: 'route', paths: listed, ...route }));
  return [{ kind: 'route', methods: methods ?? ['GET'], paths: listed, handlers: view ? [view] : [] }];
}
