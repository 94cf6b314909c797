/** Buckets as bars whose area, on a logarithmic axis, is the share of requests in them. */

import type { Bucket } from '../../src/model.ts';

export interface Bar {
  fromMs: number;
  toMs: number;
  /** Share of all requests for each factor of ten: bars of unequal width and totals compare fairly. */
  density: number;
}

/** Zero has no logarithm; a microsecond is the finest that is measured. */
const smallestMs = 0.001;

export function barsOf(buckets: Bucket[]): Bar[] {
  const total = totalOf(buckets);
  const widths = buckets.map(widthOf).sort((a, b) => a - b);
  // A last bucket that is a sliver would tower over all others.
  const narrowest = widths[widths.length >> 1] ?? 1;
  return buckets.map((bucket) => ({
    fromMs: Math.max(bucket.fromMs, smallestMs),
    toMs: Math.max(bucket.toMs, smallestMs),
    density: total === 0 ? 0 : bucket.count / total / Math.max(widthOf(bucket), narrowest),
  }));
}

/** In factors of ten. */
const widthOf = ({ fromMs, toMs }: Bucket): number =>
  Math.log10(Math.max(toMs, smallestMs) / Math.max(fromMs, smallestMs));

export const totalOf = (buckets: Bucket[]): number => buckets.reduce((sum, { count }) => sum + count, 0);

/** Where the axis ends: before the last bucket's end when that bucket is much wider than the others. */
export function axisEndMs(buckets: Bucket[]): number {
  const last = buckets.at(-1);
  const before = buckets.at(-2);
  if (!last || !before) return (last?.toMs ?? 1) * 1.1;
  const usual = before.toMs / before.fromMs;
  return last.toMs / last.fromMs > usual ** 4 ? last.fromMs * usual ** 3 : last.toMs;
}
