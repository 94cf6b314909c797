/** The rows of the Endpoints view: which endpoints a filter leaves, and what they are listed under. */

import { type Endpoint, endpointId, type Method } from '../model.ts';

export const groupings = ['file', 'path', 'framework'] as const;
export type Grouping = (typeof groupings)[number];

export type Row = Group | { kind: 'endpoint'; label: string; endpoint: Endpoint };

export interface Group {
  kind: 'group';
  /** What of its parent's name it goes on with: `/orders` below `/api/v1`. */
  label: string;
  /** `src/routes/orders.ts`, a folder `src/routes/`, `/api/v1/orders` or `express`: unlike all others of the grouping. */
  name: string;
  rows: Row[];
}

/** `endpoints` in the order of their paths, which is kept, with reading before changing; files by name. */
export function rowsOf(endpoints: readonly Endpoint[], grouping: Grouping): Row[] {
  const samePath = [...Map.groupBy(endpoints, ({ path }) => path).values()];
  const ordered = samePath.flatMap((same) => same.toSorted((a, b) => order(a) - order(b)));
  if (grouping === 'path') return pathRows(ordered, '');
  const groups = Map.groupBy(ordered, (endpoint) => endpoint[grouping]);
  const rows = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, found]): Group => {
      const inOrder = grouping === 'file' ? found.toSorted((a, b) => a.line - b.line) : found;
      const rows = inOrder.map((endpoint): Row => ({ kind: 'endpoint', label: endpointId(endpoint), endpoint }));
      return { kind: 'group', label: name, name, rows };
    });
  return grouping === 'file' && !isLegible(rows) ? folderRows(rows, '') : rows;
}

/** A side bar as wide as it is at first shows about as many files and as much of their names. */
const isLegible = (files: Group[]): boolean => files.length <= 20 && files.every(({ name }) => name.length <= 36);

/** A group for each folder that several files share; what has no fork is one row, `packages/core/src`. */
function folderRows(files: Group[], above: string): Group[] {
  const entries = Map.groupBy(files, ({ name }) => name.slice(above.length).split('/', 1)[0]!);
  return [...entries.values()].map((below): Group => {
    const [first, ...others] = below as [Group, ...Group[]];
    if (others.length === 0) return { ...first, label: first.name.slice(above.length) };
    const name = sharedFolder(below);
    return { kind: 'group', label: name.slice(above.length, -1), name, rows: folderRows(below, name) };
  });
}

/** `src/routes/` of `src/routes/a.ts` and `src/routes/v2/b.ts`. */
function sharedFolder(files: Group[]): string {
  const [first, ...others] = files.map(({ name }) => name.split('/')) as [string[], ...string[][]];
  const folders = first.slice(0, -1);
  const fork = folders.findIndex((folder, depth) => others.some((other) => other[depth] !== folder));
  return `${folders.slice(0, fork === -1 ? folders.length : fork).join('/')}/`;
}

const methodOrder: Method[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY', 'ANY'];
const order = ({ method }: Endpoint): number => methodOrder.indexOf(method);

/** A group for each part of the path that several paths share; what has no fork is one row, `/api/v1`. */
function pathRows(endpoints: readonly Endpoint[], above: string): Row[] {
  const rows: Row[] = [];
  for (const [segment, below] of Map.groupBy(endpoints, ({ path }) => segmentAfter(path, above))) {
    if (segment === '' || new Set(below.map(({ path }) => path)).size === 1)
      for (const endpoint of below) rows.push(endpointRow(endpoint, above));
    else {
      const name = sharedPath(below, above + segment);
      rows.push({ kind: 'group', label: name.slice(above.length), name, rows: pathRows(below, name) });
    }
  }
  return rows;
}

const endpointRow = (endpoint: Endpoint, above: string): Row => ({
  kind: 'endpoint',
  label: `${endpoint.method} ${endpoint.path.slice(above.length) || (above.startsWith('/') ? '' : '/')}`.trimEnd(),
  endpoint,
});

/** `/orders` of `/api/orders/{id}` after `/api`; empty at the end of the path. */
const segmentAfter = (path: string, above: string): string => /^\/[^/]*/.exec(path.slice(above.length))?.[0] ?? '';

/** Goes down as long as all of the paths go the same way and none of them ends. */
function sharedPath(endpoints: readonly Endpoint[], start: string): string {
  let shared = start;
  for (;;) {
    const segments = new Set(endpoints.map(({ path }) => segmentAfter(path, shared)));
    const [only = ''] = segments;
    if (segments.size > 1 || only === '') return shared;
    shared += only;
  }
}

export const endpointsIn = (row: Row): Endpoint[] =>
  row.kind === 'endpoint' ? [row.endpoint] : row.rows.flatMap(endpointsIn);

/** Every word of the filter stands somewhere in the method, path, file or framework. */
export function fitsFilter(
  { method, path, file, framework }: Pick<Endpoint, 'method' | 'path' | 'file' | 'framework'>,
  filter: string,
): boolean {
  const text = `${method} ${path} ${file} ${framework}`.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
