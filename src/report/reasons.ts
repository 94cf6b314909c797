/** Why a result deserves attention, in a few words each. */

import type { Profile } from '../model.ts';
import { moreRoundsWords } from './comparison-wording.ts';
import { isMeasured } from './outcome.ts';
import { worstFirst } from './severity.ts';
import { missedWords } from './target-wording.ts';
import { baselineWords } from './wording.ts';

/** Most telling first; none of a result that nothing was found about. */
export function reasonsOf(profile: Profile): string[] {
  if (profile.state === 'failed') return [profile.problem.message];
  if (!isMeasured(profile)) return [];
  const { verdict, targets, findings } = profile;
  return [
    ...targets.filter(({ met }) => !met).map((missed) => `target missed: ${missedWords(missed)}`),
    ...worstFirst(findings).map(({ title }) => title),
    ...(verdict.state === 'inconclusive' ? [moreRoundsWords(verdict.moreRounds)] : []),
    ...(verdict.state === 'incomparable' ? [baselineWords(verdict)] : []),
  ];
}
