/** Adds up what the workers of a burst report on their way. */

import type { Bucket, BurstProgress } from '../model.ts';

/**
 * Of the latest report of each worker, the first one's included, who tells how far all are. The workers put the same load on one server, so that a percentile of
 * all is taken to be the mean of theirs, weighted by their requests: near enough for a figure that is renewed at once.
 */
export function mergeProgress(reports: BurstProgress[]): BurstProgress {
  const [first] = reports;
  const sum = (figure: (report: BurstProgress) => number) =>
    reports.reduce((total, report) => total + figure(report), 0);
  const count = sum((report) => report.count);
  const mean = (figure: (report: BurstProgress) => number) =>
    count === 0 ? 0 : sum((report) => figure(report) * report.count) / count;
  return {
    ...first!,
    count,
    errors: sum(({ errors }) => errors),
    rps: sum(({ rps }) => rps),
    p50Ms: mean(({ p50Ms }) => p50Ms),
    p95Ms: mean(({ p95Ms }) => p95Ms),
    p99Ms: mean(({ p99Ms }) => p99Ms),
    distribution: mergeBuckets(reports.flatMap(({ distribution }) => distribution)),
  };
}

/** All workers count in the same cells. */
function mergeBuckets(buckets: Bucket[]): Bucket[] {
  const merged = new Map<number, Bucket>();
  for (const bucket of buckets) {
    const same = merged.get(bucket.fromMs);
    if (same) same.count += bucket.count;
    else merged.set(bucket.fromMs, { ...bucket });
  }
  return [...merged.values()].sort((a, b) => a.fromMs - b.fromMs);
}
