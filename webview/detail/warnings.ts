import { html, nothing } from 'lit';
import type { MeasuredProfile, ProfileWarning } from '../../src/model.ts';
import { warningWords } from '../../src/report/warning-wording.ts';

/** First what tells that the figures are not of the whole, or not of a server that held. */
const first: ProfileWarning['kind'][] = ['partial', 'server-ended', 'errors'];
const rank = ({ kind }: ProfileWarning): number => (first.includes(kind) ? first.indexOf(kind) : first.length);

/** What to keep in mind about the numbers above. Missing SQL is told where SQL would stand. */
export function warnings({ warnings: own }: MeasuredProfile) {
  const shown = own.filter(({ kind }) => kind !== 'no-sql').sort((a, b) => rank(a) - rank(b));
  if (shown.length === 0) return nothing;
  return html`<ul class="warnings" aria-label="Warnings">
    ${shown.map((warning) => html`<li>${warningWords(warning)}</li>`)}
  </ul>`;
}
