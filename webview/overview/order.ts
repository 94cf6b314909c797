/** What a reviewer wants to see first. */

import type { MeasuredProfile, Profile } from '../../src/model.ts';
import type { OverviewRow } from '../../src/protocol.ts';
import { resultWords, type Words } from '../../src/report/wording.ts';

export interface MeasuredRow extends OverviewRow {
  profile: MeasuredProfile;
}

export const isMeasured = (row: OverviewRow): row is MeasuredRow => row.profile?.state === 'measured';

export const wordsOf = ({ profile, isBaseline }: OverviewRow): Words => resultWords(profile, isBaseline);

const severities = [
  'HIGH',
  'MEDIUM',
  'LOW',
  'inconclusive',
  'not comparable',
  'no baseline',
  'baseline',
  'OK',
  'FASTER',
];

/** The worst verdict first, then the slowest. */
export const bySeverity = (a: MeasuredRow, b: MeasuredRow): number =>
  severityRank(a) - severityRank(b) || b.profile.summary.p95Ms - a.profile.summary.p95Ms;

const severityRank = (row: MeasuredRow): number => severities.indexOf(wordsOf(row).short);

/** What failed first, then what one answer mends, then what nobody has tried. */
export const byNeed = (a: OverviewRow, b: OverviewRow): number => needRank(a.profile) - needRank(b.profile);

const needs: (Profile['state'] | undefined)[] = ['failed', 'needs-sample', 'needs-consent', 'cancelled', undefined];
const needRank = (profile: Profile | null): number => needs.indexOf(profile?.state);

/** Every word must occur in the method, the path, the file or the verdict. */
export function matches(row: OverviewRow, filter: string): boolean {
  const { method, path, file } = row.endpoint;
  const text = `${method} ${path} ${file} ${wordsOf(row).short}`.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
