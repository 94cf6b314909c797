import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LogCells } from '../../../src/burst/log-cells.ts';

const bucketsOf = (microseconds: number[]) => {
  const cells = new LogCells();
  for (const value of microseconds) cells.add(value);
  return cells.buckets();
};

describe('the distribution while a burst runs', () => {
  test('is empty before the first answer', () => {
    expect(bucketsOf([])).toEqual([]);
  });

  test('counts every answer once, without gaps between the cells', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2_000_000_000 }), { minLength: 1 }), (microseconds) => {
        const buckets = bucketsOf(microseconds);
        expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(microseconds.length);
        expect(buckets.slice(1).map(({ fromMs }) => fromMs)).toEqual(buckets.slice(0, -1).map(({ toMs }) => toMs));
      }),
    );
  });

  test('puts an answer where it belongs, within the rounding of the edges', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), (microseconds) => {
        const [bucket] = bucketsOf([microseconds]);
        expect(microseconds / 1000).toBeGreaterThanOrEqual(bucket!.fromMs * 0.999);
        expect(microseconds / 1000).toBeLessThanOrEqual(bucket!.toMs * 1.001);
      }),
    );
  });
});
