import { html, nothing, type TemplateResult } from 'lit';
import type { BaselineComparison, StatementChange } from '../../src/model.ts';
import { formatMean, formatMs } from '../../src/report/format.ts';
import { stepFigures, stepName } from '../../src/report/sql-wording.ts';
import { verdictWords } from '../../src/report/wording.ts';
import { methodBadge, verdictBadge } from '../badges.ts';
import '../charts/histogram.ts';
import { comparison } from '../detail/against.ts';
import { asTable, histogramTable, percentileTable } from '../detail/chart-tables.ts';
import { conditionsTable } from './conditions.ts';
import { savedTiles } from './tiles.ts';

/** Two baselines of an endpoint: by how much it changed, and what changed with it. */
export function baselineComparison(compared: BaselineComparison): TemplateResult {
  const { titles, was, now, verdict, distribution, statements } = compared;
  const { tone, long } = verdictWords(verdict);
  return html`<header class="head">
      <div class="title">
        <h1>${methodBadge(now.endpoint.method)} <span class="path">${now.endpoint.path}</span></h1>
        ${verdictBadge(tone, long)}
      </div>
      <div></div>
      <p class="done">${titles.now}, held against ${titles.was}</p>
    </header>
    ${savedTiles(now.figures, was.figures)}
    <div class="tab">
      ${comparison(verdict, nothing)}
      <section aria-labelledby="histogram-title">
        <h2 id="histogram-title">How long requests took</h2>
        <profiler-histogram .distribution=${distribution} .summary=${now.figures}></profiler-histogram>
        ${asTable(histogramTable(distribution), 'histogram')}
      </section>
      ${statements === null ? nothing : statementsSection(statements)}
      <section aria-labelledby="percentiles-title">
        <h2 id="percentiles-title">Percentiles</h2>
        ${percentileTable(now.figures, was.figures)}
      </section>
      <section aria-labelledby="conditions-title">
        <h2 id="conditions-title">How they were measured</h2>
        ${conditionsTable([
          { title: titles.was, baseline: was },
          { title: titles.now, baseline: now },
        ])}
      </section>
    </div>`;
}

const statementsSection = (changes: StatementChange[]) => html`<section aria-labelledby="statements-title">
  <h2 id="statements-title">SQL of a request</h2>
  ${
    changes.length === 0
      ? html`<p class="muted">Neither sent a statement.</p>`
      : html`<ol class="saved-statements">${changes.map(statement)}</ol>`
  }
</section>`;

const statement = ({ text, was, now, steps }: StatementChange) => html`<li>
  <code>${text}</code>
  <p class="muted">${changeWords(was, now)}</p>
  ${
    steps.length === 0
      ? nothing
      : html`<ul>
          ${steps.map(
            (step) => html`<li><strong>${stepName(step)}</strong> <span class="muted">${stepFigures(step)}</span></li>`,
          )}
        </ul>`
  }
</li>`;

function changeWords(was: StatementChange['was'], now: StatementChange['now']): string {
  const words = ({ callsPerRequest, msPerCall }: NonNullable<StatementChange['now']>) =>
    `${formatMean(callsPerRequest)} × ${formatMs(msPerCall)} a request`;
  if (was === null) return now === null ? '' : `New: ${words(now)}`;
  return now === null ? `Gone: it was ${words(was)}` : `${words(was)} → ${words(now)}`;
}
