/** The text of a baseline file. It is deterministic: the same result gives the same bytes. */

import { type Baseline, baselineSchema } from './baseline.ts';

/** More than that a burst cannot carry. */
const significantDigits = 4;
const longestLine = 120;

/** Keys in the schema's order; what was measured is rounded, what was set is not; what is small is on one line. */
export function formatBaseline(baseline: Baseline): string {
  const ordered = baselineSchema.parse(baseline);
  const { load, targets } = ordered;
  return `${flatOnOneLine(JSON.stringify({ ...roundAll(ordered), load, targets }, null, 2))}\n`;
}

/** Integers stay as they are: counts are exact. */
function roundAll<T>(value: T): T {
  if (typeof value === 'number') {
    return (Number.isInteger(value) ? value : Number(value.toPrecision(significantDigits))) as T;
  }
  if (Array.isArray(value)) return value.map(roundAll) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, roundAll(item)])) as T;
}

/** Objects and arrays that hold no other, such as a round. Line breaks inside of strings are escaped, so none is one of these. */
function flatOnOneLine(json: string): string {
  return json.replace(/([{[])\n\s+([^{}[\]]*?)\n\s*[}\]]/g, (block, open: string, inside: string) => {
    const items = inside.replace(/\n\s+/g, ' ');
    const line = open === '{' ? `{ ${items} }` : `[${items}]`;
    return line.length <= longestLine ? line : block;
  });
}
