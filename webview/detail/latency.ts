import { html, type TemplateResult } from 'lit';
import type { Finding, MeasuredProfile } from '../../src/model.ts';
import '../charts/histogram.ts';
import '../charts/timeline.ts';
import { coldTable, histogramTable, percentileTable, roundsTable } from './chart-tables.ts';
import { findings } from './findings.ts';

/** The distribution, every request, and the reasons. */
export function latency(profile: MeasuredProfile, show: (finding: Finding) => void): TemplateResult {
  const { distribution, summary, timeline, cold, verdict } = profile;
  const measured = distribution.now.length > 0;
  return html`<div class="tab">
    <section aria-labelledby="histogram-title">
      <h2 id="histogram-title">How long requests take</h2>
      ${
        measured
          ? html`<profiler-histogram .distribution=${distribution} .summary=${summary}></profiler-histogram>`
          : html`<div class="frame">No request was answered.</div>`
      }
      ${asTable(histogramTable(distribution), 'histogram')}
    </section>
    <section aria-labelledby="timeline-title">
      <h2 id="timeline-title">Every request, with cold starts apart</h2>
      <profiler-timeline .timeline=${timeline} .cold=${cold}></profiler-timeline>
      ${asTable(html`${coldTable(cold)}${roundsTable(summary.rounds)}`, 'timeline')}
    </section>
    ${findings(profile, show)}
    <section aria-labelledby="percentiles-title">
      <h2 id="percentiles-title">Percentiles</h2>
      ${percentileTable(summary, verdict)}
    </section>
  </div>`;
}

const asTable = (table: unknown, name: string) => html`<details class="as-table" data-table=${name}>
  <summary>Show as table</summary>
  ${table}
</details>`;
