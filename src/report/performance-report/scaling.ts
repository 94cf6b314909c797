import type { MeasuredProfile, ReportedRun, Scaling } from '../../model.ts';
import { formatCount, formatMs, formatRate, formatRatio, formatShare } from '../format.ts';
import { fitWords, kneeWords } from '../scaling-wording.ts';
import { resourceWords } from '../server-wording.ts';
import { figures, measuredOf, nameOf, section, words } from './parts.ts';
import type { Section, SectionTable } from './section.ts';

type Swept = MeasuredProfile & { scaling: Scaling };

/** Only what was swept. */
export function scaling({ profiles }: ReportedRun): Section | null {
  const swept = measuredOf(profiles).filter((profile): profile is Swept => profile.scaling !== null);
  if (swept.length === 0) return null;
  return section('Scaling', {
    intro: 'Users were doubled until throughput stopped growing. The law is Gunther’s Universal Scalability Law.',
    tables: swept.map(stepsTable),
    items: swept.map((profile) => ({
      title: nameOf(profile),
      lines: [
        kneeWords(profile.scaling),
        ...(profile.scaling.fit ? fitWords(profile.scaling.fit).map(({ text }) => text) : []),
        ...(profile.resources.state === 'sampled' ? [`The server took ${resourceWords(profile.resources)}.`] : []),
      ],
      code: [],
    })),
  });
}

const stepsTable = (profile: Swept): SectionTable => ({
  caption: nameOf(profile),
  columns: [...figures('users', 'throughput', 'factor', 'p50', 'p95', 'p99', 'errors'), ...words('')],
  rows: profile.scaling.steps.map(({ users, rps, factor, p50Ms, p95Ms, p99Ms, errorRate }) => [
    ...[formatCount(users), formatRate(rps), formatRatio(factor)],
    ...[p50Ms, p95Ms, p99Ms].map(formatMs),
    formatShare(errorRate),
    users === profile.scaling.kneeUsers ? 'knee' : '',
  ]),
});
