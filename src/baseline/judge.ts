/** What can be said of one figure of an endpoint, from the rounds of two runs. */

import { type Estimate, leastRatios, type Severity } from '../model.ts';
import type { Noise } from './noise.ts';
import { nearEnd, onceInHundred } from './normal.ts';
import { middleOf, shiftBetween } from './shift.ts';

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

/** Whether no change at all lies outside of the interval by so much that chance brings it once in a hundred. */
const isChange = (ratio: number, uncertain: number): boolean =>
  Math.log(ratio) * nearEnd > Math.log(uncertain) * onceInHundred;

function saysOf({ value, low, high }: Estimate, thenMs: number, floorMs: number): Judgement['says'] {
  const isFelt = (ratio: number) => Math.abs(ratio - 1) * thenMs >= floorMs;
  const certain = certainOf({ value, low, high });
  if (certain) return isFelt(value) ? certain : 'OK';
  return isFelt(high) ? 'unsure' : 'OK';
}

/**
 * Null where the interval leaves it open. How bad it is comes from the interval's end that is nearer to no change; but
 * for the least severity it is enough that it is slower for certain, and by that much as far as is known. Two runs of
 * the same code differ by 5 to 9 % on a laptop: an end above 1.2 would ask for code that is 1.4 times as slow.
 */
function certainOf({ value, low, high }: Estimate): Exclude<Judgement['says'], 'unsure'> | null {
  if (low >= leastRatios.HIGH) return 'HIGH';
  if (low >= leastRatios.MEDIUM) return 'MEDIUM';
  if (value >= slower && isChange(value, value / low)) return 'LOW';
  if (value <= faster && isChange(1 / value, high / value)) return 'FASTER';
  return high < slower ? 'OK' : null;
}

/** With how many the interval would leave nothing open, if the estimate stayed where it is; null: with none. */
function moreRounds({ now, baseline }: Rounds, shift: Estimate, noise: Noise): number | null {
  for (let more = 1; more <= mostMoreRounds; more++) {
    const all = now.length + more;
    const ofRanks = (1 / all + 1 / baseline.length) / (1 / now.length + 1 / baseline.length);
    if (certainOf(widened(narrowed(shift, Math.sqrt(ofRanks)), noise, Math.sqrt(now.length / all)))) return more;
  }
  return null;
}

const narrowed = ({ value, low, high }: Estimate, by: number): Estimate => ({
  value,
  low: value * (low / value) ** by,
  high: value * (high / value) ** by,
});
