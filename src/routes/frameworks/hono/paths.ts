/** The text of a segment: a pattern in braces may hold slashes. */
const segments = /\/|(?:\{(?:[^{}]|\{[^{}]*\})*\}|[^/{])+/g;

/** `:name`, `:name{pattern}`; all of a segment or nothing of it. */
const parameter = /^:([^{}?]+)(?:\{(.*)\})?\??$/;

/**
 * Templates of a path as Hono reads it, two when its end may be left out: `/:id{[0-9]+}`, `/:id?`, `*`, and the `{id}`
 * of OpenAPI routes. https://hono.dev/docs/api/routing
 */
export function templatesOf(path: string): string[] {
  const parts = path.match(segments) ?? [];
  const texts = parts.map((part, i) => {
    if (part === '*') return i === parts.length - 1 ? '{wildcard*}' : '{wildcard}';
    const [, name, pattern = ''] = parameter.exec(part) ?? [];
    if (name === undefined) return part;
    // A pattern that takes anything takes slashes as well.
    return /^\.[+*]$/.test(pattern) ? `{${name}*}` : `{${name}}`;
  });
  const whole = texts.join('');
  const isOptional = parts.at(-1)?.startsWith(':') && path.endsWith('?');
  return isOptional ? [texts.slice(0, -2).join('') || '/', whole] : [whole];
}
