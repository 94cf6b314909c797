import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { bucketsOf, sharedEdgesMs } from '../../../src/measure/buckets.ts';
import { LatencyHistogram } from '../../../src/measure/histogram.ts';
import type { Bucket } from '../../../src/model.ts';

const encoded = (latenciesMs: number[]): string => LatencyHistogram.of(latenciesMs).encode();
const sum = (buckets: Bucket[]): number => buckets.reduce((total, { count }) => total + count, 0);
const latencies = fc.array(fc.double({ min: 0, max: 10_000, noNaN: true }), { minLength: 1, maxLength: 300 });

describe('bucketsOf', () => {
  it('has no bars without a request', () => {
    expect(bucketsOf(encoded([]))).toEqual([]);
  });

  it('puts one latency into one bar that holds it', () => {
    const buckets = bucketsOf(encoded([3.2, 3.2]));
    expect(buckets.filter(({ count }) => count > 0)).toHaveLength(1);
    const bar = buckets.find(({ count }) => count > 0)!;
    expect(bar).toMatchObject({ count: 2 });
    expect(bar.fromMs <= 3.2 && 3.2 < bar.toMs).toBe(true);
  });

  it('keeps the slowest thousandth from squeezing the rest', () => {
    const buckets = bucketsOf(encoded([...Array.from({ length: 4000 }, (_, i) => 1 + i / 1000), 60_000]));
    expect(buckets.length).toBeGreaterThan(50);
    expect(buckets.filter(({ toMs }) => toMs < 6).length).toBeGreaterThan(45);
    expect(buckets.at(-1)).toMatchObject({ count: 1 });
    expect(buckets.at(-1)!.toMs).toBeGreaterThan(60_000);
  });

  it('counts what lies outside given edges in the first and the last bar', () => {
    expect(bucketsOf(encoded([0.5, 1, 1.5, 50]), [0.75, 1.5, 10])).toEqual([
      { fromMs: 0.75, toMs: 1.5, count: 2 },
      { fromMs: 1.5, toMs: 10, count: 2 },
    ]);
  });

  property.prop([latencies, latencies])('counts every request once, on edges that two runs share', (now, before) => {
    const edges = sharedEdgesMs([encoded(now), encoded(before)]);
    expect(edges.length).toBeLessThanOrEqual(63);
    expect(edges).toEqual([...new Set(edges)].toSorted((a, b) => a - b));
    for (const run of [now, before]) {
      const buckets = bucketsOf(encoded(run), edges);
      expect(sum(buckets)).toBe(run.length);
      expect(buckets.map(({ fromMs }) => fromMs)).toEqual(edges.slice(0, -1));
    }
  });

  property.prop([latencies])('has each bar count what lies in it, within the histogram’s 0.1 %', (run) => {
    const atMost = (ms: number) => run.filter((latency) => latency < ms).length;
    let before = 0;
    for (const { toMs, count } of bucketsOf(encoded(run))) {
      before += count;
      expect(before).toBeGreaterThanOrEqual(atMost(toMs * 0.999 - 0.001));
      expect(before).toBeLessThanOrEqual(atMost(toMs * 1.001 + 0.001));
    }
  });
});
