/** Order statistics of small and large sets, and the rounding of everything that is kept. */

/** 0 for an empty set; the mean of the two middle values for an even one. */
export function median(values: Iterable<number>): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Nearest rank: the smallest value that at least this share of the set does not exceed. 0 for an empty set. */
export function quantile(values: Iterable<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/**
 * Median absolute deviation times 1.4826, which estimates the standard deviation of a normal distribution and takes no
 * notice of outliers: https://en.wikipedia.org/wiki/Median_absolute_deviation
 */
export function robustDeviation(values: number[]): number {
  const centre = median(values);
  return 1.4826 * median(values.map((value) => Math.abs(value - centre)));
}

export const toMicroseconds = (ms: number): number => Math.round(ms * 1000);

/** Milliseconds rounded to whole microseconds. */
export const roundMs = (ms: number): number => toMicroseconds(ms) / 1000;
