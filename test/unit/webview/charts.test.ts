import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { axisEndMs, barsOf } from '../../../webview/charts/histogram-bars.ts';
import { logTicks } from '../../../webview/charts/log-ticks.ts';

describe('ticks of a logarithmic axis', () => {
  it('are round values, as many as have room', () => {
    expect(logTicks(0.9, 26, 14)).toEqual([1, 1.5, 2, 3, 5, 7, 10, 15, 20]);
    expect(logTicks(0.9, 26, 5)).toEqual([1, 2, 5, 10, 20]);
    expect(logTicks(0.02, 4_000, 4)).toEqual([0.1, 10, 1000]);
  });

  it('are in even steps where the range is narrow', () => {
    expect(logTicks(4.01, 4.39, 4)).toEqual([4.1, 4.2, 4.3]);
  });

  const range = fc.tuple(
    fc.double({ min: 0.001, max: 1e5, noNaN: true }),
    fc.double({ min: 1.001, max: 1e6, noNaN: true }),
  );
  test.prop([range, fc.integer({ min: 1, max: 20 })])(
    'lie within the axis, ascending, and are never crowded',
    ([min, factor], most) => {
      const max = min * factor;
      const ticks = logTicks(min, max, most);
      expect(ticks.every((tick) => tick >= min * (1 - 1e-8) && tick <= max * (1 + 1e-8))).toBe(true);
      expect(ticks).toEqual(ticks.toSorted((a, b) => a - b));
      expect(ticks.length).toBeLessThanOrEqual(most + 1);
    },
  );
});

describe('bars of a histogram', () => {
  const edges = Array.from({ length: 31 }, (_, index) => 1.1 ** index);
  const bucketsOf = (counts: number[]) =>
    counts.map((count, index) => ({ fromMs: edges[index]!, toMs: edges[index + 1]!, count }));

  test.prop([fc.array(fc.nat(1000), { minLength: 30, maxLength: 30 }), fc.integer({ min: 2, max: 50 })])(
    'compare distributions, not numbers of requests',
    (counts, times) => {
      const more = barsOf(bucketsOf(counts.map((count) => count * times)));
      barsOf(bucketsOf(counts)).forEach(({ density }, index) => {
        expect(more[index]!.density).toBeCloseTo(density, 9);
      });
    },
  );

  it('are lower where a bucket is wider', () => {
    const [narrow, wide] = barsOf([
      { fromMs: 1, toMs: 2, count: 10 },
      { fromMs: 2, toMs: 16, count: 10 },
    ]);
    expect(narrow!.density / wide!.density).toBeCloseTo(1, 9);
    const [first, , third] = barsOf([
      { fromMs: 1, toMs: 2, count: 10 },
      { fromMs: 2, toMs: 4, count: 0 },
      { fromMs: 4, toMs: 32, count: 10 },
    ]);
    expect(first!.density / third!.density).toBeCloseTo(3, 9);
  });

  it('are not higher where a bucket is a sliver', () => {
    const bars = barsOf([...bucketsOf(Array(30).fill(5)), { fromMs: edges[30]!, toMs: edges[30]! + 0.001, count: 1 }]);
    expect(bars.at(-1)!.density).toBeCloseTo(bars[0]!.density / 5, 9);
  });

  it('leave a last bucket that reaches far out beyond the axis', () => {
    const buckets = [...bucketsOf(Array(30).fill(5)), { fromMs: edges[30]!, toMs: 900, count: 1 }];
    expect(axisEndMs(buckets)).toBeLessThan(edges[30]! * 1.5);
    expect(axisEndMs(bucketsOf(Array(30).fill(5)))).toBe(edges[30]);
  });

  it('stand for no request at all', () => {
    expect(barsOf([])).toEqual([]);
    expect(axisEndMs([])).toBeGreaterThan(0);
  });
});
