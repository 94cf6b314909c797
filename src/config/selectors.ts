/** Names endpoints, on the command line and in the config: `GET /users/{id}`, a path, a glob over paths, or `file:line`. */

import picomatch from 'picomatch';
import type { Endpoint } from '../model.ts';

/** What a selector can name. */
export type Selectable = Pick<Endpoint, 'method' | 'path' | 'file' | 'line' | 'endLine'>;

/** `fileOf` makes the file of a `file:line` relative to the root, where it is not. */
export function matcherOf(
  selector: string,
  fileOf: (named: string) => string = (named) => named,
): (endpoint: Selectable) => boolean {
  const place = placeIn(selector);
  if (place) {
    const named = fileOf(place.file);
    return ({ file, line, endLine }) =>
      (file === named || file === place.file) && line <= place.line && place.line <= endLine;
  }
  const { method, path } = partsOf(selector);
  const fitsPath = isPattern(path)
    ? picomatch(path, { nobrace: true, noext: true })
    : (other: string) => other === path;
  return (endpoint) => (method === null || endpoint.method === method) && fitsPath(endpoint.path);
}

/** Orders selectors: a place before a path, a path before a pattern, the longer one first, and one with a method. */
export function exactnessOf(selector: string): number {
  if (placeIn(selector)) return Number.POSITIVE_INFINITY;
  const { method, path } = partsOf(selector);
  const letters = path.replace(/[*?]/g, '').length;
  return (isPattern(path) ? 0 : 1e6) + 2 * letters + (method === null ? 0 : 1);
}

function placeIn(selector: string): { file: string; line: number } | null {
  const place = /^(?<file>.+):(?<line>\d+)$/.exec(selector)?.groups;
  return place ? { file: place.file!, line: Number(place.line) } : null;
}

function partsOf(selector: string): { method: string | null; path: string } {
  const parts = /^(?<method>[A-Za-z]+) (?<path>\/.*)$/.exec(selector)?.groups;
  return parts ? { method: parts.method!.toUpperCase(), path: parts.path! } : { method: null, path: selector };
}

/** The star of a catch-all, `{slug*}`, is part of a path. */
const isPattern = (path: string): boolean => /[*?]/.test(path.replace(/\{[^}]*\}/g, ''));
