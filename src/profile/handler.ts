/** The handler of an endpoint as its file has it. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Endpoint } from '../model.ts';
import { type HandlerHash, hashHandler } from '../routes/handler-hash.ts';

/** Null where it cannot be read, and for an address, which has no handler. */
export async function readHandlerHash(root: string, endpoint: Endpoint): Promise<HandlerHash | null> {
  const text = await readFile(join(root, endpoint.file), 'utf8').catch(() => null);
  return text === null ? null : hashHandler(text, endpoint);
}
