import { html, type TemplateResult } from 'lit';
import type { Waterfall } from '../../src/model.ts';
import { formatCount, formatMean, formatMsValue } from '../../src/report/format.ts';
import { waterfallWords } from '../../src/report/sql-wording.ts';
import type { BarMeaning } from '../charts/waterfall.ts';
import '../charts/waterfall.ts';
import { asTable, scrolling } from './chart-tables.ts';

/** One request's time, shared between handler and database. */
export function waterfall(
  drawn: Waterfall,
  meanings: ReadonlyMap<string, BarMeaning>,
  show: (fingerprint: string) => void,
): TemplateResult {
  return html`<section aria-labelledby="waterfall-title">
    <h2 id="waterfall-title">One request, and its time in the database</h2>
    <p>${waterfallWords(drawn)} <span class="muted">The typical one of the requests that were sent alone.</span></p>
    <profiler-waterfall .waterfall=${drawn} .meanings=${meanings} .show=${show}></profiler-waterfall>
    ${asTable(waterfallTable(drawn, meanings, show), 'waterfall')}
  </section>`;
}

const waterfallTable = (
  { statements, leftOut }: Waterfall,
  meanings: ReadonlyMap<string, BarMeaning>,
  show: (fingerprint: string) => void,
) =>
  scrolling(
    'The statements of one request',
    html`<table class="waterfall-table">
      <thead>
        <tr>
          <th scope="col" class="number">at ms</th>
          <th scope="col" class="number">took ms</th>
          <th scope="col" class="number">rows</th>
          <th scope="col">transaction</th>
          <th scope="col">statement</th>
        </tr>
      </thead>
      <tbody>
        ${statements.map(
          ({ fingerprint, atMs, durationMs, rows, inTransaction }) => html`<tr>
            <td class="number">${formatMsValue(atMs)}</td>
            <td class="number">${formatMsValue(durationMs)}</td>
            <td class="number">${formatMean(rows)}</td>
            <td>${inTransaction ? 'open' : '–'}</td>
            <td>
              <button class="link" @click=${() => show(fingerprint)}>
                <code class="one-line">${meanings.get(fingerprint)?.text ?? fingerprint}</code>
              </button>
            </td>
          </tr>`,
        )}
      </tbody>
    </table>
    ${leftOut > 0 ? html`<p class="muted">${formatCount(leftOut)} more are left out.</p>` : ''}`,
  );
