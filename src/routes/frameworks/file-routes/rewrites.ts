/** A public path and the path of the route that answers it; `:id` and, at the end, `:path*` are carried over. */
export interface Rewrite {
  source: string;
  destination: string;
}

/**
 * The other public paths of a route whose path is in brackets, `/api/users/[id]`. Rules for all paths alike, such as a
 * locale before each, do not count.
 */
export function rewrittenPaths(path: string, rewrites: Rewrite[]): string[] {
  return rewrites.flatMap(({ source, destination }) => {
    const parts = partsOf(destination.replace(/\?.*$/, ''));
    if ([...parts, ...partsOf(source)].some((part) => nameOf(part) === null && /[:*(]/.test(part))) return [];
    const bound = parts.every((part) => nameOf(part) !== null) ? null : matched(parts, partsOf(path));
    const also =
      bound &&
      `/${partsOf(source)
        .flatMap((part) => sourceParts(part, bound))
        .join('/')}`;
    return also && also !== path ? [also] : [];
  });
}

const partsOf = (path: string): string[] => path.split('/').filter((part) => part !== '');

/** `:id`, `:path*`, `:id(\\d+)`; null for a part that is text. */
const nameOf = (part: string): string | null => /^:(\w+)(?:\(.*\))?[*+?]?$/.exec(part)?.[1] ?? null;

/** What each parameter of a destination stands for in a route's path; null when it leads elsewhere. */
function matched(destination: string[], path: string[]): Map<string, string[]> | null {
  const bound = new Map<string, string[]>();
  for (const [i, part] of destination.entries()) {
    const name = nameOf(part);
    if (name !== null && /[*+]$/.test(part)) return bound.set(name, path.slice(i));
    const own = path[i];
    if (own === undefined || (name === null ? own !== part : !/^\[[^.[]+\]$/.test(own))) return null;
    if (name !== null) bound.set(name, [own]);
  }
  return path.length === destination.length ? bound : null;
}

function sourceParts(part: string, bound: Map<string, string[]>): string[] {
  const name = nameOf(part);
  if (name === null) return [part];
  return bound.get(name) ?? [/[*+]$/.test(part) ? `[...${name}]` : `[${name}]`];
}
