import type { Method, Parameter } from '../../model.ts';
import type { Argument, FrameworkAdapter, HandlerText, RouteAction, RouterAction, RouterCall } from '../adapter.ts';
import { javascript } from '../languages/javascript.ts';
import { memberOf } from '../link/members.ts';
import { force, type ObjectValue, stringOf, unknown, type Value } from '../link/values.ts';
import type { Expression } from '../syntax.ts';
import { schemaParameters } from './schemas/schemas.ts';
import { escaped, inputsIn } from './shared/handler-text.ts';
import { httpMethods } from './shared/http-methods.ts';
import { placeOfObject } from './shared/object-routes.ts';

const packages = ['@hapi/hapi', 'hapi'];
const methods = new Set<string>(httpMethods);

/** https://hapi.dev/api/ */
export const adapter: FrameworkAdapter = {
  name: 'hapi',
  language: javascript,
  packages,
  methods: new Set(['route', 'register', 'select', 'connection']),
  commonMethods: new Set(['select', 'connection']),
  concerns: (text) =>
    /['"`](?:@hapi\/(?:hapi|glue)|hapi)['"`]/.test(text) ||
    (/\.\s*route\s*\(/.test(text) && /\b(?:server|plugin|srv)\b/i.test(text)),
  creates({ module, path }) {
    if (!packages.includes(module)) return null;
    return /^(?:|server|Server|createServer)$/.test(path.at(-1) ?? '') ? { role: 'application', prefix: null } : null;
  },
  resembles({ name, type }) {
    if (type === null || typeof type === 'string') return /^(?:server|plugin|srv)$/i.test(name) ? 'router' : null;
    return packages.includes(type.module) && type.path.at(-1) === 'Server' ? 'router' : null;
  },
  call({ method, args }) {
    const [first, second] = args;
    if (method === 'select' || method === 'connection') return { actions: [], result: 'self' };
    if (!first) return null;
    return method === 'route' ? route(first) : register(first, second);
  },
  templates,
  parameters,
};

/** `server.route({ method, path, handler })`, or a list of such objects. */
function route(argument: Argument): RouterCall | null {
  const inline = argument.syntax.kind === 'object';
  const actions = objectsIn(argument.value()).flatMap((object) => routeOf(object, inline ? argument.syntax : null));
  return actions.length > 0 ? { actions, result: 'other' } : null;
}

/** `call`: the object as it is written in the call, null when it comes from elsewhere. */
function routeOf(object: ObjectValue, call: Expression | null): RouteAction[] {
  const field = (name: string) => force(memberOf(object, name));
  const options = [field('options'), field('config')].find((value) => value.kind === 'object') ?? unknown;
  const path = field('path');
  const found = methodsOf(field('method'));
  if (path.kind !== 'literal' && !call) return [];
  if (found.length === 0) return [];
  const handler = [field('handler'), force(memberOf(options, 'handler'))].find(({ kind }) => kind === 'function');
  const place = call ? null : placeOfObject(path, handler ?? unknown);
  return [
    {
      kind: 'route',
      methods: found,
      paths: path,
      handlers: handlersIn(call),
      parameters: validated(memberOf(options, 'validate')),
      ...(place ? { place } : {}),
    },
  ];
}

function methodsOf(value: Value): Method[] {
  const names = value.kind === 'array' ? value.items : [value];
  return names.flatMap((item) => {
    const name = stringOf(item)?.toUpperCase() ?? '';
    return name === '*' ? ['ANY'] : methods.has(name) ? [name as Method] : [];
  });
}

function handlersIn(syntax: Expression | null): Argument[] {
  if (syntax?.kind !== 'object') return [];
  return syntax.entries.flatMap((entry) => {
    if (entry.kind !== 'entry') return [];
    if (entry.key === 'options' || entry.key === 'config') return handlersIn(entry.value);
    return entry.key === 'handler' ? [{ syntax: entry.value, value: () => unknown, keyword: null }] : [];
  });
}

/** `validate: { params, query, payload }` */
function validated(validate: Value): Parameter[] {
  const read = (name: string, place: Parameter['in']) => schemaParameters(memberOf(validate, name), place);
  return [...read('params', 'path').map(asPath), ...read('query', 'query'), ...read('payload', 'body')];
}

const asPath = (parameter: Parameter): Parameter => ({ ...parameter, required: true });

/** `register(plugin)`, `register([plugin])`, `register({ plugin, routes: { prefix } })`, `register(plugin, { routes })` */
function register(plugins: Argument, options: Argument | undefined): RouterCall {
  const shared = options && prefixIn(options.value());
  const actions = listOf(plugins.value()).flatMap((plugin): RouterAction[] => {
    const fills = registrationOf(plugin, 0);
    const prefix = prefixIn(plugin) ?? shared ?? null;
    if (!fills) return [];
    return [{ kind: 'fill', by: { ...plugins, value: () => fills }, child: { role: 'plugin', prefix } }];
  });
  return { actions, result: 'other' };
}

/** `{ routes: { prefix } }` */
function prefixIn(options: Value): Value | null {
  const routes = force(memberOf(force(options), 'routes'));
  return (routes.kind === 'object' && routes.fields.get('prefix')) || null;
}

/** The function that adds a plugin's routes, which modules and option objects may hold at different depths. */
function registrationOf(value: Value, depth: number): Value | null {
  const known = force(value);
  if (known.kind === 'function') return known;
  if (known.kind !== 'object' || depth > 3) return null;
  for (const name of ['plugin', 'register', 'default']) {
    const found = registrationOf(memberOf(known, name), depth + 1);
    if (found) return found;
  }
  return null;
}

function listOf(value: Value): Value[] {
  const known = force(value);
  return known.kind === 'array' ? known.items.flatMap(listOf) : [known];
}

const objectsIn = (value: Value): ObjectValue[] => listOf(value).filter((item) => item.kind === 'object');

/** `{name}`, `{name?}`, `{name*}` and `{name*2}`, which stands for exactly two segments. */
function templates(path: string): string[] | null {
  let found = [''];
  for (const [text, name, star, count, optional] of path.matchAll(/\{(\w+)(?:(\*)(\d*))?(\?)?\}|[^{}]+|[{}]/g)) {
    if (name === undefined) {
      if (text === '{' || text === '}') return null;
      found = found.map((template) => template + text);
      continue;
    }
    const filled = star && count ? segments(name, Number(count)) : `{${name}${star ?? ''}}`;
    found = found.flatMap((template) => [
      template + filled,
      ...(optional ? [template.length > 1 ? template.replace(/\/$/, '') : template] : []),
    ]);
  }
  return found;
}

const segments = (name: string, count: number): string =>
  Array.from({ length: Math.min(count, 10) }, (_, i) => `{${name}${i + 1}}`).join('/');

/** `request.query.page`, `request.payload.name`. */
function parameters({ parameters: [request], text }: HandlerText): Parameter[] {
  if (!request) return [];
  const name = escaped(request);
  return inputsIn(text, { query: String.raw`${name}\.query`, body: String.raw`${name}\.payload` });
}
