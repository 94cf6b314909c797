/** What the charts show, as tables: for the keyboard, for screen readers, for copying. */

import { html, nothing, type TemplateResult } from 'lit';
import type { ColdStart, MeasuredProfile, RoundSummary, SavedFigures } from '../../src/model.ts';
import { formatCount, formatMs, formatMsValue, formatRate, formatRatio } from '../../src/report/format.ts';
import { coldMeaning, coldSpreadWords } from '../../src/report/wording.ts';

/** Scrolls inside itself where the panel is narrow; reachable by keyboard for that. */
export const scrolling = (label: string, table: TemplateResult) =>
  html`<div class="scroll" tabindex="0" role="group" aria-label=${label}>${table}</div>`;

/** Folded below a chart. */
export const asTable = (table: unknown, name: string) => html`<details class="as-table" data-table=${name}>
  <summary>Show as table</summary>
  ${table}
</details>`;

/** Buckets that hold nothing are left out; the counts add up to all requests. */
export function histogramTable({ now, baseline }: MeasuredProfile['distribution']): TemplateResult {
  const rows = now
    .map((bucket, index) => ({ ...bucket, before: baseline?.[index]?.count ?? 0 }))
    .filter(({ count, before }) => count > 0 || before > 0);
  return scrolling(
    'Histogram as a table',
    html`<table class="histogram-table">
      <thead>
        <tr>
          <th scope="col" class="number">from ms</th>
          <th scope="col" class="number">to ms</th>
          <th scope="col" class="number">requests now</th>
          ${baseline ? html`<th scope="col" class="number">in the baseline</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ fromMs, toMs, count, before }) => html`<tr>
            <td class="number">${formatMsValue(fromMs)}</td>
            <td class="number">${formatMsValue(toMs)}</td>
            <td class="number">${formatCount(count)}</td>
            ${baseline ? html`<td class="number">${formatCount(before)}</td>` : nothing}
          </tr>`,
        )}
      </tbody>
    </table>`,
  );
}

export function coldTable(cold: ColdStart[]): TemplateResult {
  if (cold.length === 0) return html`<p>No cold start was seen.</p>`;
  return scrolling(
    'Cold starts',
    html`<table class="cold-table">
      <caption>Cold starts</caption>
      <thead>
        <tr>
          <th scope="col">kind</th>
          <th scope="col">what it is</th>
          <th scope="col" class="number">took</th>
          <th scope="col" class="number">seen</th>
          <th scope="col" class="number">against the steady median</th>
        </tr>
      </thead>
      <tbody>
        ${cold.map(
          (start) => html`<tr>
            <td>${start.kind}</td>
            <td>${coldMeaning[start.kind]}</td>
            <td class="number">${formatMs(start.latencyMs)}</td>
            <td class="number">${coldSpreadWords(start)}</td>
            <td class="number">${formatRatio(start.factor)}</td>
          </tr>`,
        )}
      </tbody>
    </table>`,
  );
}

export const roundsTable = (rounds: RoundSummary[]): TemplateResult =>
  scrolling(
    'Rounds',
    html`<table class="rounds-table">
      <caption>Rounds</caption>
      <thead>
        <tr>
          <th scope="col" class="number">round</th>
          <th scope="col" class="number">requests</th>
          <th scope="col" class="number">throughput</th>
          <th scope="col" class="number">p50</th>
          <th scope="col" class="number">p95</th>
        </tr>
      </thead>
      <tbody>
        ${rounds.map(
          ({ count, rps, p50Ms, p95Ms }, index) => html`<tr>
            <td class="number">${index + 1}</td>
            <td class="number">${formatCount(count)}</td>
            <td class="number">${formatRate(rps)}</td>
            <td class="number">${formatMs(p50Ms)}</td>
            <td class="number">${formatMs(p95Ms)}</td>
          </tr>`,
        )}
      </tbody>
    </table>`,
  );

/** `was` has what is known of the baseline: beside a result that is what the verdict brings, a file has it all. */
export function percentileTable(now: SavedFigures, was: Partial<SavedFigures> | null): TemplateResult {
  const rows: [name: string, figure: keyof SavedFigures][] = [
    ['smallest', 'minMs'],
    ['p50', 'p50Ms'],
    ['mean', 'meanMs'],
    ['p75', 'p75Ms'],
    ['p90', 'p90Ms'],
    ['p95', 'p95Ms'],
    ['p99', 'p99Ms'],
    ['p99.9', 'p999Ms'],
    ['largest', 'maxMs'],
  ];
  return scrolling(
    'Percentiles',
    html`<table class="percentile-table">
      <thead>
        <tr>
          <th scope="col">latency</th>
          <th scope="col" class="number">now</th>
          ${
            was
              ? html`<th scope="col" class="number">baseline</th>
                  <th scope="col" class="number">ratio</th>`
              : nothing
          }
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([name, figure]) => html`<tr>
            <th scope="row">${name}</th>
            <td class="number">${formatMs(now[figure])}</td>
            ${was ? beforeCells(now[figure], was[figure]) : nothing}
          </tr>`,
        )}
      </tbody>
    </table>`,
  );
}

const beforeCells = (now: number, before: number | undefined) =>
  before === undefined
    ? html`<td class="number">–</td><td class="number">–</td>`
    : html`<td class="number">${formatMs(before)}</td><td class="number">${formatRatio(now / before)}</td>`;
