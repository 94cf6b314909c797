/** What can be said of one figure of an endpoint, from the rounds of two runs. */

import type { Estimate, Severity } from '../model.ts';
import { nearEnd } from './normal.ts';
import { middleOf, shiftBetween } from './shift.ts';

/** Of the interval's end that is nearer to 1: from which ratio on a severity holds. */
const severities = [
  { from: 2, severity: 'HIGH' },
  { from: 1.5, severity: 'MEDIUM' },
  { from: 1.2, severity: 'LOW' },
] as const;
const slower = 1.2;
const faster = 1 / slower;

/** One or two rounds are no ground for certainty, however alike they are. */
export const fewestRounds = 3;
/** Beyond these nobody would wait. */
const mostMoreRounds = 100;

/** Milliseconds of each round, above 0. */
export interface Rounds {
  now: readonly number[];
  baseline: readonly number[];
}

export interface Judgement {
  estimate: Estimate;
  says: Severity | 'OK' | 'FASTER' | 'unsure';
  /** That many would probably tell; null where none would, or none are needed. */
  moreRounds: number | null;
}

/**
 * `noise` is the standard deviation of the logarithm of two runs' ratio where the code is the same, beyond what the
 * rounds show. A difference below `floorMs` is OK, whatever its ratio.
 */
export function judge(rounds: Rounds, noise: number, floorMs: number): Judgement {
  const shift = shiftBetween(rounds.now, rounds.baseline);
  const estimate = widened(shift, nearEnd * noise);
  if (!isEnough(rounds)) return { estimate, says: 'unsure', moreRounds: fewestMore(rounds) };
  const says = saysOf(estimate, middleOf(rounds.baseline.toSorted((a, b) => a - b)), floorMs);
  return { estimate, says, moreRounds: says === 'unsure' ? moreRounds(rounds, shift, nearEnd * noise) : null };
}

const isEnough = ({ now, baseline }: Rounds): boolean => Math.min(now.length, baseline.length) >= fewestRounds;

/** More rounds now make up for none that the baseline lacks. */
const fewestMore = ({ now, baseline }: Rounds): number | null =>
  baseline.length < fewestRounds ? null : fewestRounds - now.length;

/** Two uncertainties that know nothing of each other: their squares add up. */
function widened({ value, low, high }: Estimate, by: number): Estimate {
  return {
    value,
    low: value / Math.exp(Math.hypot(Math.log(value / low), by)),
    high: value * Math.exp(Math.hypot(Math.log(high / value), by)),
  };
}

function saysOf({ value, low, high }: Estimate, thenMs: number, floorMs: number): Judgement['says'] {
  const isFelt = (ratio: number) => Math.abs(ratio - 1) * thenMs >= floorMs;
  const certain = severities.find(({ from }) => low >= from);
  if (certain) return isFelt(value) ? certain.severity : 'OK';
  if (high <= faster) return isFelt(value) ? 'FASTER' : 'OK';
  return high < slower || !isFelt(high) ? 'OK' : 'unsure';
}

/**
 * An interval shrinks with the root of the rounds, on the side of either run; the noise between runs stays. Null where
 * it alone reaches from the estimate to the limit.
 */
function moreRounds({ now, baseline }: Rounds, { value, low, high }: Estimate, noiseReach: number): number | null {
  const reach = Math.log(value < slower ? high / value : value / low);
  const roomLeft = Math.log(value / slower) ** 2 - noiseReach ** 2;
  const share = roomLeft / reach ** 2;
  const needed = 1 / (share * (1 / now.length + 1 / baseline.length) - 1 / baseline.length);
  const more = Math.max(1, Math.ceil(needed) - now.length);
  return roomLeft > 0 && needed > 0 && more <= mostMoreRounds ? more : null;
}
