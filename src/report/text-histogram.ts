/** Latencies as a row of block characters, for places that show nothing but text. */

import type { Bucket } from '../model.ts';
import { formatMs } from './format.ts';

const blocks = '▁▂▃▄▅▆▇█';
const widest = 30;

/**
 * Fastest on the left, a column the same latencies in both rows, the last one up to the slowest; the height is the
 * share of requests, against the most frequent column of either row. Empty without requests.
 */
export function textHistogram({ now, baseline }: { now: Bucket[]; baseline: Bucket[] | null }): string {
  const rows = [...(baseline ? [{ name: 'baseline', buckets: baseline }] : []), { name: 'now', buckets: now }];
  const shares = rows.map(({ buckets }) => joined(buckets.map(({ count }) => count)));
  const highest = Math.max(0, ...shares.flat());
  const [first, last] = [now[0], now.at(-1)];
  if (highest === 0 || !first || !last) return '';
  const bars = shares.map((columns, row) => `${rows[row]!.name.padEnd(10)}${columns.map(barOf(highest)).join('')}`);
  const [from, to] = [formatMs(first.fromMs), formatMs(last.toMs)];
  const width = Math.max(0, ...shares.map(({ length }) => length));
  return [...bars, `${' '.repeat(10)}${from}${to.padStart(Math.max(to.length + 1, width - from.length))}`].join('\n');
}

/** Neighbours together, so that there are no more columns than fit; as shares of all. */
function joined(counts: number[]): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const each = Math.ceil(counts.length / widest);
  return Array.from({ length: Math.ceil(counts.length / each) }, (_, column) => {
    const own = counts.slice(column * each, (column + 1) * each);
    return own.reduce((sum, count) => sum + count, 0) / Math.max(1, all);
  });
}

/** A column with any request at all shows. */
const barOf =
  (highest: number) =>
  (share: number): string =>
    share === 0 ? ' ' : blocks[Math.min(blocks.length - 1, Math.floor((share / highest) * blocks.length))]!;
