/** What can be said of one figure of an endpoint, from the rounds of two runs. */

import { type Estimate, leastRatios, type Severity } from '../model.ts';
import type { Noise } from './noise.ts';
import { nearEnd } from './normal.ts';
import { middleOf, shiftBetween } from './shift.ts';

/** Worst first. */
const severities = ['HIGH', 'MEDIUM', 'LOW'] as const;
const slower = leastRatios.LOW;
const faster = 1 / slower;

/** One or two rounds are no ground for certainty, however alike they are. */
export const fewestRounds = 3;
/** Beyond these nobody would wait. */
const mostMoreRounds = 100;

/** Milliseconds that each round came to, above 0. */
export interface Rounds {
  now: readonly number[];
  baseline: readonly number[];
  /** How long each lasted. */
  roundMs: number;
}

export interface Judgement {
  estimate: Estimate;
  says: Severity | 'OK' | 'FASTER' | 'unsure';
  /** That many would probably tell; null where none would, or none are needed. */
  moreRounds: number | null;
}

/** A difference below `floorMs` is OK, whatever its ratio. */
export function judge(rounds: Rounds, noise: Noise, floorMs: number): Judgement {
  const shift = shiftBetween(rounds.now, rounds.baseline);
  const estimate = widened(shift, noise, 1);
  if (!isEnough(rounds)) return { estimate, says: 'unsure', moreRounds: fewestMore(rounds) };
  const says = saysOf(estimate, middleOf(rounds.baseline.toSorted((a, b) => a - b)), floorMs);
  return { estimate, says, moreRounds: says === 'unsure' ? moreRounds(rounds, shift, noise) : null };
}

const isEnough = ({ now, baseline }: Rounds): boolean => Math.min(now.length, baseline.length) >= fewestRounds;

/** More rounds now make up for none that the baseline lacks. */
const fewestMore = ({ now, baseline }: Rounds): number | null =>
  baseline.length < fewestRounds ? null : fewestRounds - now.length;

/**
 * Uncertainties that know nothing of each other: their squares add up. `shrunk`: by what the part that more rounds make
 * smaller is multiplied.
 */
function widened({ value, low, high }: Estimate, { lasting, ofRounds }: Noise, shrunk: number): Estimate {
  const by = nearEnd * Math.hypot(lasting, ofRounds * shrunk);
  return {
    value,
    low: value / Math.exp(Math.hypot(Math.log(value / low), by)),
    high: value * Math.exp(Math.hypot(Math.log(high / value), by)),
  };
}

function saysOf({ value, low, high }: Estimate, thenMs: number, floorMs: number): Judgement['says'] {
  const isFelt = (ratio: number) => Math.abs(ratio - 1) * thenMs >= floorMs;
  const certain = severities.find((severity) => low >= leastRatios[severity]);
  if (certain) return isFelt(value) ? certain : 'OK';
  if (high <= faster) return isFelt(value) ? 'FASTER' : 'OK';
  return high < slower || !isFelt(high) ? 'OK' : 'unsure';
}

/** With how many the limit would lie outside of the interval, if the estimate stayed where it is; null: with none. */
function moreRounds({ now, baseline }: Rounds, shift: Estimate, noise: Noise): number | null {
  for (let more = 1; more <= mostMoreRounds; more++) {
    const all = now.length + more;
    const ofRanks = (1 / all + 1 / baseline.length) / (1 / now.length + 1 / baseline.length);
    const { low, high } = widened(narrowed(shift, Math.sqrt(ofRanks)), noise, Math.sqrt(now.length / all));
    if (low > slower || high < slower) return more;
  }
  return null;
}

const narrowed = ({ value, low, high }: Estimate, by: number): Estimate => ({
  value,
  low: value * (low / value) ** by,
  high: value * (high / value) ** by,
});
