import type { ReportedRun } from '../../model.ts';
import { classesOf } from '../classes.ts';
import { formatCount, formatMs, formatShare } from '../format.ts';
import { figures, literal, section, words } from './parts.ts';
import type { Section } from './section.ts';

const names = { read: 'reads', write: 'writes', delete: 'deletes' };

/** Reads, writes and deletes; left out where nothing was measured. */
export function classes({ profiles }: Pick<ReportedRun, 'profiles'>): Section | null {
  const summaries = classesOf(profiles);
  if (summaries.length === 0) return null;
  return section('Classes', {
    intro:
      'Percentiles are those of all requests of the class together: an endpoint that answers more often counts for more.',
    tables: [
      {
        caption: '',
        columns: [
          ...words('class'),
          ...figures('endpoints', 'requests', 'p50', 'p95', 'p99', 'errors'),
          literal('slowest endpoint'),
          ...figures('its p95'),
        ],
        rows: summaries.map((one) => [
          names[one.class],
          ...[one.endpoints, one.requests].map(formatCount),
          ...[one.p50Ms, one.p95Ms, one.p99Ms].map(formatMs),
          formatShare(one.errorRate),
          one.slowest.endpoint,
          formatMs(one.slowest.p95Ms),
        ]),
      },
    ],
  });
}
