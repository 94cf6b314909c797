import { html, nothing } from 'lit';
import type { MeasuredProfile } from '../../src/model.ts';
import { warningWords } from '../../src/report/warning-wording.ts';

/** What to keep in mind about the numbers above. Missing SQL is told where SQL would stand. */
export function warnings({ warnings: own }: MeasuredProfile) {
  const shown = own.filter(({ kind }) => kind !== 'no-sql');
  if (shown.length === 0) return nothing;
  return html`<ul class="warnings" aria-label="Warnings">
    ${shown.map((warning) => html`<li>${warningWords(warning)}</li>`)}
  </ul>`;
}
