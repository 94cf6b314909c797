/** By how much two runs of the same code differ beyond what the rounds of either show. */

import type { Calibration } from '../model.ts';
import type { Rounds } from './judge.ts';
import { middleOf } from './shift.ts';

/** Standard deviations of logarithms: shares, as long as they are small. Their squares add up. */
const noise = {
  /**
   * Memory laid out otherwise, functions compiled in another order, other work of the machine: by this much two starts
   * of a server differ whose rounds are alike. Fitted to pairs of runs of the same code that `bench:verdict` recorded.
   */
  ofStarts: { p50: 0.04, p95: 0.06 },
  /** By which the rounds of a run differ on a quiet machine, by chance alone. */
  quietSpread: { p50: 0.04, p95: 0.09 },
  /** Whatever makes rounds differ more than that lasts: rounds this close to each other are as good as one. Fitted, too. */
  disturbedMs: 800,
};

/** Of the ratio of two runs of the same code. */
export interface Noise {
  /** However many rounds are taken now. */
  lasting: number;
  /** Shrinks with the root of this run's rounds. */
  ofRounds: number;
}

export const noiseOf = (
  figure: 'p50' | 'p95',
  { now, baseline, roundMs }: Rounds,
  calibrations: [Calibration | null, Calibration | null],
): Noise => ({
  lasting: Math.hypot(
    noise.ofStarts[figure],
    disturbance(figure, baseline, roundMs),
    uncertaintyOfScale(scaleOf(...calibrations)),
  ),
  ofRounds: disturbance(figure, now, roundMs),
});

/** What a run's middle owes to disturbances: they average out over a time that is long beside theirs. */
function disturbance(figure: 'p50' | 'p95', figures: readonly number[], roundMs: number): number {
  const disturbed = Math.max(0, spreadOf(figures) ** 2 - noise.quietSpread[figure] ** 2);
  return Math.sqrt((disturbed * noise.disturbedMs) / (figures.length * roundMs));
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

/**
 * What the baseline's figures are multiplied by where the machine's speed has changed by more than the spread of either
 * calibration; else 1. The root of the ratio: a throttled processor slows a server by all of it, a busy core by any
 * part, and half of the way is on average the least wrong.
 */
export function scaleOf(now: Calibration | null, then: Calibration | null): number {
  const ratio = machineRatioOf(now, then);
  const spread = Math.max(leastDifference, now?.spreadShare ?? 0, then?.spreadShare ?? 0);
  return Math.abs(Math.log(ratio)) > spread ? Math.sqrt(ratio) : 1;
}

/** The server was slowed by something between nothing and the whole ratio: the deviation of an even distribution. */
const uncertaintyOfScale = (by: number): number => (2 * Math.log(by)) / Math.sqrt(12);
