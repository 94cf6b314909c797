/** Tells whether a handler is still the one that was measured. */

import { createHash } from 'node:crypto';
import type { Endpoint } from '../model.ts';
import { tokensOf } from './tokens.ts';

/** Names a handler's text. Comments and white space do not count: they change no speed. */
export type HandlerHash = string;

export function hashHandler(
  fileText: string,
  { file, line, endLine }: Pick<Endpoint, 'file' | 'line' | 'endLine'>,
): HandlerHash {
  const handler = fileText
    .split('\n')
    .slice(line - 1, endLine)
    .join('\n');
  return createHash('sha256').update(tokensOf(handler, file).join('\n')).digest('base64url').slice(0, hashLength);
}

/** 96 bits: chance alone gives no two handlers the same. */
const hashLength = 16;
