/** Names a baseline's file: one an endpoint, so that two people who save different endpoints never meet in git. */

import type { Endpoint } from '../model.ts';

/**
 * `GET /api/orders/{id}` → `api.orders.$id.GET.json`. Different endpoints get different names: whatever could be mistaken
 * for the separators, or is not allowed in file names everywhere, is percent-encoded, capitals included, because some
 * file systems do not tell them apart.
 */
export function baselineFileName(endpoint: Pick<Endpoint, 'method' | 'path'>): string {
  const [first = '', ...rest] = endpoint.path.split('/').slice(1).map(encodeSegment);
  const slug = [deviceNames.test(first) ? encodeChar(first[0]!) + first.slice(1) : first, ...rest].join('.');
  return `${slug === '' ? '%2F' : slug}.${endpoint.method}.json`;
}

/** On Windows no file can have such a name before its first dot, so that not even the repository could be cloned. */
const deviceNames = /^(con|prn|aux|nul|com\d|lpt\d)$/;

/** A closing brace at the end of a segment goes without saying. */
const encodeSegment = (segment: string): string =>
  segment.replace(/\}$/, '').replace(/[^a-z0-9_-]/g, (char) => (char === '{' ? '$' : encodeChar(char)));

const encodeChar = (char: string): string =>
  [...new TextEncoder().encode(char)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
