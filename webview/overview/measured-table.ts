import { html, nothing, type TemplateResult } from 'lit';
import { comparisonOf, isPartial } from '../../src/model.ts';
import { formatMean, formatMs, formatMsValue, formatRatio, formatShare } from '../../src/report/format.ts';
import { ownColdStart } from '../../src/report/own-cold-start.ts';
import { sqlShare } from '../../src/report/sql-share.ts';
import { chip, methodBadge } from '../badges.ts';
import { type SharedAxis, sharedAxis, sparkline } from '../charts/sparkline.ts';
import { trendLine } from '../charts/trend-line.ts';
import type { Post } from '../post.ts';
import { endpointLink, openRow } from './endpoint-link.ts';
import { type MeasuredRow, wordsOf } from './order.ts';

/** `all` gives the sparklines their one axis, whatever the filter shows. */
export function measuredTable(rows: MeasuredRow[], all: MeasuredRow[], post: Post): TemplateResult {
  // A report knows of one measurement alone.
  const hasTrend = all.some(({ trend }) => trend.length > 1);
  const axis = sharedAxis(all.map(({ profile }) => profile));
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Measured endpoints">
    <table class="endpoints">
      <thead>
        <tr>
          <th scope="col">endpoint</th>
          <th scope="col" class="roomy" title="On one logarithmic axis from ${formatMs(axis.fromMs)} to ${formatMs(axis.toMs)}">
            latency, one log axis
          </th>
          <th scope="col" class="number roomy">p50 ms</th>
          <th scope="col" class="number">p95 ms</th>
          ${hasTrend ? html`<th scope="col" class="wide" title="p95 of its last measurements on this machine">p95 trend</th>` : nothing}
          <th scope="col">verdict</th>
          <th scope="col" class="number">p95 to baseline</th>
          <th scope="col" class="number">cold</th>
          <th scope="col" class="number">errors</th>
          <th scope="col" class="number">SQL: queries · time</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => endpointRow(row, axis, hasTrend, post))}
      </tbody>
    </table>
  </div>`;
}

function endpointRow(row: MeasuredRow, axis: SharedAxis, hasTrend: boolean, post: Post) {
  const { profile, endpoint, stale, isBaseline } = row;
  const { summary, verdict } = profile;
  const was = comparisonOf(verdict);
  const { tone, short } = wordsOf(row);
  const sql = sqlShare(profile);
  const cold = ownColdStart(profile.cold);
  return html`<tr @click=${() => openRow(row, post)}>
    <th scope="row">
      ${methodBadge(endpoint.method)} ${endpointLink(row, post)}
      ${profile.load.name === 'burst' ? nothing : html`<span class="stale load">load “${profile.load.name}”</span>`}
      ${isPartial(profile) ? html`<span class="stale">in part</span>` : nothing}
      ${stale ? html`<span class="stale">changed since</span>` : nothing}
    </th>
    <td class="roomy">${sparkline(profile, axis)}</td>
    <td class="number roomy">${formatMsValue(summary.p50Ms)}</td>
    <td class="number">${formatMsValue(summary.p95Ms)}</td>
    ${hasTrend ? html`<td class="wide">${trendLine(row.trend)}</td>` : nothing}
    <td>${chip(tone, short)}</td>
    <td class="number">${was && !isBaseline ? formatRatio(was.ratios[was.decidedBy].value) : '–'}</td>
    <td class="number">${cold ? formatMs(cold.latencyMs) : '–'}</td>
    <td class="number">${formatShare(summary.errorRate)}</td>
    <td class="number">${sql ? `${formatMean(sql.queries)} · ${formatMs(sql.ms)}` : '–'}</td>
  </tr>`;
}
