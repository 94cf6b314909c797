import type { Recommendation, ReportedRun } from '../../model.ts';
import { formatMs, plural } from '../format.ts';
import { recommendationsOf } from '../recommendations/index.ts';
import { measuredOf, section } from './parts.ts';
import type { Section } from './section.ts';

/** What to do first, and why. Says so where nothing is to be done. */
export function recommendations({ profiles }: ReportedRun): Section | null {
  if (measuredOf(profiles).length === 0) return null;
  const all = recommendationsOf(profiles);
  if (all.length === 0)
    return section('Recommendations', { intro: 'None: nothing that was measured asks for a change.' });
  return section('Recommendations', {
    isVital: true,
    intro: 'In the order in which they pay, each with the figures that say so.',
    items: all.map(({ priority, title, advice, code, evidence, savesMs, kind }) => ({
      title: `${priority}${savesMs === null ? '' : `, up to ${formatMs(savesMs)} a request`}: ${title}`,
      lines: [advice, ...evidenceLines(evidence)],
      code: code === null ? [] : [{ language: kind === 'add-index' ? 'sql' : 'text', text: code }],
    })),
  });
}

/** The dearest come first: that many show what it is about. */
const mostEvidence = 8;

function evidenceLines(evidence: Recommendation['evidence']): string[] {
  const shown = evidence.slice(0, mostEvidence).map(({ endpoint, figure }) => `${endpoint ?? 'The server'}: ${figure}`);
  const more = evidence.length - shown.length;
  return more > 0 ? [...shown, `And ${plural(more, 'more measurement')} of the same.`] : shown;
}
