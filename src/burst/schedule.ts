/** When the load of a phase is due: pure functions of a ramp. */

import type { Ramp } from '../model.ts';

/** The due times of an open phase's requests, in ms from its start. */
export interface Schedule {
  /** Requests that are due before the phase is over. */
  count: number;
  /** Of the request with that number, from 0. */
  dueMs(request: number): number;
}

/** Below what a sum of rates and durations may be off by in floating point. */
const rounding = 1e-9;

/**
 * Request n is due when the rate's integral over time has reached n. `stagger` (0 to 1) shifts all of them by that
 * share of a request, so that threads that share a rate take turns instead of sending in step.
 */
export function schedule({ from, to }: Ramp, durationMs: number, stagger = 0): Schedule {
  const perMs = from / 1000;
  const growth = (to - from) / 1000 / durationMs;
  const all = (durationMs * (from + to)) / 2000;
  return {
    count: Math.max(0, Math.ceil(all - stagger - rounding)),
    // Solves n = perMs·t + growth·t²/2 in the form that loses no digits where the growth is next to nothing.
    dueMs(request) {
      const n = request + stagger;
      if (n === 0) return 0;
      const atMs = (2 * n) / (perMs + Math.sqrt(Math.max(0, perMs * perMs + 2 * growth * n)));
      return Math.min(atMs, durationMs);
    },
  };
}

/**
 * From when to when a user is there, in ms from the phase's start: as many as the ramp says, rounded, are there at any
 * time, and who has come last goes first. `user` counts from 0.
 */
export function userSpan(user: number, { from, to }: Ramp, durationMs: number): { fromMs: number; toMs: number } {
  const whenThere = (level: number) => (durationMs * (level - from)) / (to - from);
  return {
    fromMs: user < from ? 0 : whenThere(user + 0.5),
    toMs: user < to ? durationMs : whenThere(user + 0.5),
  };
}
