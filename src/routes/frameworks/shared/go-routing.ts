import type { Method, Parameter } from '../../../model.ts';
import type { Argument, HandlerText, MadeRouter, RouterCall } from '../../adapter.ts';
import { force, literal, type Value } from '../../link/values.ts';
import { httpMethods } from './http-methods.ts';

/** What the adapters of Go's frameworks have in common. */

/** `GET` and `Get`: what one framework writes the one way, older versions of it and what wraps it write the other. */
export const verbs = new Map(
  httpMethods.flatMap((method): [string, Method][] => [
    [method, method],
    [method[0] + method.slice(1).toLowerCase(), method],
  ]),
);

/** Calls of `GET`, and calls of `Get` with what looks like a path: `cache.Get(ctx, key)` is too frequent. */
export const callsVerb =
  /\.(?:(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\(|(?:Get|Head|Post|Put|Patch|Delete|Options|All)\(\s*(?:["`](?:\/|["`])|(?:\w+\.)?[A-Z]\w*\s*[,+]))/;

export const callsGroup = /\.(?:Group|Route|Mount)\(/;

/** The import paths of a module's major versions. */
export const versionsOf = (module: string, last: number): string[] => [
  module,
  ...Array.from({ length: last - 1 }, (_, i) => `${module}/v${i + 2}`),
];

export const route = (methods: Method[], paths: Value, handlers: Argument[]): RouterCall => ({
  actions: [{ kind: 'route', methods, paths, handlers }],
  result: 'self',
});

export const under = (prefix: Argument | undefined, role = 'router'): MadeRouter => ({
  role,
  prefix: prefix?.value() ?? null,
});

/** One method or a list of them; null when one is unknown. Those that no endpoint can have are left out. */
export function methodsIn(value: Value): Method[] | null {
  if (value.kind === 'array') {
    const each = value.items.map(methodsIn);
    return each.includes(null) ? null : each.flatMap((some) => some ?? []);
  }
  // `echo.GET`, `fiber.MethodGet`
  const name = value.kind === 'literal' ? value.value : value.kind === 'external' ? value.origin.path.at(-1) : null;
  if (typeof name !== 'string') return null;
  const method = verbs.get(name.replace(/^Method(?=[A-Z])/, '').toUpperCase());
  return method ? [method] : [];
}

/** `http.FileServer(dir)`, which may be wrapped: files are no endpoints. */
export function servesFiles(handler: Value): boolean {
  const known = force(handler);
  if (known.kind !== 'unknown' || known.made?.of.kind !== 'external') return false;
  const { of, name, args } = known.made;
  if (of.origin.module !== 'net/http') return false;
  return /^FileServer(?:FS)?$/.test(name) || (name === 'StripPrefix' && args.some(servesFiles));
}

/** `GET /items/{id}` in its two parts. */
export function splitPattern(pattern: Value): { methods: Method[]; path: Value } {
  if (pattern.kind !== 'literal' || typeof pattern.value !== 'string') return { methods: ['ANY'], path: pattern };
  const [, method, path] = /^([A-Z]+)[ \t]+(.*)$/s.exec(pattern.value) ?? [];
  return method === undefined || path === undefined
    ? { methods: ['ANY'], path: pattern }
    : { methods: methodsIn(literal(method)) ?? [], path: literal(path, pattern.at) };
}

/** `/items/{id:[0-9]+}`, `/files/{path...}`, `/files/*` and `/{$}`; null when braces do not match. */
export function braceTemplate(pattern: string): string | null {
  let template = '';
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] === '}') return null;
    if (pattern[i] === '*') template += '{wildcard*}';
    else if (pattern[i] !== '{') template += pattern[i];
    else {
      const end = closingBrace(pattern, i);
      if (end < 0) return null;
      template += parameterIn(pattern.slice(i + 1, end));
      i = end;
    }
  }
  return template;
}

function closingBrace(pattern: string, start: number): number {
  let depth = 0;
  for (let i = start; i < pattern.length; i++) {
    if (pattern[i] === '{') depth++;
    else if (pattern[i] === '}' && --depth === 0) return i;
  }
  return -1;
}

function parameterIn(inside: string): string {
  if (inside === '$') return '';
  const [, name = '', dots, rule = ''] = /^\s*([^:.\s]*)\s*(\.\.\.)?(?::(.*))?$/s.exec(inside) ?? [];
  // A rule that lets slashes through catches all that follows.
  return dots || /^\^?\(?\.[*+]/.test(rule) ? `{${name}*}` : `{${name}}`;
}

/** `/users/:id/*path` */
export const colonTemplate = (pattern: string): string =>
  pattern.replace(/:(\w+)|\*(\w*)/g, (_, name?: string, rest = '') =>
    name ? `{${name}}` : `{${rest || 'wildcard'}*}`,
  );

/**
 * The inputs that a handler's text reads; `reads` has one group, the name.
 */
export function inputsRead(text: string, reads: { query: RegExp; body: RegExp }): Parameter[] {
  const found = new Map<string, Parameter>();
  for (const place of ['query', 'body'] as const)
    for (const [, name = ''] of text.matchAll(reads[place]))
      found.set(`${place} ${name}`, { name, in: place, required: false });
  return [...found.values()];
}

/** Of handlers that take a `*http.Request`. */
export const requestInputs = ({ text }: HandlerText): Parameter[] =>
  inputsRead(text, {
    query: /\.URL\.Query\(\)\.Get\(\s*"([^"]+)"/g,
    body: /\.(?:PostFormValue|FormValue)\(\s*"([^"]+)"/g,
  });
