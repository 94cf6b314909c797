import { html, nothing, type TemplateResult } from 'lit';
import { comparisonOf, type Finding, type MeasuredProfile } from '../../src/model.ts';
import '../charts/histogram.ts';
import '../charts/timeline.ts';
import { asTable, coldTable, histogramTable, percentileTable, roundsTable } from './chart-tables.ts';
import { findings } from './findings.ts';
import { phases } from './phases.ts';
import { drift, resources, resourceTable } from './resources.ts';

/** The distribution, how it stands (`against`), every request, and the reasons. */
export function latency(profile: MeasuredProfile, show: (finding: Finding) => void, against: unknown): TemplateResult {
  const { distribution, summary, timeline, cold, verdict } = profile;
  const measured = distribution.now.length > 0;
  return html`<div class="tab">
    ${phases(profile)}
    <section aria-labelledby="histogram-title">
      <h2 id="histogram-title">How long requests take</h2>
      ${
        measured
          ? html`<profiler-histogram .distribution=${distribution} .summary=${summary}></profiler-histogram>`
          : html`<div class="frame">No request was answered.</div>`
      }
      ${asTable(histogramTable(distribution), 'histogram')}
    </section>
    ${against}
    <section aria-labelledby="timeline-title">
      <h2 id="timeline-title">Every request, with cold starts apart</h2>
      <profiler-timeline .timeline=${timeline} .cold=${cold}></profiler-timeline>
      ${resources(profile)}
      ${asTable(
        html`${coldTable(cold)}${profile.phases.length > 0 ? nothing : roundsTable(summary.rounds)}${resourceTable(profile)}`,
        'timeline',
      )}
      ${drift(profile)}
    </section>
    ${findings(profile, show)}
    <section aria-labelledby="percentiles-title">
      <h2 id="percentiles-title">Percentiles</h2>
      ${percentileTable(summary, comparisonOf(verdict)?.baseline ?? null)}
    </section>
  </div>`;
}
