import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
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
  afterEach(() => vi.unstubAllGlobals());

  it('is never early, however it waits', async () => {
    for (const restMs of [0, Number.POSITIVE_INFINITY]) {
      for (const inMs of [0.3, 1, 1.9, 2.7, 4.4, 0, 1.5]) {
        expect((await ringAfter(inMs, restMs)).lateMs).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it.each([-1, 0, 1])('is late by one look at the clock, where Node’s timer is off by %i ms', (offMs) => {
    let clockMs = 0;
    const nextTurns: (() => void)[] = [];
    vi.stubGlobal('setImmediate', (turn: () => void) => nextTurns.push(turn));
    vi.stubGlobal('setTimeout', (turn: () => void, afterMs: number) => {
      clockMs += Math.trunc(afterMs) + offMs;
      nextTurns.push(turn);
    });
    const slowClock = () => (clockMs += 0.05);
    for (const inMs of [0.3, 1, 1.9, 2.7, 4.4, 7.8, 0, 1.5, 3.1]) {
      const atMs = clockMs + inMs;
      let rangMs = Number.NaN;
      new PreciseAlarm(slowClock, { ring: () => (rangMs = clockMs), restMs: () => 0 }).set(atMs);
      while (nextTurns.length > 0) nextTurns.shift()!();
      expect(rangMs).toBeGreaterThanOrEqual(atMs);
      expect(rangMs).toBeLessThan(atMs + 0.15);
    }
  });

  it('counts what it has slept as waiting', async () => {
    // Something else may take the time before its first turn: one of several is left alone.
    const waitedMs: number[] = [];
    for (let times = 0; times < 5; times++) waitedMs.push((await ringAfter(2, Number.POSITIVE_INFINITY)).waitedMs);
    expect(Math.max(...waitedMs)).toBeGreaterThan(0.5);
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
