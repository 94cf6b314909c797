import { html, type TemplateResult } from 'lit';
import type { BurstProgress, ProfileProgress } from '../../src/model.ts';
import '../charts/histogram.ts';

/** The first run of an endpoint: the charts have their places from its first second, and the histogram fills. */
export const skeleton = (running: ProfileProgress): TemplateResult => html`
  <section class="skeleton">
    <h2>How long requests take</h2>
    ${
      running.stage === 'burst' && running.burst.distribution.length > 0
        ? settlingHistogram(running.burst)
        : html`<div class="frame tall">The histogram fills as soon as requests are answered.</div>`
    }
    <h2>Every request, with cold starts apart</h2>
    <div class="frame">The timeline is drawn when the rounds are done.</div>
  </section>
`;

const settlingHistogram = (burst: BurstProgress): TemplateResult => html`
  <profiler-histogram
    .distribution=${{ now: burst.distribution, baseline: null }}
    .summary=${{ ...burst, maxMs: burst.distribution.at(-1)!.toMs }}
  ></profiler-histogram>
`;
