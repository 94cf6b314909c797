/** Picks the endpoints that the person named. */

import { relative, resolve } from 'node:path';
import { distance } from 'fastest-levenshtein';
import { matcherOf, type Selectable } from '../config/selectors.ts';
import { endpointId, UserError } from '../model.ts';

const nearestShown = 3;

/** All of them without a selector. Throws a `UserError` with the nearest matches when a selector fits none. */
export function selectEndpoints<T extends Selectable>(
  endpoints: T[],
  selectors: string[],
  root: string,
  cwd: string,
): T[] {
  if (selectors.length === 0) return endpoints;
  const relativeToRoot = (file: string) => relative(root, resolve(cwd, file)).replaceAll('\\', '/');
  const chosen = new Set<T>();
  for (const selector of selectors) {
    const found = endpoints.filter(matcherOf(selector, relativeToRoot));
    if (found.length === 0) throw unknownSelector(selector, endpoints);
    for (const endpoint of found) chosen.add(endpoint);
  }
  return endpoints.filter((endpoint) => chosen.has(endpoint));
}

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
