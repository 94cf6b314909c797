import { html, nothing, type TemplateResult } from 'lit';
import type { MeasuredProfile, Scaling, ScalingFit } from '../../src/model.ts';
import { formatCount, formatMs, formatRate, formatRatio, formatShare } from '../../src/report/format.ts';
import { fitWords, kneeWords } from '../../src/report/scaling-wording.ts';
import '../charts/scaling.ts';
import { scrolling } from './chart-tables.ts';

/** How throughput and p95 grow with the number of users, or what would tell. `choose` offers to choose a load. */
export function scaling({ scaling: own }: MeasuredProfile, choose: unknown): TemplateResult {
  if (!own) {
    return html`<section class="notice">
      <h2>Not measured: this was no sweep</h2>
      <p>
        A sweep doubles the number of users until throughput stops growing. It tells how far the endpoint scales, and where
        waiting begins.
      </p>
      ${choose}
    </section>`;
  }
  return html`<div class="tab">
    <section aria-labelledby="scaling-title">
      <h2 id="scaling-title">How far it scales</h2>
      <p>${kneeWords(own)}</p>
      <div class="side-by-side">
        <profiler-scaling figure="throughput" .scaling=${own}></profiler-scaling>
        <profiler-scaling figure="p95" .scaling=${own}></profiler-scaling>
      </div>
    </section>
    <section>${scalingTable(own)}</section>
    ${law(own.fit)}
  </div>`;
}

const scalingTable = ({ steps, kneeUsers }: Scaling) =>
  scrolling(
    'Steps of the sweep',
    html`<table class="scaling-table">
      <thead>
        <tr>
          <th scope="col" class="number">users</th>
          <th scope="col" class="number">throughput</th>
          <th scope="col" class="number">factor</th>
          <th scope="col" class="number">p50</th>
          <th scope="col" class="number">p95</th>
          <th scope="col" class="number">p99</th>
          <th scope="col" class="number">errors</th>
        </tr>
      </thead>
      <tbody>
        ${steps.map(
          ({
            users,
            rps,
            factor,
            p50Ms,
            p95Ms,
            p99Ms,
            errorRate,
          }) => html`<tr class=${users === kneeUsers ? 'knee' : ''}>
            <th scope="row" class="number">${users === kneeUsers ? html`<span class="muted">knee</span> ` : nothing}${formatCount(users)}</th>
            <td class="number">${formatRate(rps)}</td>
            <td class="number">${formatRatio(factor)}</td>
            <td class="number">${formatMs(p50Ms)}</td>
            <td class="number">${formatMs(p95Ms)}</td>
            <td class="number">${formatMs(p99Ms)}</td>
            <td class="number ${errorRate > 0 ? 'tone-high' : ''}">${formatShare(errorRate)}</td>
          </tr>`,
        )}
      </tbody>
    </table>`,
  );

const law = (fit: ScalingFit | null) => html`<section aria-labelledby="law-title">
  <h2 id="law-title">What holds it back</h2>
  ${
    fit
      ? html`<ul class="law">
          ${fitWords(fit).map(({ symbol, text }) => html`<li>${text} ${symbol ? html`<span class="muted">${symbol}</span>` : nothing}</li>`)}
        </ul>`
      : html`<p>Too few steps were measured to tell.</p>`
  }
  <p class="muted">
    From the Universal Scalability Law, X(N) = λN / (1 + σ(N − 1) + κN(N − 1)), fitted to the steps above. In brackets: the
    95 % interval.
  </p>
</section>`;
