/** The table of what changed, or could not be told: what a reviewer reads first. */

import { comparisonOf, endpointId, type Profile } from '../model.ts';
import { intervalWords } from './comparison-wording.ts';
import { formatMs, plural } from './format.ts';
import { type MarkdownColumn, markdownCode, markdownTable, markdownText } from './markdown-text.ts';
import { isMeasured } from './outcome.ts';
import { reasonsOf } from './reasons.ts';
import { profileWords } from './wording.ts';

/** What is longer pushes all else out of a comment. */
const mostCharacters = 15_000;

const columns: MarkdownColumn[] = [
  { name: 'Endpoint', align: 'left' },
  { name: 'Verdict', align: 'left' },
  { name: 'Figure', align: 'left' },
  { name: 'Baseline', align: 'right' },
  { name: 'Now', align: 'right' },
  { name: 'Ratio, 95 % confidence', align: 'right' },
  { name: 'What there is to say', align: 'left' },
];

/** In the order given; empty without any. */
export function markdownNews(profiles: Profile[]): string {
  const rows = profiles.map(rowOf);
  const shown = rows.filter(
    (_, row) => rows.slice(0, row + 1).reduce((sum, cells) => sum + cells.join().length, 0) < mostCharacters,
  );
  if (shown.length === 0) return '';
  const more = rows.length - shown.length;
  return markdownTable(columns, shown) + (more > 0 ? `\n\nAnd ${plural(more, 'more endpoint')}.` : '');
}

function rowOf(profile: Profile): string[] {
  const [why = ''] = reasonsOf(profile);
  const { short, tone } = profileWords(profile);
  const verdict = tone === 'high' || tone === 'medium' || tone === 'low' ? `**${short}**` : short;
  return [markdownCode(endpointId(profile.endpoint)), verdict, ...figuresOf(profile), markdownText(why)];
}

/** The one that the verdict is taken from. */
function figuresOf(profile: Profile): [name: string, was: string, now: string, ratio: string] {
  if (!isMeasured(profile)) return ['–', '–', '–', '–'];
  const comparison = comparisonOf(profile.verdict);
  if (!comparison) return ['p95', '–', formatMs(profile.summary.p95Ms), '–'];
  const { decidedBy, baseline, ratios } = comparison;
  const figure = `${decidedBy}Ms` as const;
  return [decidedBy, formatMs(baseline[figure]), formatMs(profile.summary[figure]), intervalWords(ratios[decidedBy])];
}
