/** Of many endpoints some look slower by chance: what is certain of one is less so of the most striking of fifty. */

import { isRegression, type Profile, type Verdict } from '../model.ts';
import { nearEnd, shareAbove } from './normal.ts';

/** The chance that any endpoint of a run is called slower, or faster, that is as it was. */
const level = 0.05;

type Compared = Extract<Verdict, { state: 'compared' }>;

/**
 * Holm's correction (S. Holm, A Simple Sequentially Rejective Multiple Test Procedure, 1979) over all endpoints of a run
 * that were compared: verdicts that do not stand it become inconclusive. One endpoint stays as it is. In the order given.
 */
export function judgeTogether(profiles: readonly Profile[]): Profile[] {
  const certain = profiles
    .flatMap((profile) => (profile.state === 'measured' ? [profile.verdict] : []))
    .filter((verdict) => verdict.state === 'compared')
    .filter((verdict) => isRegression(verdict) || verdict.severity === 'FASTER')
    .map((verdict) => ({ verdict, chance: chanceOf(verdict) }))
    .sort((a, b) => a.chance - b.chance);
  const compared = profiles.filter(isCompared).length;
  const stands = (chance: number, rank: number) => chance * (compared - rank) <= level;
  const firstToFall = certain.findIndex(({ chance }, rank) => !stands(chance, rank));
  if (firstToFall === -1 || compared === 1) return [...profiles];
  const fallen = new Set<Verdict>(certain.slice(firstToFall).map(({ verdict }) => verdict));
  return profiles.map((profile) =>
    profile.state === 'measured' && fallen.has(profile.verdict)
      ? { ...profile, verdict: leftOpen(profile.verdict as Compared) }
      : profile,
  );
}

const isCompared = (profile: Profile): boolean =>
  profile.state === 'measured' && ['compared', 'inconclusive'].includes(profile.verdict.state);

/** That code which is as it was would show so large a difference. Of few rounds it is never small: see below. */
function chanceOf({ ratios, decidedBy, rounds }: Compared): number {
  const { value, low, high } = ratios[decidedBy];
  const nearer = value > 1 ? Math.log(value / low) : Math.log(high / value);
  const chance = nearer > 0 ? shareAbove((nearEnd * Math.abs(Math.log(value))) / nearer) : 0;
  return Math.max(chance, smallestOfRanks(rounds.now, rounds.baseline));
}

/** That all rounds of one run come before all of the other by chance: no test by ranks says less. */
function smallestOfRanks(now: number, baseline: number): number {
  let ways = 1;
  for (let round = 1; round <= now; round++) ways *= (baseline + round) / round;
  return 1 / ways;
}

function leftOpen({ severity: _, ...verdict }: Compared): Verdict {
  return { ...verdict, state: 'inconclusive', moreRounds: null };
}
