import type { Place } from '../../link/routers.ts';
import { force, type Value } from '../../link/values.ts';

/** A route that is an object of its own is declared where its path is written, and ends with its handler. */
export function placeOfObject(path: Value, handler: Value): Place | null {
  const [known, by] = [force(path), force(handler)];
  const at = known.kind === 'literal' ? known.at : null;
  if (!at) return null;
  const within = by.kind === 'function' && by.env.module.file === at.file && by.syntax.line >= at.line;
  return { ...at, endLine: within ? by.syntax.endLine : at.line };
}
