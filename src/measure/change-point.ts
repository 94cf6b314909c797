/** Where a series changes its level. */

import { median } from './statistics.ts';

/**
 * How many leading values are best told apart from the rest by one level each: the split with the least absolute
 * deviations from the two medians, which a single outlier does not move (J. Bai, Least Absolute Deviation Estimation of
 * a Shift, Econometric Theory 11, 1995). At least one leads and `fewestAfter` follow; 0 for too few values. Every series
 * has a best split: whether it means anything is the caller's to judge.
 */
export function changePoint(values: ArrayLike<number>, fewestAfter: number): number {
  const series = Float64Array.from(values);
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let leading = 1; leading <= series.length - fewestAfter; leading++) {
    const deviation = absoluteDeviation(series.subarray(0, leading)) + absoluteDeviation(series.subarray(leading));
    if (deviation >= least) continue;
    best = leading;
    least = deviation;
  }
  return best;
}

function absoluteDeviation(values: Float64Array): number {
  const centre = median(values);
  return values.reduce((sum, value) => sum + Math.abs(value - centre), 0);
}
