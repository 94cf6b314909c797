/** The messages between whoever runs a burst and a burst worker: one union each way, one burst at a time. */

import type { BurstPlan, BurstProgress, Problem, Recording } from '../model.ts';

export type ToWorker =
  /** Its part of the burst; `stagger` (0 to 1): see `BurstOptions`. */
  | { type: 'run'; plan: BurstPlan; stagger: number }
  /** All workers are ready for the next phase. */
  | { type: 'begin' }
  | { type: 'cancel' }
  /** When the burst is over: make one recording of those of all workers. It takes too long for the thread that asks. */
  | { type: 'merge'; plan: BurstPlan; recordings: Recording[] };

/**
 * A run or a merge ends with exactly one `recording` or `refused`; the recording's columns are transferred, not copied.
 * Where several workers share the burst, each is `ready` once before each phase, and then waits.
 */
export type FromWorker =
  | { type: 'ready' }
  | { type: 'progress'; progress: BurstProgress }
  | { type: 'recording'; recording: Recording }
  | { type: 'refused'; problem: Problem };
