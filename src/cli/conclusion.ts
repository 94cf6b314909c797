/** What a run comes to: its exit code, and for `check` what stands against each endpoint. */

import { endpointId, isPlanRegression, isRegression, type MeasuredProfile, type Profile } from '../model.ts';
import { plural } from '../report/format.ts';
import { missedWords } from '../report/target-wording.ts';
import { baselineWords, profileWords } from '../report/wording.ts';
import type { CheckWords } from './arguments.ts';
import { exitCodes } from './surroundings.ts';

export const isMeasured = (profile: Profile): profile is MeasuredProfile => profile.state === 'measured';

/** A burst that was cut short tells too little to be kept, or to be judged by. */
export const isPartial = ({ warnings }: MeasuredProfile): boolean => warnings.some(({ kind }) => kind === 'partial');

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
    ...(isRegression(verdict) ? [profileWords(profile).long] : []),
    ...targets.filter(({ met }) => !met).map((missed) => `target missed: ${missedWords(missed)}`),
    ...findings.filter(isPlanRegression).map(({ title, why }) => `${title}: ${why}`),
  ];
}

/** Lines for stderr, under the report: what failed and why, and of what nothing could be said. */
export function conclusionOf(profiles: MeasuredProfile[]): string {
  const failed = profiles.map((profile) => ({ profile, reasons: reasonsAgainst(profile) }));
  const against = failed.filter(({ reasons }) => reasons.length > 0);
  const inState = (state: MeasuredProfile['verdict']['state']) =>
    profiles.filter(({ verdict }) => verdict.state === state);
  return [
    `${plural(profiles.length - against.length, 'endpoint')} of ${profiles.length} passed the check.`,
    ...against.flatMap(({ profile, reasons }) =>
      reasons.map((reason) => `  failed        ${idOf(profile)}: ${reason}`),
    ),
    ...inState('inconclusive').map((profile) => `  inconclusive  ${idOf(profile)}: ${openWords(profile)}`),
    ...inState('incomparable').map((profile) => `  not compared  ${idOf(profile)}: ${baselineWords(profile.verdict)}`),
    ...inState('no-baseline').map((profile) => `  no baseline   ${idOf(profile)}`),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function openWords(profile: MeasuredProfile): string {
  const { verdict } = profile;
  const more = verdict.state === 'inconclusive' ? verdict.moreRounds : null;
  const { long } = profileWords(profile);
  return more === null ? long : `${long}; ${plural(more, 'more round')} would probably tell`;
}

const idOf = ({ endpoint }: MeasuredProfile): string => endpointId(endpoint);
