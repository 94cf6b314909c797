import { html, nothing, type TemplateResult } from 'lit';
import type { HistoryEntry } from '../../src/model.ts';
import { formatMoment, formatMs, formatRate, formatShare, plural } from '../../src/report/format.ts';
import '../charts/trend.ts';
import { button } from '../components.ts';
import type { Post } from '../post.ts';
import { asTable, scrolling } from './chart-tables.ts';

/** How the endpoint did from measurement to measurement on this machine. */
export function history(entries: HistoryEntry[], post: Post): TemplateResult {
  const load = entries.at(-1)?.load;
  const alike = entries.filter((entry) => entry.load === load);
  const others = entries.length - alike.length;
  return html`<div class="tab">
    <section aria-labelledby="history-title">
      <h2 id="history-title">From measurement to measurement</h2>
      ${
        alike.length < 2
          ? html`<p class="muted">
              ${entries.length === 0 ? 'Nothing was measured of it on this machine yet.' : 'One measurement makes no trend: profile it again after a change.'}
            </p>`
          : html`<profiler-trend .entries=${alike}></profiler-trend>${asTable(historyTable(alike), 'history')}`
      }
      ${others > 0 ? html`<p class="muted">${plural(others, 'measurement')} under another load not drawn: only equals compare.</p>` : nothing}
      ${
        post && entries.length > 0
          ? html`<div class="actions">
              ${button({ label: 'Export the history…', onPress: () => post({ type: 'export-history' }) })}
            </div>`
          : nothing
      }
      <p class="muted">The history is kept on this machine alone, outside the repository.</p>
    </section>
  </div>`;
}

const historyTable = (entries: HistoryEntry[]) =>
  scrolling(
    'History',
    html`<table class="history-table">
      <thead>
        <tr>
          <th scope="col">measured</th>
          <th scope="col">commit</th>
          <th scope="col" class="number">p50</th>
          <th scope="col" class="number">p95</th>
          <th scope="col" class="number">p99</th>
          <th scope="col" class="number">throughput</th>
          <th scope="col" class="number">errors</th>
          <th scope="col">verdict</th>
        </tr>
      </thead>
      <tbody>
        ${entries.toReversed().map(
          ({ measuredAt, commit, p50Ms, p95Ms, p99Ms, rps, errorRate, verdict }) => html`<tr>
            <th scope="row">${formatMoment(measuredAt)}</th>
            <td>${commit ? html`<code>${commit.slice(0, 7)}</code>` : '–'}</td>
            <td class="number">${formatMs(p50Ms)}</td>
            <td class="number">${formatMs(p95Ms)}</td>
            <td class="number">${formatMs(p99Ms)}</td>
            <td class="number">${formatRate(rps)}</td>
            <td class="number">${formatShare(errorRate)}</td>
            <td>${verdict}</td>
          </tr>`,
        )}
      </tbody>
    </table>`,
  );
