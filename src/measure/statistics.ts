/** Order statistics of small and large sets, and the rounding of everything that is kept. */

import type { Spread } from '../model.ts';

/** 0 for an empty set; the mean of the two middle values for an even one. */
export function median(values: Iterable<number>): number {
  const copy = new Float64Array(values);
  if (copy.length === 0) return 0;
  const middle = copy.length >> 1;
  const upper = select(copy, middle);
  if (copy.length % 2 === 1) return upper;
  // What lies before the middle is not larger than it, but in no order.
  return (copy.subarray(0, middle).reduce((max, value) => Math.max(max, value)) + upper) / 2;
}

/** Nearest rank: the smallest value that at least this share of the set does not exceed. 0 for an empty set. */
export function quantile(values: Iterable<number>, share: number): number {
  const copy = new Float64Array(values);
  return copy.length === 0 ? 0 : select(copy, Math.max(0, Math.ceil(share * copy.length) - 1));
}

/**
 * The value that would stand at `rank` if all were sorted; reorders them so that none before it is larger. A run of an
 * hour need not be sorted for one percentile: this takes linear time (C. A. R. Hoare, Algorithm 65: FIND, 1961).
 */
function select(values: Float64Array, rank: number): number {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = middleOf(values[left]!, values[(left + right) >> 1]!, values[right]!);
    let low = left;
    let high = right;
    while (low <= high) {
      while (values[low]! < pivot) low++;
      while (values[high]! > pivot) high--;
      if (low > high) break;
      const swapped = values[low]!;
      values[low++] = values[high]!;
      values[high--] = swapped;
    }
    if (rank <= high) right = high;
    else if (rank >= low) left = low;
    else break;
  }
  return values[rank]!;
}

const middleOf = (a: number, b: number, c: number): number => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));

/**
 * Median absolute deviation times 1.4826, which estimates the standard deviation of a normal distribution and takes no
 * notice of outliers: https://en.wikipedia.org/wiki/Median_absolute_deviation
 */
export function robustDeviation(values: Float64Array): number {
  const centre = median(values);
  return 1.4826 * median(values.map((value) => Math.abs(value - centre)));
}

/** Null for a single value, which has none. */
export const spreadOf = (valuesMs: number[]): Spread | null =>
  valuesMs.length < 2
    ? null
    : { min: roundMs(Math.min(...valuesMs)), median: roundMs(median(valuesMs)), max: roundMs(Math.max(...valuesMs)) };

/** The distance from 0 within which 95 % of a standard normal distribution lie. */
const normal95 = 1.959964;

/**
 * The same for Student's t with at least 1 degree of freedom. For whole ones it is within 0.2 %: exact for 1 and 2, else
 * the expansion 26.7.5 in M. Abramowitz and I. Stegun, Handbook of Mathematical Functions (1964).
 */
export function student95(degrees: number): number {
  if (degrees < 2) return 12.7062;
  if (degrees === 2) return 4.30265;
  const z = normal95;
  return (
    z +
    (z ** 3 + z) / (4 * degrees) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * degrees ** 3) +
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / (92_160 * degrees ** 4)
  );
}

export const toMicroseconds = (ms: number): number => Math.round(ms * 1000);

/** Milliseconds rounded to whole microseconds. */
export const roundMs = (ms: number): number => toMicroseconds(ms) / 1000;
