/** What the intervals of a comparison and the correction for many of them have in common. */

/** Standard deviations from the estimate to either bound: beyond each lie 5 % of a normal distribution. */
export const nearEnd = 1.644854;

/** The same, for 1 %. */
export const onceInHundred = 2.326348;

/** Share of a standard normal distribution above `z`, within 0.0000001: M. Abramowitz and I. Stegun (1964), 26.2.17. */
export function shareAbove(z: number): number {
  if (z < 0) return 1 - shareAbove(-z);
  const t = 1 / (1 + 0.2316419 * z);
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
}
