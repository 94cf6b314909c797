/** What became of a run as a whole, and in which order its results deserve attention. */

import { isPlanRegression, isRegression, type MeasuredProfile, type Profile } from '../model.ts';
import { formatCount, plural } from './format.ts';

export const isMeasured = (profile: Profile): profile is MeasuredProfile => profile.state === 'measured';

export const missesTarget = (profile: Profile): boolean =>
  isMeasured(profile) && profile.targets.some(({ met }) => !met);

const isSlower = (profile: Profile): boolean => isMeasured(profile) && isRegression(profile.verdict);
const isFaster = (profile: Profile): boolean =>
  isMeasured(profile) && profile.verdict.state === 'compared' && profile.verdict.severity === 'FASTER';
const isInconclusive = (profile: Profile): boolean => isMeasured(profile) && profile.verdict.state === 'inconclusive';
const isIncomparable = (profile: Profile): boolean => isMeasured(profile) && profile.verdict.state === 'incomparable';
const hasWorsePlan = (profile: Profile): boolean => isMeasured(profile) && profile.findings.some(isPlanRegression);
const hasFailed = ({ state }: Profile): boolean => state === 'failed';

/** Most urgent first. */
const groups: { holds(profile: Profile): boolean; one: string; many: string }[] = [
  { holds: isSlower, one: 'is slower', many: 'are slower' },
  { holds: missesTarget, one: 'misses a target', many: 'miss a target' },
  { holds: hasWorsePlan, one: 'has a worse query plan', many: 'have a worse query plan' },
  { holds: hasFailed, one: 'could not be measured', many: 'could not be measured' },
  { holds: isInconclusive, one: 'is inconclusive', many: 'are inconclusive' },
  { holds: isIncomparable, one: 'is not comparable', many: 'are not comparable' },
  { holds: isFaster, one: 'is faster', many: 'are faster' },
];

/** `2 of 24 endpoints are slower, 1 misses a target`; `None of 24 endpoints is slower`. Without a full stop. */
export function outcomeWords(profiles: Profile[]): string {
  const all = plural(profiles.length, 'endpoint');
  const compared = profiles.filter((profile) => isMeasured(profile) && profile.verdict.state === 'compared').length;
  const counts = groups
    .map(({ holds, one, many }) => ({ count: profiles.filter(holds).length, one, many }))
    .filter(({ count }) => count > 0);
  const parts = counts.map(({ count, one, many }, index) => {
    const of = index === 0 ? ` of ${all}` : '';
    return `${formatCount(count)}${of} ${count === 1 ? one : many}`;
  });
  if (parts.length === 0) return calmWords(all, profiles.length, compared);
  const noneSlower = compared > 0 && !profiles.some(isSlower) ? ['none is slower'] : [];
  return [...parts, ...noneSlower].join(', ');
}

function calmWords(all: string, count: number, compared: number): string {
  if (compared === count && count > 0) return `None of ${all} is slower`;
  if (compared === 0) return `${all}, none compared with a baseline`;
  return `None of ${plural(compared, 'compared endpoint')} is slower, ${formatCount(count - compared)} not compared`;
}

/** Something a reviewer should see: not just another result that is as it was. */
export const isNews = (profile: Profile): boolean => groups.some(({ holds }) => holds(profile));

/** What is worst first: by group, then the slowest. Those that were not measured come behind what was. */
export const mostUrgentFirst = (profiles: Profile[]): Profile[] =>
  profiles.toSorted((a, b) => urgency(a) - urgency(b) || badness(b) - badness(a));

function urgency(profile: Profile): number {
  const group = groups.findIndex(({ holds }) => holds(profile));
  if (group >= 0) return group;
  return isMeasured(profile) ? groups.length : groups.length + 1;
}

/** By how much it got worse; of equals, or where nothing was compared, how slow it is. */
function badness(profile: Profile): number {
  if (!isMeasured(profile)) return 0;
  const { verdict, summary } = profile;
  const ratio = verdict.state === 'compared' ? verdict.ratios[verdict.decidedBy].value : 1;
  return isSlower(profile) ? ratio : summary.p95Ms;
}
