/** Tells whether the API answers. */

import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { Agent, request } from 'undici';
import type { Transport } from '../model.ts';

export type Readiness =
  | { state: 'ready' }
  /** Something answers there, but not as a ready API does. */
  | { state: 'answers-otherwise'; what: string }
  /** Something speaks TLS there, with a certificate that Node does not trust. */
  | { state: 'not-trusted'; what: string }
  | { state: 'silent'; what: string };

export interface ReadinessTarget {
  /** Of the API; a path in it is a prefix of every path. */
  url: string;
  ready?: string | undefined;
}

const probeTimeoutMs = 2_000;

/** The address that is asked. */
export const readyUrl = ({ url, ready }: ReadinessTarget): string => `${url.replace(/\/$/, '')}${ready ?? '/'}`;

export function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  return Number(port) || (protocol === 'https:' ? 443 : 80);
}

export interface Trust {
  rejectUnauthorized: boolean;
  secureContext?: SecureContext;
}

/** Whom a probe trusts. Made once, since reading Node's own certificates takes milliseconds. */
export const trustOf = ({ ca, acceptAnyCertificate }: Transport): Trust => ({
  rejectUnauthorized: !acceptAnyCertificate,
  ...(ca !== null && { secureContext: createSecureContext({ ca: [...getCACertificates('default'), ca] }) }),
});

/** One GET. With a `ready` path 2xx and 3xx are ready; without one any answer below 500 is. */
export async function probeReadiness(target: ReadinessTarget, trust: Trust, signal: AbortSignal): Promise<Readiness> {
  const dispatcher = new Agent({ connect: { ...trust, timeout: probeTimeoutMs }, pipelining: 1 });
  try {
    const { statusCode, body } = await request(readyUrl(target), {
      dispatcher,
      signal: AbortSignal.any([signal, AbortSignal.timeout(probeTimeoutMs)]),
    });
    await body.dump();
    return statusCode < (target.ready === undefined ? 500 : 400)
      ? { state: 'ready' }
      : { state: 'answers-otherwise', what: `status ${statusCode}` };
  } catch (error) {
    signal.throwIfAborted();
    return readinessOf(error as NodeJS.ErrnoException);
  } finally {
    await dispatcher.destroy();
  }
}

/** Codes of Node's certificate checks: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const isCertificateError = (code: string): boolean =>
  /CERT|^UNABLE_TO_|^HOSTNAME_MISMATCH$|^INVALID_CA$|^PATH_LENGTH_EXCEEDED$/.test(code);

function readinessOf({ name, code, message }: NodeJS.ErrnoException): Readiness {
  if (name === 'TimeoutError') return answersOtherwise(`no answer within ${probeTimeoutMs / 1000} s`);
  if (code === undefined || code.startsWith('HPE_') || code === 'UND_ERR_SOCKET') return answersOtherwise(message);
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO') return answersOtherwise('it does not speak TLS');
  return { state: isCertificateError(code) ? 'not-trusted' : 'silent', what: code };
}

const answersOtherwise = (what: string): Readiness => ({ state: 'answers-otherwise', what });
