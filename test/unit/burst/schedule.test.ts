import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schedule, userSpan } from '../../../src/burst/schedule.ts';

const rate = fc.double({ min: 0, max: 1000, noNaN: true });
const durationMs = fc.integer({ min: 1, max: 20_000 });
const stagger = fc.integer({ min: 0, max: 15 }).map((part) => part / 16);

/** Requests that a ramp asks for until a time. */
const integral = (from: number, to: number, durationMs: number, atMs: number) =>
  (from * atMs + ((to - from) * atMs * atMs) / (2 * durationMs)) / 1000;

describe('an open schedule', () => {
  it('has evenly spaced requests at a constant rate, the first one at once', () => {
    const { count, dueMs } = schedule({ from: 200, to: 200 }, 10_000);
    expect(count).toBe(2000);
    expect([0, 1, 2, 1999].map(dueMs)).toEqual([0, 5, 10, 9995]);
  });

  it('has them closer together the further a rate has grown', () => {
    const { count, dueMs } = schedule({ from: 0, to: 20 }, 1000);
    expect(count).toBe(10);
    expect([0, 1, 4, 9].map((request) => Math.round(dueMs(request)))).toEqual([0, 316, 632, 949]);
  });

  it('is empty where nothing is asked for', () => {
    expect(schedule({ from: 0, to: 0 }, 1000).count).toBe(0);
  });

  it('has each request due when the integral of the rate has reached its number', () => {
    fc.assert(
      fc.property(rate, rate, durationMs, stagger, (from, to, durationMs, stagger) => {
        const { count, dueMs } = schedule({ from, to }, durationMs, stagger);
        const all = integral(from, to, durationMs, durationMs);
        expect(Math.abs(count - Math.max(0, all - stagger))).toBeLessThan(1 + 1e-6);
        let beforeMs = 0;
        for (let request = 0; request < count; request += Math.max(1, count >> 6)) {
          const atMs = dueMs(request);
          expect(atMs).toBeGreaterThanOrEqual(beforeMs);
          expect(atMs).toBeLessThanOrEqual(durationMs);
          expect(integral(from, to, durationMs, atMs)).toBeCloseTo(request + stagger, 5);
          beforeMs = atMs;
        }
      }),
    );
  });

  it('shared by several threads is the schedule of one', () => {
    const whole = schedule({ from: 10, to: 100 }, 3000);
    const parts = [0, 1, 2].map((part) => schedule({ from: 10 / 3, to: 100 / 3 }, 3000, part / 3));
    const times = parts.flatMap(({ count, dueMs }) => Array.from({ length: count }, (_, request) => dueMs(request)));
    expect(times).toHaveLength(whole.count);
    times.sort((a, b) => a - b);
    for (const [request, atMs] of times.entries()) expect(atMs).toBeCloseTo(whole.dueMs(request), 6);
  });
});

describe('users', () => {
  it('come evenly', () => {
    const spans = [0, 1, 2, 3].map((user) => userSpan(user, { from: 2, to: 4 }, 1000));
    expect(spans.map(({ fromMs }) => fromMs)).toEqual([0, 0, 250, 750]);
    expect(spans.map(({ toMs }) => toMs)).toEqual([1000, 1000, 1000, 1000]);
  });

  it('go evenly, the last one first', () => {
    const spans = [0, 1, 2, 3].map((user) => userSpan(user, { from: 4, to: 2 }, 1000));
    expect(spans.map(({ fromMs }) => fromMs)).toEqual([0, 0, 0, 0]);
    expect(spans.map(({ toMs }) => toMs)).toEqual([1000, 1000, 750, 250]);
  });

  it('are as many as the ramp says at any time', () => {
    const users = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(users, users, fc.double({ min: 0, max: 1, noNaN: true }), (from, to, share) => {
        const spans = Array.from({ length: Math.max(from, to) }, (_, user) => userSpan(user, { from, to }, 1000));
        const there = spans.filter(({ fromMs, toMs }) => fromMs <= share * 1000 && share * 1000 <= toMs).length;
        expect(Math.abs(there - (from + (to - from) * share))).toBeLessThan(0.5 + 1e-6);
      }),
    );
  });
});
