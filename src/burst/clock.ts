/** The clock of a recording. */

import { performance } from 'node:perf_hooks';

export interface Clock {
  /** `process.hrtime` in milliseconds at the start: one clock for all processes of the machine. */
  startedAtMonotonicMs: number;
  /** Offset from the start. */
  nowMs(): number;
}

export function startClock(): Clock {
  // Both read the operating system's monotonic clock; performance.now() is the cheaper one to ask for each request.
  const startedAtMonotonicMs = Number(process.hrtime.bigint()) / 1e6;
  const startedAtMs = performance.now();
  return { startedAtMonotonicMs, nowMs: () => performance.now() - startedAtMs };
}
