import type { Parameter } from '../../model.ts';
import type { Argument, FrameworkAdapter, HandlerText, RouterAction, RouterCall } from '../adapter.ts';
import { javascript } from '../languages/javascript.ts';
import { unknown, type Value } from '../link/values.ts';
import { autoloaded } from './fastify/autoload.ts';
import { templatesOf } from './fastify/paths.ts';
import { handlersIn, parametersIn, pluginOf, registered, routeOf, unencapsulated } from './fastify/plugins.ts';
import { escaped, inputsIn, inputsTaken } from './shared/handler-text.ts';
import { verbs } from './shared/http-methods.ts';

/** Where an instance comes from a function of the project, nothing else shows which framework it is. */
const routeCall = /\.\s*(?:register|(?:get|post|put|patch|delete|all)\s*\(\s*['"`]\/|route\s*\(\s*\{)/;

/** https://fastify.dev/docs/latest/Reference/Server/ */
export const adapter: FrameworkAdapter = {
  name: 'fastify',
  language: javascript,
  packages: ['fastify', 'fastify-plugin'],
  methods: new Set([...Object.keys(verbs), 'route', 'register', 'withTypeProvider']),
  fluent: true,
  concerns: (text) => /fastify/i.test(text) || (/\bapp\b|\bserver\b|[rR]oute/.test(text) && routeCall.test(text)),
  creates({ module, path }, args) {
    const called = [module, ...path].join('.');
    if (called === 'fastify' || called === 'fastify.fastify') return { role: 'application', prefix: null };
    if (module === 'fastify-plugin') return { value: unencapsulated(args[0]?.value()) };
    return null;
  },
  resembles({ name, type }) {
    if (type === null) return /^fastify$/i.test(name) ? 'router' : null;
    if (typeof type === 'string') return /^Fastify\w*(?:Instance|App)\w*\b/i.test(type) ? 'router' : null;
    return type.module === 'fastify' && type.path.at(-1) === 'FastifyInstance' ? 'router' : null;
  },
  call({ method, args }) {
    const [first, ...rest] = args;
    if (method === 'withTypeProvider') return chain([]);
    if (!first) return null;
    if (method === 'register') return chain(register(first.value(), rest[0]?.value() ?? null));
    if (method !== 'route') return shorthand(method, first, rest);
    const route = routeOf(first);
    return route && chain([route]);
  },
  templates: templatesOf,
  appendsRoutes: true,
  parameters,
};

const chain = (actions: RouterAction[]): RouterCall => ({ actions, result: 'self' });

function register(plugin: Value, options: Value | null): RouterAction[] {
  const known = pluginOf(plugin);
  const isAutoload = known.kind === 'external' && /^(?:@fastify\/|fastify-)autoload$/.test(known.origin.module);
  return isAutoload ? [autoloaded(options ?? unknown)] : registered(known, options);
}

/** `get(path, handler)`, `get(path, options, handler)` and `get(path, { …, handler })` */
function shorthand(method: string, path: Argument, rest: Argument[]): RouterCall | null {
  const [options] = rest;
  if (!options) return null;
  const handlers = rest.length > 1 ? rest.slice(1) : [options, ...handlersIn(options)];
  const parameters = parametersIn(options.value());
  return chain([{ kind: 'route', methods: [verbs[method]!], paths: path.value(), handlers, parameters }]);
}

function parameters({ parameters: [request], text }: HandlerText): Parameter[] {
  if (request === null) return inputsTaken(text);
  if (!request) return [];
  const name = escaped(request);
  return inputsIn(text, { query: String.raw`${name}\.query`, body: String.raw`${name}\.body` });
}
