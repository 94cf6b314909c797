import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { PreciseAlarm } from '../../../src/burst/alarm.ts';

const nowMs = () => performance.now();

/** How late the alarm rang, and how much of the time it counts as waiting. */
function ringAfter(inMs: number, restMs: number): Promise<{ lateMs: number; waitedMs: number }> {
  return new Promise((resolve) => {
    const atMs = nowMs() + inMs;
    const alarm = new PreciseAlarm(nowMs, {
      ring: () => resolve({ lateMs: nowMs() - atMs, waitedMs: alarm.waitedMs }),
      restMs: () => restMs,
    });
    alarm.set(atMs);
  });
}

describe('the alarm', () => {
  it.each([
    ['asleep', Number.POSITIVE_INFINITY],
    ['awake', 0],
  ])('rings to within a fraction of a millisecond, never early, %s until then', async (_, restMs) => {
    const rings: number[] = [];
    for (const inMs of [0.3, 1, 1.9, 2.7, 4.4, 7.8, 0, 1.5, 3.1]) rings.push((await ringAfter(inMs, restMs)).lateMs);
    expect(Math.min(...rings)).toBeGreaterThanOrEqual(0);
    // The middle one: a busy machine may be late now and then.
    expect(rings.toSorted((a, b) => a - b)[4]).toBeLessThan(0.3);
  });

  it('counts what it has slept as waiting', async () => {
    const { waitedMs } = await ringAfter(1, Number.POSITIVE_INFINITY);
    expect(waitedMs).toBeGreaterThan(0.5);
  });

  it('rings once, for the time that was set last, and not when cleared', async () => {
    const rings: number[] = [];
    const startMs = nowMs();
    const alarm = new PreciseAlarm(nowMs, { ring: () => rings.push(nowMs() - startMs), restMs: () => 0 });
    alarm.set(startMs + 500);
    alarm.set(startMs + 5);
    await delay(30);
    expect(rings).toHaveLength(1);
    expect(rings[0]).toBeGreaterThanOrEqual(5);
    alarm.set(nowMs() + 5);
    alarm.clear();
    alarm.set(nowMs() + 1);
    alarm.clear();
    await delay(20);
    expect(rings).toHaveLength(1);
  });
});
