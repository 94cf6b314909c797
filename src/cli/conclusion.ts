/** What a run comes to: its exit code, and for `check` what stands against each endpoint. */

import { endpointId, isPartial, isPlanRegression, isRegression, type MeasuredProfile, type Profile } from '../model.ts';
import { moreRoundsWords } from '../report/comparison-wording.ts';
import { plural } from '../report/format.ts';
import { isMeasured } from '../report/outcome.ts';
import { missedWords } from '../report/target-wording.ts';
import { verdictWords } from '../report/wording.ts';
import type { CheckWords } from './arguments.ts';
import { exitCodes } from './surroundings.ts';

/** `wanted`: each was asked for by name, so that one that only waits for a sample or for consent counts as a failure. */
export function couldNotMeasure(profiles: Profile[], wanted: boolean): boolean {
  return profiles.some((profile) => (isMeasured(profile) ? isPartial(profile) : profile.state === 'failed' || wanted));
}

export function checkExitCode(profiles: MeasuredProfile[], { strict }: Pick<CheckWords, 'strict'>): number {
  if (profiles.some((profile) => reasonsAgainst(profile).length > 0)) return exitCodes.regression;
  const isOpen = ({ verdict: { state } }: MeasuredProfile) => state === 'inconclusive' || state === 'incomparable';
  return strict && profiles.some(isOpen) ? exitCodes.inconclusive : exitCodes.fine;
}

/** Why the endpoint fails a check; empty: it passes. */
function reasonsAgainst(profile: MeasuredProfile): string[] {
  const { verdict, targets, findings } = profile;
  return [
    ...(isRegression(verdict) ? [verdictWords(verdict).long] : []),
    ...targets.filter(({ met }) => !met).map((missed) => `target missed: ${missedWords(missed)}`),
    ...findings.filter(isPlanRegression).map(({ title, why }) => `${title}: ${why}`),
  ];
}

/** Lines for stderr, under the report: what failed and why, and of what nothing could be said. */
export function conclusionOf(profiles: MeasuredProfile[]): string {
  const failed = profiles.filter((profile) => reasonsAgainst(profile).length > 0);
  const lines = [
    `${plural(profiles.length - failed.length, 'endpoint')} of ${profiles.length} passed the check.`,
    ...failed.flatMap((profile) =>
      reasonsAgainst(profile).map((reason) => `  failed        ${idOf(profile)}: ${reason}`),
    ),
    ...profiles.flatMap(openLine),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** Empty where a comparison was made and told. */
function openLine(profile: MeasuredProfile): string[] {
  const { verdict } = profile;
  const id = idOf(profile);
  switch (verdict.state) {
    case 'compared':
      return [];
    case 'inconclusive':
      return [`  inconclusive  ${id}: ${verdictWords(verdict).long}. ${moreRoundsWords(verdict.moreRounds)}`];
    case 'incomparable':
      return [`  not compared  ${id}: ${verdict.reason}`];
    case 'no-baseline':
      return [`  no baseline   ${id}`];
    default:
      return verdict satisfies never;
  }
}

const idOf = ({ endpoint }: MeasuredProfile): string => endpointId(endpoint);
