/** Tells whether the API answers. */

import { Agent, request } from 'undici';

export type Readiness =
  | { state: 'ready' }
  /** Something answers there, but not as a ready API does. */
  | { state: 'answers-otherwise'; what: string }
  | { state: 'silent'; what: string };

const probeTimeoutMs = 2_000;

/** One GET. With a `ready` path 2xx and 3xx are ready; without one any answer below 500 is. */
export async function probeReadiness(url: string, ready: string | undefined, signal: AbortSignal): Promise<Readiness> {
  const dispatcher = new Agent({ connect: { timeout: probeTimeoutMs }, pipelining: 1 });
  try {
    const { statusCode, body } = await request(new URL(ready ?? '/', url), {
      dispatcher,
      signal: AbortSignal.any([signal, AbortSignal.timeout(probeTimeoutMs)]),
    });
    await body.dump();
    return statusCode < (ready === undefined ? 500 : 400)
      ? { state: 'ready' }
      : { state: 'answers-otherwise', what: `status ${statusCode}` };
  } catch (error) {
    signal.throwIfAborted();
    const { code, message } = error as NodeJS.ErrnoException;
    const connected = code === undefined || code.startsWith('HPE_') || code === 'UND_ERR_SOCKET';
    return { state: connected ? 'answers-otherwise' : 'silent', what: code ?? message };
  } finally {
    await dispatcher.destroy();
  }
}
