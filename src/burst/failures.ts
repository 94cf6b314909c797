/** Sorts what Node and undici throw for a failed exchange into the few kinds that a person can act on. */

import type { FailureKind } from '../model.ts';

/** Thrown into an exchange that took longer than the plan's `requestTimeoutMs`, connecting included. */
export class RequestTimeout extends Error {
  readonly code = 'REQUEST_TIMEOUT';

  constructor(timeoutMs: number) {
    super(`no complete answer within ${timeoutMs} ms`);
    this.name = 'RequestTimeout';
  }
}

const kindByCode: Record<string, FailureKind> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  // HTTP/2: the server ended the stream or the session.
  UND_ERR_INFO: 'reset',
  ERR_HTTP2_STREAM_ERROR: 'reset',
  ERR_HTTP2_SESSION_ERROR: 'reset',
  REQUEST_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'body-cut-short',
  UND_ERR_HEADERS_OVERFLOW: 'protocol',
  // What undici never expects of a server: an answer 101 to a request that asked for no other protocol.
  ERR_ASSERTION: 'protocol',
  EPROTO: 'tls',
  CERT_HAS_EXPIRED: 'tls',
  CERT_NOT_YET_VALID: 'tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
  UNABLE_TO_GET_ISSUER_CERT: 'tls',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls',
};

/** undici reports these answers as socket errors with nothing but a message, and others by the error's name alone. */
const badAnswers = new Set(['bad response', 'bad upgrade']);
const badAnswerName = 'HTTPParserError';

/** `headArrived`: the answer had begun, so that a lost connection cut its body short. */
export function classifyFailure(error: Error, headArrived: boolean): { kind: FailureKind; message: string } {
  const cause = firstCause(error);
  const kind = kindOf(cause);
  return { kind: kind === 'reset' && headArrived ? 'body-cut-short' : kind, message: wordsOf(cause) };
}

/**
 * OpenSSL's own message is a line of file names and numbers; Node keeps its plain part beside it. What Node advises on
 * its own options is no help here.
 */
function wordsOf(error: Error): string {
  if ('reason' in error && typeof error.reason === 'string') return error.reason;
  if (codeOf(error) === 'ERR_ASSERTION') return 'an answer that HTTP does not allow here';
  return error.message.replace(/; if the root CA is installed .*/, '') || error.name;
}

/** A host with several addresses fails with one error for each; the first speaks for all. */
function firstCause(error: Error): Error {
  const first = error instanceof AggregateError ? error.errors[0] : undefined;
  return first instanceof Error ? first : error;
}

function kindOf(error: Error): FailureKind {
  if (badAnswers.has(error.message) || error.name === badAnswerName) return 'protocol';
  const code = codeOf(error);
  if (code.startsWith('ERR_TLS_') || code.startsWith('ERR_SSL_')) return 'tls';
  return kindByCode[code] ?? 'other';
}

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : '');
