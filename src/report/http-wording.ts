/** How the endpoint behaves as HTTP, in words. */

import type { HttpBehaviour } from '../model.ts';
import { formatBytes, formatCount, formatMs, formatRatio, formatShare } from './format.ts';

export interface HttpFact {
  name: string;
  value: string;
  /** The value stands as the answer has it. */
  literal?: boolean;
}

/** What there is to know of caching, in the order in which a client meets it. */
export function httpFacts(http: HttpBehaviour): HttpFact[] {
  const sent = (name: string, value: string | null): HttpFact[] => (value ? [{ name, value, literal: true }] : []);
  return [
    { name: 'version', value: http.httpVersion ? `HTTP/${http.httpVersion}` : 'not known: no answer arrived' },
    ...(http.cacheControl ? sent('Cache-Control', http.cacheControl) : [{ name: 'Cache-Control', value: 'not sent' }]),
    ...sent('ETag', http.etag),
    ...sent('Last-Modified', http.lastModified),
    { name: 'asking again', value: conditionalWords(http) },
    ...sent('Age', http.age),
    ...sent('Vary', http.vary),
    { name: 'caches on the way', value: cacheWords(http) },
    { name: 'first call', value: firstCallWords(http) },
  ];
}

/** Whether a client that has the answer already is spared the body. */
function conditionalWords({ conditional, etag }: HttpBehaviour): string {
  const validator = etag ? 'ETag' : 'Last-Modified';
  switch (conditional.state) {
    case 'works':
      return `${validator} works: 304 in ${formatMs(conditional.latencyMs)}`;
    case 'ignored':
      return `${validator} is ignored: the whole answer comes again, with status ${conditional.status}`;
    case 'content-changes':
      return `each answer has another ${validator}, so that the whole of it comes again`;
    case 'no-validator':
      return 'not possible: neither ETag nor Last-Modified was sent';
    case 'not-tried':
      return 'not tried';
    default:
      return conditional satisfies never;
  }
}

function cacheWords({ cache, cacheStatus }: HttpBehaviour): string {
  if (!cache) return cacheStatus ? `the first answer says ${cacheStatus}` : 'the answers name none';
  const all = cache.hits + cache.misses;
  return `${formatShare(hitRate(cache))} hits, ${formatCount(cache.hits)} of ${formatCount(all)} answers`;
}

const hitRate = ({ hits, misses }: { hits: number; misses: number }): number =>
  hits + misses === 0 ? 0 : hits / (hits + misses);

function firstCallWords({ firstCallMs, laterCallsMs }: HttpBehaviour): string {
  const factor = laterCallsMs > 0 ? ` (${formatRatio(firstCallMs / laterCallsMs)})` : '';
  return `${formatMs(firstCallMs)}, later ones ${formatMs(laterCallsMs)}${factor}`;
}

/** What stands out, for a line: `HTTP/1.1`, `ETag works: 304 in 0.812 ms`, `94 % cache hits`, `br 18.0 of 182 kB`. */
export function httpWords(http: HttpBehaviour): string[] {
  const { httpVersion, conditional, cache, encodings } = http;
  const identity = encodings.find(({ encoding }) => encoding === 'identity');
  const smallest = encodings.toSorted((a, b) => a.bytes - b.bytes)[0];
  return [
    ...(httpVersion ? [`HTTP/${httpVersion}`] : []),
    ...(conditional.state === 'works' || conditional.state === 'ignored'
      ? [conditionalWords(http).split(':')[0]!]
      : []),
    ...(cache ? [`${formatShare(hitRate(cache))} cache hits`] : []),
    ...(identity && smallest && smallest.bytes < identity.bytes
      ? [`${formatBytes(identity.bytes)}, ${smallest.encoding} ${formatBytes(smallest.bytes)}`]
      : []),
  ];
}
