import type { MeasuredProfile, ReportedRun } from '../../model.ts';
import { verdictWithInterval } from '../comparison-wording.ts';
import { formatMean, formatMs, formatRate, formatShare } from '../format.ts';
import { ownColdStart } from '../own-cold-start.ts';
import { sqlShare } from '../sql-share.ts';
import { figures, literal, measuredOf, nameOf, section, slowestFirst, words } from './parts.ts';
import type { Section } from './section.ts';

/** A row each, the slowest first. */
export function endpoints({ profiles }: ReportedRun): Section | null {
  const measured = slowestFirst(measuredOf(profiles));
  if (measured.length === 0) return null;
  return section('Endpoints', {
    intro: 'Steady requests only: cold starts stand apart. SQL is that of one request alone.',
    tables: [
      {
        caption: '',
        columns: [
          literal('endpoint'),
          ...figures('p50', 'p95', 'p99', 'throughput', 'errors', 'cold', 'SQL'),
          ...words('verdict'),
        ],
        rows: measured.map(row),
      },
    ],
  });
}

function row(profile: MeasuredProfile): string[] {
  const { summary, cold, verdict } = profile;
  const first = ownColdStart(cold);
  const sql = sqlShare(profile);
  return [
    nameOf(profile),
    ...[summary.p50Ms, summary.p95Ms, summary.p99Ms].map(formatMs),
    formatRate(summary.rps),
    formatShare(summary.errorRate),
    first ? formatMs(first.latencyMs) : '–',
    sql?.queries ? `${formatMean(sql.queries)} · ${formatMs(sql.ms)}` : '–',
    verdictWithInterval(verdict),
  ];
}
