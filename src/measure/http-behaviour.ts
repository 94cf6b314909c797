/** How an endpoint behaves as HTTP: what its heads say of caching, and what a few requests on the side showed. */

import type { HttpBehaviour, Recording, ResponseHead } from '../model.ts';
import { median } from './statistics.ts';
import { answeredLatenciesMs, rowsOfKind } from './steady.ts';

export interface HttpEvidence {
  /** The sequential calls. */
  probes: Recording;
  /** Asked with the validator of the probes' first answer; null: not asked. */
  conditional: Recording | null;
  encodings: { offered: string; recording: Recording }[];
  /** The burst. */
  recording: Recording;
}

export function httpBehaviour({ probes, conditional, encodings, recording }: HttpEvidence): HttpBehaviour {
  const headers = probes.firstHead?.headers ?? {};
  const [firstCallMs = 0, ...laterMs] = answeredLatenciesMs(probes, rowsOfKind(probes, 'probe'));
  return {
    httpVersion: probes.httpVersion,
    cacheControl: headers['cache-control'] ?? null,
    etag: headers.etag ?? null,
    lastModified: headers['last-modified'] ?? null,
    age: headers.age ?? null,
    vary: headers.vary ?? null,
    cacheStatus: cacheStatusOf(headers),
    conditional: conditionalOf(probes.firstHead, conditional),
    firstCallMs,
    laterCallsMs: laterMs.length > 0 ? median(laterMs) : firstCallMs,
    cache: cacheOf(recording),
    encodings: encodings
      .flatMap(encodingOf)
      .sort((a, b) => Number(b.offered === 'identity') - Number(a.offered === 'identity')),
  };
}

/** `Cache-Status` is RFC 9211's; the others are those of common caches: `X-Cache`, `CF-Cache-Status`, `X-Nextjs-Cache`. */
const cacheHeader = /^(x-cache|(x-|cf-|x-\w+-)?cache-status|x-\w+-cache)$/;

function cacheStatusOf(headers: ResponseHead['headers']): string | null {
  const found = Object.entries(headers).find(([name]) => cacheHeader.test(name));
  return found ? found.join(': ') : null;
}

/** Answers of the rounds whose head says whether they came out of a cache. */
function cacheOf(recording: Recording): HttpBehaviour['cache'] {
  const counts = [0, 0, 0];
  for (const row of rowsOfKind(recording, 'round')) counts[recording.samples.cache[row]!]!++;
  const [, hits, misses] = counts as [number, number, number];
  return hits + misses > 0 ? { hits, misses } : null;
}

function conditionalOf(first: ResponseHead | null, asked: Recording | null): HttpBehaviour['conditional'] {
  const validator = validatorOf(first);
  if (validator === undefined) return { state: 'no-validator' };
  const head = asked && answerOf(asked)?.head;
  if (!head || head.status >= 400) return { state: 'not-tried' };
  if (head.status === 304)
    return { state: 'works', latencyMs: median(answeredLatenciesMs(asked, rowsOfKind(asked, 'probe'))) };
  // With another content the whole answer is the right one.
  return validatorOf(head) === validator ? { state: 'ignored', status: head.status } : { state: 'content-changes' };
}

const validatorOf = (head: ResponseHead | null): string | undefined =>
  head?.headers.etag ?? head?.headers['last-modified'];

function encodingOf({ offered, recording }: HttpEvidence['encodings'][number]): HttpBehaviour['encodings'] {
  const answer = answerOf(recording);
  if (answer === null || answer.head.status >= 400 || answer.bytes === 0) return [];
  return [{ offered, encoding: answer.head.headers['content-encoding'] ?? 'identity', bytes: answer.bytes }];
}

/** The first answer, if it is complete. */
function answerOf({ firstHead, samples }: Recording): { head: ResponseHead; bytes: number } | null {
  if (firstHead === null || samples.count === 0 || samples.failed[0] !== 0) return null;
  return { head: firstHead, bytes: samples.bodyBytes[0]! };
}
