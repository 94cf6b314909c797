/** Picks the endpoints that the person named. */

import { relative, resolve } from 'node:path';
import { distance } from 'fastest-levenshtein';
import picomatch from 'picomatch';
import { type Endpoint, endpointId, UserError } from '../model.ts';

const nearestShown = 3;

/** What a selector can name. */
type Selectable = Pick<Endpoint, 'method' | 'path' | 'file' | 'line' | 'endLine'>;

/** All of them without a selector. Throws a `UserError` with the nearest matches when a selector fits none. */
export function selectEndpoints<T extends Selectable>(
  endpoints: T[],
  selectors: string[],
  root: string,
  cwd: string,
): T[] {
  if (selectors.length === 0) return endpoints;
  const chosen = new Set<T>();
  for (const selector of selectors) {
    const fits = matcherOf(selector, root, cwd);
    const found = endpoints.filter(fits);
    if (found.length === 0) throw unknownSelector(selector, endpoints);
    for (const endpoint of found) chosen.add(endpoint);
  }
  return endpoints.filter((endpoint) => chosen.has(endpoint));
}

function matcherOf(selector: string, root: string, cwd: string): (endpoint: Selectable) => boolean {
  const place = /^(?<file>.+):(?<line>\d+)$/.exec(selector)?.groups;
  if (place) {
    const line = Number(place.line);
    const named = relative(root, resolve(cwd, place.file!)).replaceAll('\\', '/');
    return ({ file, line: first, endLine }) =>
      (file === named || file === place.file) && first <= line && line <= endLine;
  }
  const withMethod = /^(?<method>[A-Za-z]+) (?<path>\/.*)$/.exec(selector)?.groups;
  const method = withMethod?.method?.toUpperCase();
  const path = withMethod?.path ?? selector;
  const fitsPath = isPattern(path)
    ? picomatch(path, { nobrace: true, noext: true })
    : (other: string) => other === path;
  return (endpoint) => (method === undefined || endpoint.method === method) && fitsPath(endpoint.path);
}

/** The star of a catch-all, `{slug*}`, is part of a path. */
const isPattern = (path: string): boolean => /[*?]/.test(path.replace(/\{[^}]*\}/g, ''));

function unknownSelector(selector: string, endpoints: Selectable[]): UserError {
  const near = endpoints
    .map((endpoint) => ({ id: endpointId(endpoint), far: distanceTo(selector, endpoint) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, nearestShown);
  return new UserError({
    message: `No endpoint fits "${selector}".`,
    nextStep: near.length
      ? `The nearest are: ${near.map(({ id }) => `"${id}"`).join(', ')}.`
      : 'No endpoint was found at all: `endpoint-profiler scan` says what was looked at.',
  });
}

const distanceTo = (selector: string, endpoint: Selectable): number =>
  Math.min(distance(selector, endpointId(endpoint)), distance(selector, endpoint.path));
