import { html, nothing, type TemplateResult } from 'lit';
import type { SlowStatement } from '../../src/model.ts';
import { formatCount, formatMs, formatShare } from '../../src/report/format.ts';
import { scrolling } from './chart-tables.ts';

/** What the database itself counted, folded: it is about more than this endpoint. */
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
