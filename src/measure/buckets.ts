/** Turns encoded histograms into bars: the same edges for two of them, so that one can be laid over the other. */

import type { Bucket } from '../model.ts';
import { LatencyHistogram } from './histogram.ts';

const wantedBuckets = 60;
/** Narrower bars would show the histogram's own 0.1 % cells as a comb. */
const smallestRatio = 1.005;
const lastPercentile = 99.9;

/**
 * Every request is in one bucket: values outside the edges are counted in the first or last one. Without `edges` the
 * histogram's own are used. Empty for an empty histogram.
 */
export function bucketsOf(histogram: string, edgesMs: number[] = sharedEdgesMs([histogram])): Bucket[] {
  const buckets: Bucket[] = edgesMs.slice(1).map((toMs, index) => ({ fromMs: edgesMs[index]!, toMs, count: 0 }));
  if (buckets.length === 0) return buckets;
  let current = 0;
  for (const { microseconds, count } of LatencyHistogram.decode(histogram).cells()) {
    while (current < buckets.length - 1 && microseconds / 1000 >= buckets[current]!.toMs) current++;
    buckets[current]!.count += count;
  }
  return buckets;
}

/**
 * About 60 edges in equal ratios from the smallest value of all the histograms to their highest 99.9th percentile, in
 * whole microseconds, and one more above the largest value, so that the few slowest do not squeeze all others together.
 */
export function sharedEdgesMs(histograms: string[]): number[] {
  const filled = histograms.map(LatencyHistogram.decode).filter(({ count }) => count > 0);
  if (filled.length === 0) return [];
  const highest = (percentile: number) =>
    Math.max(...filled.map((histogram) => Math.round(histogram.percentileMs(percentile) * 1000)));
  const first = Math.min(...filled.map((histogram) => [...histogram.cells()][0]!.microseconds));
  const last = highest(lastPercentile);
  const largest = highest(100);
  const edges = logSpaced(first, last + 1);
  if (edges.at(-1)! <= largest) edges.push(largest + 1);
  return edges.map((microseconds) => microseconds / 1000);
}

/** From `first` to `last`, both included, strictly ascending. A value below 1 µs has no logarithm: it counts as 1. */
function logSpaced(first: number, last: number): number[] {
  const start = Math.max(first, 1);
  const ratio = Math.max((last / start) ** (1 / wantedBuckets), smallestRatio);
  const edges = [first];
  for (let edge = start * ratio; edge < last; edge *= ratio) {
    const rounded = Math.round(edge);
    if (rounded > edges.at(-1)! && rounded < last) edges.push(rounded);
  }
  edges.push(last);
  return edges;
}
