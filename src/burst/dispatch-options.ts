/** Turns a request into what undici's `dispatch` takes, once a burst. */

import type { HttpRequest } from '../model.ts';
import { UserError } from '../model.ts';

export interface DispatchOptions {
  origin: string;
  path: string;
  method: string;
  /** Name, value, name, value … */
  headers: string[];
  body: Buffer | null;
  reset: false;
}

/** These frame the message on the wire: undici writes them from the body and the connection. */
const framingHeaders = new Set(['content-length', 'transfer-encoding', 'keep-alive']);

/** Throws a `UserError` for an address that is none. */
export function dispatchOptions(request: HttpRequest): DispatchOptions {
  const url = URL.parse(request.url);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new UserError({
      message: `The address ${request.url} cannot be called.`,
      nextStep: 'Give an absolute address that starts with http:// or https://.',
    });
  }
  return {
    origin: url.origin,
    path: url.pathname + url.search,
    method: request.method,
    headers: headerList(request.headers),
    body: request.body === null ? null : Buffer.from(request.body),
    // undici would otherwise close the connection after each HEAD, and after a body sent with DELETE.
    reset: false,
  };
}

function headerList(headers: Record<string, string>): string[] {
  const entries = Object.entries(headers).filter(([name]) => !framingHeaders.has(name.toLowerCase()));
  if (!entries.some(([name]) => name.toLowerCase() === 'accept')) entries.push(['accept', '*/*']);
  return entries.flat();
}
