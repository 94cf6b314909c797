/** How many times as large the figures of one run are as those of another, as far as their rounds tell. */

import type { Estimate } from '../model.ts';
import { nearEnd } from './normal.ts';

/**
 * The Hodges–Lehmann estimate of the shift between the logarithms, with the interval of those shifts that the
 * Mann–Whitney test does not reject (J. L. Hodges, E. L. Lehmann, Estimates of Location Based on Rank Tests, 1963). It
 * takes no notice of single rounds that were disturbed, and swapping the two gives the inverse. Figures are above 0.
 */
export function shiftBetween(now: readonly number[], then: readonly number[]): Estimate {
  const logs = now.flatMap((a) => then.map((b) => Math.log(a / b))).sort((a, b) => a - b);
  const deviation = Math.sqrt((logs.length * (now.length + then.length + 1)) / 12);
  const outside = Math.max(0, Math.floor(logs.length / 2 - nearEnd * deviation));
  return {
    value: Math.exp(middleOf(logs)),
    low: Math.exp(logs[outside]!),
    high: Math.exp(logs[logs.length - 1 - outside]!),
  };
}

/** Of a set in order, not empty. */
export function middleOf(sorted: readonly number[]): number {
  const upper = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[upper]! : (sorted[upper - 1]! + sorted[upper]!) / 2;
}
