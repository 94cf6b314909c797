import type { MeasuredProfile, ReportedRun } from '../../model.ts';
import { formatCount, formatShare, plural } from '../format.ts';
import { figures, literal, measuredOf, nameOf, section } from './parts.ts';
import type { Section } from './section.ts';

/** Says so where there are none: a reader looks for it. */
export function errors({ profiles }: ReportedRun): Section | null {
  const measured = measuredOf(profiles);
  if (measured.length === 0) return null;
  const failing = measured
    .filter(({ summary }) => summary.errors > 0)
    .sort((a, b) => b.summary.errorRate - a.summary.errorRate);
  const all = plural(
    measured.reduce((sum, { summary }) => sum + summary.count, 0),
    'steady request',
  );
  if (failing.length === 0) return section('Errors', { intro: `None of ${all} failed.` });
  const count = failing.reduce((sum, { summary }) => sum + summary.errors, 0);
  return section('Errors', {
    intro: `${formatCount(count)} of ${all} got no answer, or one with a status from 400 up.`,
    tables: [
      {
        caption: '',
        columns: [
          literal('endpoint'),
          ...figures('requests', 'errors', 'share'),
          literal('answers'),
          literal('the first'),
        ],
        rows: failing.map((profile) => [
          nameOf(profile),
          ...[profile.summary.count, profile.summary.errors].map(formatCount),
          formatShare(profile.summary.errorRate),
          answers(profile),
          first(profile),
        ]),
      },
    ],
  });
}

/** `503 × 72, none × 3` */
function answers({ summary: { statusCodes, errors: count } }: MeasuredProfile): string {
  const failing = Object.entries(statusCodes).filter(([status]) => Number(status) >= 400);
  const unanswered = count - failing.reduce((sum, [, each]) => sum + each, 0);
  const parts = [...failing, ...(unanswered > 0 ? [['none', unanswered] as const] : [])];
  return parts.map(([status, each]) => `${status} × ${formatCount(each)}`).join(', ');
}

const first = ({ warnings }: MeasuredProfile): string =>
  warnings.flatMap((warning) => (warning.kind === 'errors' ? [warning.first] : []))[0] ?? '–';
