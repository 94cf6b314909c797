import { html, nothing, type TemplateResult } from 'lit';
import type { BaselineReport, SavedStatement } from '../../src/model.ts';
import { formatMean, formatMoment, formatMs } from '../../src/report/format.ts';
import { nodeWords } from '../../src/report/sql-wording.ts';
import { methodBadge } from '../badges.ts';
import '../charts/histogram.ts';
import { button } from '../components.ts';
import { asTable, histogramTable, percentileTable, roundsTable } from '../detail/chart-tables.ts';
import type { Post } from '../post.ts';
import { conditionsTable } from './conditions.ts';
import { savedTiles } from './tiles.ts';

/** What a team reads when it opens the file of a baseline. */
export function baselineReport({ title, baseline, distribution }: BaselineReport, post: Post): TemplateResult {
  const { endpoint, savedAt, commit, figures, rounds, statements } = baseline;
  return html`<header class="head">
      <div class="title">
        <h1>${methodBadge(endpoint.method)} <span class="path">${endpoint.path}</span></h1>
        <span class="verdict tone-neutral">baseline</span>
      </div>
      <div class="actions">
        ${post ? html`${button({ label: 'Compare with…', onPress: () => post({ type: 'compare' }) })} ${button({ label: 'Open as text', onPress: () => post({ type: 'open-as-text' }) })}` : nothing}
      </div>
      <p class="done">${title} · measured ${formatMoment(savedAt)}${commit ? html` at commit <code>${commit}</code>` : nothing}</p>
    </header>
    ${savedTiles(figures)}
    <div class="tab">
      <section aria-labelledby="histogram-title">
        <h2 id="histogram-title">How long requests took</h2>
        <profiler-histogram subject="this baseline" .distribution=${distribution} .summary=${figures}></profiler-histogram>
        ${asTable(html`${histogramTable(distribution)}${roundsTable(rounds)}`, 'histogram')}
      </section>
      ${statements === null ? nothing : statementsSection(statements)}
      <section aria-labelledby="percentiles-title">
        <h2 id="percentiles-title">Percentiles</h2>
        ${percentileTable(figures, null)}
      </section>
      <section aria-labelledby="conditions-title">
        <h2 id="conditions-title">How it was measured</h2>
        ${conditionsTable([{ title: 'this baseline', baseline }])}
      </section>
    </div>`;
}

const statementsSection = (statements: SavedStatement[]) => html`<section aria-labelledby="statements-title">
  <h2 id="statements-title">SQL of a request</h2>
  ${
    statements.length === 0
      ? html`<p class="muted">It sent no statement.</p>`
      : html`<ol class="saved-statements">${statements.map(statement)}</ol>`
  }
</section>`;

const statement = ({ text, callsPerRequest, msPerCall, plan }: SavedStatement) => html`<li>
  <code>${text}</code>
  <p class="muted">${formatMean(callsPerRequest)} × ${formatMs(msPerCall)} a request</p>
  ${
    plan === null
      ? nothing
      : html`<ul class="saved-plan" aria-label="Plan">
          ${plan.map((step) => html`<li data-depth=${Math.min(step.depth, 8)}>${nodeWords(step)}</li>`)}
        </ul>`
  }
</li>`;
