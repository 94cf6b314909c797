/** By how much two runs of the same code differ beyond what the rounds of either show. */

import type { Calibration } from '../model.ts';
import type { Rounds } from './judge.ts';
import { middleOf } from './shift.ts';

/** All are shares, standard deviations, of which squares add up. */
const noise = {
  /** Memory laid out otherwise, functions compiled in another order: two starts of a server on a quiet machine. */
  ofStarts: { p50: 0.02, p95: 0.05 },
  /** What disturbs the rounds of one run disturbs all of the next one to this part of it. */
  perSpread: 0.35,
  /** A machine that was that much slower may have slowed the server more, or less, or not at all. */
  perCalibration: 0.5,
};

/** Standard deviation of the logarithm of the ratio of two runs of the same code. */
export function noiseOf(figure: 'p50' | 'p95', { now, baseline }: Rounds, machineRatio: number): number {
  const spread = Math.hypot(spreadOf(now), spreadOf(baseline));
  return Math.hypot(noise.ofStarts[figure], noise.perSpread * spread, noise.perCalibration * Math.log(machineRatio));
}

/** Standard deviation of the logarithms, from their median absolute deviation: single rounds do not matter. */
function spreadOf(figures: readonly number[]): number {
  const logs = figures.map(Math.log).sort((a, b) => a - b);
  const middle = middleOf(logs);
  return 1.4826 * middleOf(logs.map((log) => Math.abs(log - middle)).sort((a, b) => a - b));
}

/** How many times as long the same work took; 1 where it was not timed on both sides. */
export const machineRatioOf = (now: Calibration | null, then: Calibration | null): number =>
  now && then && now.workMs > 0 && then.workMs > 0 ? now.workMs / then.workMs : 1;

/** Calibrations differ by a little on any machine. */
const leastDifference = 0.1;

/** Whether the machine's speed has changed by more than the spread of either calibration. */
export function differsBeyondSpread(now: Calibration, then: Calibration): boolean {
  const ratio = machineRatioOf(now, then);
  return Math.abs(Math.log(ratio)) > Math.max(leastDifference, now.spreadShare, then.spreadShare);
}
