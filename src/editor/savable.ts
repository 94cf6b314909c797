/** Which results can be saved as baselines, and which of them would change anything. */

import { isPartial, type MeasuredProfile } from '../model.ts';
import type { Result } from './result-store.ts';

/** A clause, with the endpoint before it; null: nothing speaks against it. */
export function whyNotSaved(result: Result | undefined): string | null {
  if (result?.profile.state !== 'measured') return 'has not been measured yet';
  if (isPartial(result.profile)) return 'was measured only in part';
  return result.stale ? 'has changed since it was measured' : null;
}

export interface Savable {
  profiles: MeasuredProfile[];
  /** Measured too, but it cannot be saved as it is. */
  unfit: Result[];
}

/** What has been saved as it is would stay as it is. */
export function savable(results: readonly Result[]): Savable {
  const measured = results.filter(({ profile, isBaseline }) => profile.state === 'measured' && !isBaseline);
  const fit = measured.filter((result) => whyNotSaved(result) === null);
  return {
    profiles: fit.map(({ profile }) => profile as MeasuredProfile),
    unfit: measured.filter((result) => !fit.includes(result)),
  };
}

/** Has no baseline yet, or a time, a statement or a plan that is certainly another one. */
export function differsFromBaseline({ verdict, sql }: MeasuredProfile): boolean {
  if (verdict.state === 'no-baseline') return true;
  if (verdict.state === 'compared' && verdict.severity !== 'OK') return true;
  if (sql.state !== 'recorded') return false;
  return (
    sql.vanished.length > 0 ||
    sql.queries.some(({ before }) => before?.state === 'new' || (before?.state === 'known' && before.steps.length > 0))
  );
}
