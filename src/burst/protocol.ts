/** The messages between whoever runs a burst and the burst worker: one union each way, one burst at a time. */

import type { BurstPlan, BurstProgress, Problem, Recording } from '../model.ts';

/** `stagger` (0 to 1): see `BurstOptions`. */
export type ToWorker = { type: 'run'; plan: BurstPlan; stagger: number } | { type: 'cancel' };

/** A run ends with exactly one `recording` or `refused`; the recording's columns are transferred, not copied. */
export type FromWorker =
  | { type: 'progress'; progress: BurstProgress }
  | { type: 'recording'; recording: Recording }
  | { type: 'refused'; problem: Problem };
