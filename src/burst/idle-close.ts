/** A request that meets a server which closes the connection at that very moment, because it was idle for too long. */

import { classifyFailure } from './failures.ts';

/** Servers let connections idle for seconds; one that closes sooner does so for another reason, which has to be seen. */
const shortestIdleMs = 1_000;

/** Sent twice they do what they do once: https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2 */
const idempotentMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE', 'QUERY']);

/**
 * True for a request that may be sent once more, as browsers do: nothing of its answer had arrived, and the connection
 * had answered before and been idle since. Neither side is at fault, and the request was most likely never read
 * (https://www.rfc-editor.org/rfc/rfc9112#section-9.3.1). `idleMs`: 0 for a connection that has not answered yet.
 */
export const isIdleClose = (error: Error, method: string, idleMs: number): boolean =>
  idleMs >= shortestIdleMs && idempotentMethods.has(method) && classifyFailure(error, false).kind === 'reset';
