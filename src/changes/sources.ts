/** Which files decide how an endpoint behaves. */

import type { Endpoint, FileImports } from '../model.ts';

export type Routed = Pick<Endpoint, 'file' | 'why'>;

/**
 * Of an endpoint: the file that declares it and all that this imports, directly or not; the files that lead to it, which
 * mount its router and put middleware before it; and what those import, except for what leads to other routes only.
 */
export function sourcesOf(imports: FileImports, endpoints: Routed[]): (endpoint: Routed) => ReadonlySet<string> {
  const importers = reversed(imports);
  const routeFiles = endpoints.map(({ file }) => file);
  const leadsToRoutes = reach(routeFiles, importers);
  const below = remembered((file) => reach([file], imports));
  const find = remembered((joined) => {
    const [routeFile, ...mounts] = joined.split('\n') as [string, ...string[]];
    // In a circle of imports each file leads to each: only those that mount the route count.
    const above = reach([routeFile, ...mounts], importers, (file, from) => !below(from).has(file));
    const around = reach(above, imports, (file) => !leadsToRoutes.has(file) || above.has(file));
    // Where the file imports what leads to it, what that imports is no business of this endpoint.
    const own = reach([routeFile], imports, (file) => !above.has(file));
    return new Set([...around, ...own]);
  });
  return ({ file, why }) => find([...new Set([file, ...why.map((step) => step.file)])].join('\n'));
}

function reach(from: Iterable<string>, edges: FileImports, enters = (_file: string, _from: string) => true) {
  const found = new Set(from);
  for (const file of found) for (const next of edges.get(file) ?? []) if (enters(next, file)) found.add(next);
  return found;
}

function remembered<T>(find: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const value = known.get(key) ?? find(key);
    known.set(key, value);
    return value;
  };
}

function reversed(imports: FileImports): FileImports {
  const importers = new Map<string, string[]>();
  for (const [file, imported] of imports)
    for (const other of imported) importers.set(other, [...(importers.get(other) ?? []), file]);
  return importers;
}
