import type { Method, Parameter } from '../../model.ts';
import type { Argument, FrameworkAdapter, HandlerText, RouterAction, RouterCall } from '../adapter.ts';
import { javascript } from '../languages/javascript.ts';
import { force, stringOf, type Value } from '../link/values.ts';
import { schemaParameters } from './schemas/schemas.ts';
import { fieldsOf } from './schemas/values.ts';
import { escaped, inputsIn, inputsTaken } from './shared/handler-text.ts';
import { verbs } from './shared/http-methods.ts';
import { templatesOf } from './shared/path-to-regexp.ts';

/** Where instances come from a function of the project, nothing else shows which framework it is. */
const routeCall = /\.\s*(?:(?:get|post|put|patch|delete|all|group)\s*\(\s*['"`]|(?:use|guard)\s*\()/;

/** https://elysiajs.com/essential/route, https://elysiajs.com/essential/plugin */
export const adapter: FrameworkAdapter = {
  name: 'elysia',
  language: javascript,
  packages: ['elysia'],
  methods: new Set([...Object.keys(verbs), 'route', 'group', 'guard', 'use']),
  fluent: true,
  aliases: new Set(['fetch', 'handle']),
  concerns: (text) => /\belysia\b/i.test(text) || (/\bapp\b|[rR]oute/.test(text) && routeCall.test(text)),
  creates({ module, path }, args) {
    if (module !== 'elysia' || !['Elysia', undefined].includes(path.at(-1))) return null;
    return { role: 'application', prefix: fieldsOf(args[0]?.value())?.get('prefix') ?? null };
  },
  resembles({ type }) {
    if (type === null) return null;
    if (typeof type === 'string') return /^Elysia\b/.test(type) ? 'application' : null;
    return type.module === 'elysia' && type.path.at(-1) === 'Elysia' ? 'application' : null;
  },
  call({ method, args }) {
    const [first, ...rest] = args;
    if (!first) return null;
    switch (method) {
      case 'use':
        return chain(use(first));
      case 'group':
        return chain(filled(rest, first.value()));
      case 'guard':
        return chain(filled(args, null));
      case 'route':
        return route([verbs[stringOf(first.value())?.toLowerCase() ?? '']], rest);
      default:
        return route([verbs[method]], args);
    }
  },
  templates: templatesOf,
  parameters,
};

const chain = (actions: RouterAction[]): RouterCall => ({ actions, result: 'self' });

/** A plugin is an instance, a function that is given one, a module that exports either, or a list of them. */
function use(plugin: Argument): RouterAction[] {
  const known = pluginOf(plugin.value());
  const value = () => known;
  if (known.kind === 'array') return known.items.flatMap((item) => use({ ...plugin, value: () => force(item) }));
  if (known.kind === 'function')
    return [{ kind: 'fill', by: { ...plugin, value }, child: { role: 'plugin', prefix: null } }];
  return [{ kind: 'mount', prefix: null, children: [{ ...plugin, value: () => pluginOf(plugin.value()) }] }];
}

const pluginOf = (value: Value) => force(fieldsOf(value)?.get('default') ?? value);

/** `group('/path', fill)`, `group('/path', hooks, fill)`; without a function, a guard is for what comes after it. */
function filled(args: Argument[], prefix: Value | null): RouterAction[] {
  const by = args.findLast(({ value }) => value().kind === 'function');
  return by ? [{ kind: 'fill', by, child: { role: 'group', prefix } }] : [];
}

/** The handler may be a plain value, the answer. */
function route([method]: (Method | undefined)[], [path, handler, hooks]: Argument[]): RouterCall | null {
  if (!method || !path || !handler) return null;
  const parameters = hooks ? hookParameters(hooks.value()) : [];
  return chain([{ kind: 'route', methods: [method], paths: path.value(), handlers: [handler], parameters }]);
}

const places: Record<string, Parameter['in']> = { params: 'path', query: 'query', headers: 'header', body: 'body' };

/** https://elysiajs.com/essential/validation */
const hookParameters = (hooks: Value): Parameter[] =>
  [...(fieldsOf(hooks) ?? [])].flatMap(([part, schema]) =>
    places[part] ? schemaParameters(schema, places[part]) : [],
  );

function parameters({ parameters: [context], text }: HandlerText): Parameter[] {
  if (context === null) return inputsTaken(text);
  if (!context) return [];
  const name = escaped(context);
  return inputsIn(text, { query: String.raw`${name}\.query`, body: String.raw`${name}\.body` });
}
