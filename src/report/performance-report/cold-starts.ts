import type { ColdStart, ColdStartKind, MeasuredProfile, ReportedRun } from '../../model.ts';
import { formatMs, formatRatio } from '../format.ts';
import { coldSpreadWords } from '../wording.ts';
import { figures, literal, measuredOf, nameOf, section, words } from './parts.ts';
import type { Section } from './section.ts';

/** The start of the server, and of each endpoint what its first requests took. */
export function coldStarts({ profiles }: ReportedRun): Section | null {
  const measured = measuredOf(profiles);
  const start = slowest(measured.flatMap(({ cold }) => cold.filter(({ kind }) => kind === 'process')));
  const rows = measured
    .flatMap((profile) => (['route', 'connection'] as const).flatMap((kind) => rowOf(profile, kind)))
    .sort((a, b) => b.latencyMs - a.latencyMs);
  if (!start && rows.length === 0) return null;
  const spread = start?.spreadMs ? `, ${coldSpreadWords(start)}` : '';
  return section('Cold start', {
    intro: [
      start ? `The server was ready ${formatMs(start.latencyMs)} after its start${spread}.` : '',
      rows.length === 0 ? 'No endpoint’s first requests were slow.' : '',
    ]
      .filter(Boolean)
      .join(' '),
    tables:
      rows.length === 0
        ? []
        : [
            {
              caption: '',
              columns: [
                literal('endpoint'),
                ...words('what was cold'),
                ...figures('took', 'of the median'),
                ...words('seen'),
              ],
              rows: rows.map(({ cells }) => cells),
            },
          ],
  });
}

const names: Record<ColdStartKind, string> = { process: 'server', route: 'first call', connection: 'new connections' };

function rowOf(profile: MeasuredProfile, kind: ColdStartKind): { latencyMs: number; cells: string[] }[] {
  const cold = slowest(profile.cold.filter((one) => one.kind === kind));
  if (!cold) return [];
  const { latencyMs, factor } = cold;
  const cells = [nameOf(profile), names[kind], formatMs(latencyMs), formatRatio(factor), coldSpreadWords(cold)];
  return [{ latencyMs, cells }];
}

const slowest = (cold: ColdStart[]): ColdStart | undefined => cold.toSorted((a, b) => b.latencyMs - a.latencyMs)[0];
