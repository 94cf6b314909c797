/** What can be told of a request in a file that everybody reads: names and sizes, no values. */

import type { HttpRequest, RequestShape } from '../model.ts';

const smallestClassBytes = 256;

export function requestShapeOf({ method, url, headers, body }: HttpRequest): RequestShape {
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  const contentType = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return {
    method,
    query: [...new Set(new URL(url).searchParams.keys())].sort(),
    headers: names.sort(),
    // What follows may be anything, such as the boundary of a form.
    contentType: contentType?.replace(/;.*/s, '').trim().toLowerCase() ?? null,
    bodyBytesUpTo: body === null ? null : sizeClass(Buffer.byteLength(body)),
  };
}

const sizeClass = (bytes: number): number =>
  Math.max(smallestClassBytes, 4 ** Math.ceil(Math.log(Math.max(1, bytes)) / Math.log(4)));
