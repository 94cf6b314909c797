import type { Recommendation, ReportedRun } from '../../model.ts';
import { formatMs } from '../format.ts';
import { recommendationsOf } from '../recommendations/index.ts';
import type { Section } from '../sections.ts';
import { measuredOf, section } from './parts.ts';

/** What to do first, and why. Says so where nothing is to be done. */
export function recommendations({ profiles }: ReportedRun): Section | null {
  if (measuredOf(profiles).length === 0) return null;
  const all = recommendationsOf(profiles);
  if (all.length === 0)
    return section('Recommendations', { intro: 'None: nothing that was measured asks for a change.' });
  return section('Recommendations', {
    intro: 'In the order in which they pay, each with the figures that say so.',
    items: all.map(({ priority, title, advice, code, evidence, savesMs, kind }) => ({
      title: `${priority}${savesMs === null ? '' : `, up to ${formatMs(savesMs)} a request`}: ${title}`,
      lines: [advice, ...evidence.map(evidenceLine)],
      code: code === null ? [] : [{ language: kind === 'add-index' ? 'sql' : 'text', text: code }],
    })),
  });
}

const evidenceLine = ({ endpoint, figure }: Recommendation['evidence'][number]): string =>
  endpoint === null ? `The server: ${figure}` : `${endpoint}: ${figure}`;
