/** What the database itself counted of its statements. */

import { html, nothing, type TemplateResult } from 'lit';
import type { SlowStatement, StatementAverages } from '../../src/model.ts';
import { formatCount, formatMean, formatMs, formatShare } from '../../src/report/format.ts';
import { averagesWords } from '../../src/report/sql-wording.ts';
import { scrolling } from './chart-tables.ts';

/** Folded: they are about more than this endpoint. */
export function slowestStatements(slowest: SlowStatement[] | null): TemplateResult | typeof nothing {
  if (slowest === null || slowest.length === 0) return nothing;
  return html`<details class="as-table slowest">
    <summary>Slowest statements of this database</summary>
    <p class="muted">
      By time in total, from pg_stat_statements, since it was last reset. All clients are counted, this profile’s
      requests too.
    </p>
    ${scrolling('Slowest statements of this database', slowestTable(slowest))}
  </details>`;
}

const slowestTable = (slowest: SlowStatement[]) => html`<table class="slowest-table">
  <thead>
    <tr>
      <th scope="col">statement</th>
      <th scope="col" class="number">calls</th>
      <th scope="col" class="number">mean</th>
      <th scope="col" class="number">total</th>
      <th scope="col" class="number">share</th>
    </tr>
  </thead>
  <tbody>
    ${slowest.map(
      ({ text, calls, meanMs, totalMs, share }) => html`<tr>
        <td><code>${text}</code></td>
        <td class="number">${formatCount(calls)}</td>
        <td class="number">${formatMs(meanMs)}</td>
        <td class="number">${formatMs(totalMs)}</td>
        <td class="number">${formatShare(share)}</td>
      </tr>`,
    )}
  </tbody>
</table>`;

/** In place of a record. */
export function averages(counted: StatementAverages | undefined): TemplateResult | typeof nothing {
  if (!counted) return nothing;
  const { statements } = counted;
  return html`<section aria-labelledby="averages-title">
    <h2 id="averages-title">Statements, on average</h2>
    <p class="muted">${averagesWords(counted)}</p>
    ${
      statements.length === 0
        ? html`<p>The database counted no statement.</p>`
        : scrolling('Statements, on average', averagesTable(statements))
    }
  </section>`;
}

const averagesTable = (statements: StatementAverages['statements']) => html`<table class="averages-table">
  <thead>
    <tr>
      <th scope="col">statement</th>
      <th scope="col" class="number">calls a request</th>
      <th scope="col" class="number">a call</th>
    </tr>
  </thead>
  <tbody>
    ${statements.map(
      ({ text, callsPerRequest, msPerCall }) => html`<tr>
        <td><code>${text}</code></td>
        <td class="number">${formatMean(callsPerRequest)}</td>
        <td class="number">${formatMs(msPerCall)}</td>
      </tr>`,
    )}
  </tbody>
</table>`;
