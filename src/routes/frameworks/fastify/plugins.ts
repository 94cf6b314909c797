import type { Parameter } from '../../../model.ts';
import type { Argument, RouteAction, RouterAction } from '../../adapter.ts';
import { force, isKnown, literal, stringOf, unknown, type Value } from '../../link/values.ts';
import { schemaParameters } from '../schemas/schemas.ts';
import { fieldsOf, itemsOf } from '../schemas/values.ts';
import { verbs } from '../shared/http-methods.ts';
import { placeOfObject } from '../shared/object-routes.ts';

/** Stands on a function where Fastify's own symbol of that name would: it fills the router that registers it. */
const skipOverride = 'skip-override';

/** `fp(plugin)` breaks the encapsulation: then Fastify has no instance that could carry a prefix, and ignores it. */
export function unencapsulated(plugin: Value | undefined): Value {
  const known = pluginOf(plugin ?? unknown);
  if (known.kind !== 'function') return known;
  return { ...known, fields: new Map([...known.fields, [skipOverride, literal(true)]]) };
}

/** What `import('./plugin')` and `require('./plugin')` give may hold the plugin as its default export. */
export function pluginOf(value: Value): Exclude<Value, { kind: 'lazy' }> {
  const known = force(value);
  return force(fieldsOf(known)?.get('default') ?? known);
}

/** `register(plugin, options)`: https://fastify.dev/docs/latest/Reference/Plugins/ */
export function registered(plugin: Value, options: Value | null): RouterAction[] {
  const known = pluginOf(plugin);
  const isOpen = known.kind === 'function' && known.fields.has(skipOverride);
  const prefix = isOpen ? null : (fieldsOf(options ?? unknown)?.get('prefix') ?? null);
  const more = options ? [argument(options)] : [];
  return [{ kind: 'fill', by: argument(known), child: { role: 'router', prefix }, more }];
}

export const argument = (value: Value): Argument => ({
  syntax: { kind: 'other', parts: [] },
  keyword: null,
  value: () => force(value),
});

/** `route({ method, url, schema, handler })`: https://fastify.dev/docs/latest/Reference/Routes/ */
export function routeOf(options: Argument): RouteAction | null {
  const fields = fieldsOf(options.value());
  const method = fields?.get('method');
  if (!fields || !method) return null;
  const named = [...itemsOf(method), method].map((name) => verbs[stringOf(name)?.toLowerCase() ?? '']);
  const known = named.filter((name) => name !== undefined);
  // Which methods it answers only the running program knows: then nothing is said but a warning.
  const path = isKnown(force(method)) ? (fields.get('url') ?? fields.get('path') ?? literal('')) : unknown;
  const handlers = handlersIn(options);
  const parameters = parametersIn(options.value());
  // Written out in the call, it is declared by the call.
  const place = options.syntax.kind === 'object' ? null : placeOfObject(path, fields.get('handler') ?? unknown);
  return { kind: 'route', methods: known, paths: path, handlers, parameters, ...(place && { place }) };
}

/** The handler within the options, where they are written out. */
export const handlersIn = ({ syntax }: Argument): Argument[] =>
  (syntax.kind === 'object' ? syntax.entries : []).flatMap((entry) =>
    entry.kind === 'entry' && entry.key === 'handler'
      ? [{ syntax: entry.value, keyword: null, value: () => unknown }]
      : [],
  );

const places: Record<string, Parameter['in']> = {
  params: 'path',
  querystring: 'query',
  query: 'query',
  headers: 'header',
  body: 'body',
};

/** https://fastify.dev/docs/latest/Reference/Validation-and-Serialization/ */
export function parametersIn(options: Value): Parameter[] {
  const schemas = fieldsOf(fieldsOf(options)?.get('schema'));
  return [...(schemas ?? [])].flatMap(([key, schema]) => (places[key] ? schemaParameters(schema, places[key]) : []));
}
