/** What went wrong with a request, in a few words for a person. */

import { STATUS_CODES } from 'node:http';
import type { Failure, FailureKind, Recording } from '../model.ts';

const wordsOf: Record<FailureKind, string> = {
  refused: 'connection refused',
  reset: 'connection reset',
  timeout: 'timed out',
  dns: 'host not found',
  tls: 'TLS failed',
  'body-cut-short': 'answer cut short',
  protocol: 'not an HTTP answer',
  other: 'failed',
};

/** `connection refused (connect ECONNREFUSED 127.0.0.1:3000)` */
export const failureWords = ({ kind, message }: Failure): string => `${wordsOf[kind]} (${message})`;

/** `503 Service Unavailable` */
export const statusWords = (status: number): string => `${status} ${STATUS_CODES[status] ?? ''}`.trim();

/** What the first of these rows that is an error suffered; null when none is. */
export function firstErrorWords({ samples, failures }: Recording, rows: Uint32Array): string | null {
  const row = rows.find((row) => samples.failed[row] !== 0 || samples.status[row]! >= 400);
  if (row === undefined) return null;
  const failure = failures[samples.failed[row]! - 1];
  return failure ? failureWords(failure) : statusWords(samples.status[row]!);
}
