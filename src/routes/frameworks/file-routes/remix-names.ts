/** Paths that Remix and React Router give files by their names, as `users/:id?/*`. */

/** Flat routes, https://reactrouter.com/how-to/file-route-conventions: `users.$id.edit`, `_app.index/route`. */
export function flatPath(name: string): string | null {
  const [id = '', inside, ...deeper] = name.split('/');
  if (deeper.length > 0 || (inside !== undefined && inside !== 'route' && inside !== 'index')) return null;
  return pathOf(segmentsIn(id));
}

/** Conventions in which folders are parts of the path as well: `users/$id/edit`, `users+/$id.edit`. */
export function nestedPath(name: string): string | null {
  const segments = name.split('/').flatMap((part, i, parts) => {
    const isLast = i === parts.length - 1;
    if (isLast && /^(?:_?route|_layout|layout)$/.test(part) && i > 0) return [];
    // A folder that begins with `+` holds what belongs to its neighbours.
    return segmentsIn(part.replace(/\+$/, ''));
  });
  if (/(?:^|\/)\+/.test(name)) return null;
  const last = segments.at(-1);
  if (last && /^_?index$/.test(last.text))
    return segments.length === 1 ? '' : pathOf([...segments.slice(0, -1), index]);
  return pathOf(segments);
}

interface Segment {
  text: string;
  /** Without what stood in square brackets, which is taken as it is. */
  marks: string;
  optional: boolean;
}

const index: Segment = { text: '_index', marks: '_index', optional: false };

/** Splits at dots, but not within `[…]`. */
function segmentsIn(id: string): Segment[] {
  const parts = id.match(/(?:\[[^\]]*\]|[^.[])+/g) ?? [];
  return parts.map((part) => {
    const [, inner] = /^\((.+)\)$/.exec(part) ?? [];
    const own = inner ?? part;
    const marks = own.replace(/\[[^\]]*\]/g, (escaped) => '\0'.repeat(escaped.length - 2));
    return { text: own.replace(/\[([^\]]*)\]/g, '$1'), marks, optional: inner !== undefined };
  });
}

/** Null for a layout, which no request ends at, and for modules of the server's or the browser's own. */
function pathOf(segments: Segment[]): string | null {
  const last = segments.at(-1);
  if (!last || /^(?:_(?!index$).*|server|client)$/.test(last.marks)) return null;
  return segments
    .filter(({ marks }) => !marks.startsWith('_'))
    .map(({ text, marks, optional }) => {
      const own = marks.endsWith('_') ? text.slice(0, -1) : text;
      const path = own === '$' && marks.startsWith('$') ? '*' : marks.startsWith('$') ? `:${own.slice(1)}` : own;
      return optional ? `${path}?` : path;
    })
    .join('/');
}
