import {
  type Comparison,
  comparisonOf,
  type MeasuredProfile,
  type QueryProfile,
  type ReportedRun,
} from '../../model.ts';
import { verdictWithInterval } from '../comparison-wording.ts';
import { formatMs, formatRate } from '../format.ts';
import { capitalised } from '../sentence.ts';
import { callsChange, statementLine, stepFigures, stepName } from '../sql-wording.ts';
import { baselineWords } from '../wording.ts';
import { figures, literal, measuredOf, nameOf, section, words } from './parts.ts';
import type { Section, SectionItem } from './section.ts';

interface Compared {
  profile: MeasuredProfile;
  comparison: Comparison;
}

/** Before and after, with what changed in the SQL. Says so where there is no baseline. */
export function baseline({ profiles }: ReportedRun): Section | null {
  const measured = measuredOf(profiles);
  if (measured.length === 0) return null;
  const compared = measured
    .flatMap((profile) => {
      const comparison = comparisonOf(profile.verdict);
      return comparison ? [{ profile, comparison }] : [];
    })
    .sort((a, b) => ratioOf(b) - ratioOf(a));
  const others = measured.filter(({ verdict }) => verdict.state === 'incomparable');
  if (compared.length + others.length === 0) {
    return section('Against the baseline', {
      intro: 'No baseline is saved: endpoint-profiler baseline save writes one for each endpoint.',
    });
  }
  return section('Against the baseline', {
    intro:
      compared.length > 0
        ? 'A verdict is taken from rounds, with two bounds, and lies beyond either with a chance of 5 %.'
        : '',
    tables: compared.length > 0 ? [table(compared)] : [],
    items: [
      ...others.map((profile) => ({
        title: nameOf(profile),
        lines: [`${capitalised(baselineWords(profile.verdict))}.`],
        code: [],
      })),
      ...compared.flatMap(({ profile }) => changesOf(profile)),
    ],
  });
}

const ratioOf = ({ comparison: { ratios, decidedBy } }: Compared): number => ratios[decidedBy].value;

const table = (compared: Compared[]) => ({
  caption: '',
  columns: [
    literal('endpoint'),
    ...figures('p50 before', 'after', 'p95 before', 'after', 'throughput before', 'after'),
    ...words('verdict', 'held against'),
  ],
  rows: compared.map(({ profile, comparison: { baseline: then } }) => [
    nameOf(profile),
    ...[then.p50Ms, profile.summary.p50Ms, then.p95Ms, profile.summary.p95Ms].map(formatMs),
    ...[then.rps, profile.summary.rps].map(formatRate),
    verdictWithInterval(profile.verdict),
    baselineWords(profile.verdict).replace(/^against /, ''),
  ]),
});

/** Plans that are others, statements that are new and that are gone. */
function changesOf(profile: MeasuredProfile): SectionItem[] {
  const { sql } = profile;
  if (sql.state !== 'recorded') return [];
  const lines = [
    ...sql.queries.flatMap(queryChange),
    ...sql.vanished.map(({ text }) => `No longer sent: ${statementLine(text)}`),
  ];
  return lines.length > 0 ? [{ title: `${nameOf(profile)}: its SQL changed`, lines, code: [] }] : [];
}

function queryChange(query: QueryProfile): string[] {
  const { before, text, msPerRequest } = query;
  if (before?.state === 'new') return [`New, ${formatMs(msPerRequest)} a request: ${statementLine(text)}`];
  if (before?.state !== 'known' || before.steps.length === 0) return [];
  return [
    `Another plan, ${callsChange(query, before)}: ${statementLine(text)}`,
    ...before.steps.map((step) => `${stepName(step)}, ${stepFigures(step)}`),
  ];
}
