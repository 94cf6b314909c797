import { fc, test as property } from '@fast-check/vitest';
import { expect, it } from 'vitest';
import { median, quantile, student95 } from '../../../src/measure/statistics.ts';

const values = fc.array(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 0, max: 3 })), {
  minLength: 1,
  maxLength: 200,
});

property.prop([values, fc.double({ min: 0, max: 1, noNaN: true })])(
  'a quantile is the value at its rank, and nothing is reordered by asking',
  (numbers, share) => {
    const before = [...numbers];
    const sorted = numbers.toSorted((a, b) => a - b);
    expect(quantile(numbers, share) + 0).toBe(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]! + 0);
    expect(numbers).toEqual(before);
  },
);

property.prop([values])('the median has as many values above as below', (numbers) => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!];
  const exact = sorted.length % 2 === 1 ? low : (low + high) / 2;
  expect(median(numbers) + 0).toBe(exact + 0);
});

it('both are 0 for an empty set', () => {
  expect([median([]), quantile([], 0.5)]).toEqual([0, 0]);
});

it.each([
  [1, 12.706],
  [2, 4.303],
  [3, 3.182],
  [4, 2.776],
  [7, 2.365],
  [30, 2.042],
])('Student’s t with %d degrees of freedom: 0.95 lie within %d', (degrees, t) => {
  expect(student95(degrees) / t).toBeCloseTo(1, 2.4);
});
