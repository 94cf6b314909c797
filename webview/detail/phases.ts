import { html, nothing, type TemplateResult } from 'lit';
import type { MeasuredProfile, PhaseResult } from '../../src/model.ts';
import { formatCount, formatMs, formatShare } from '../../src/report/format.ts';
import { paceWords, reachedWords } from '../../src/report/load-wording.ts';
import { scrolling } from './chart-tables.ts';

/** What each phase of a load profile came to. Nothing for a burst, whose rounds are alike. */
export function phases({ phases: own }: MeasuredProfile): TemplateResult | typeof nothing {
  if (own.length === 0) return nothing;
  const isOpen = own.some(({ offeredPerS }) => offeredPerS !== null);
  return html`<section aria-labelledby="phases-title">
    <h2 id="phases-title">Phases</h2>
    ${scrolling(
      'Phases',
      html`<table class="phases-table">
        <thead>
          <tr>
            <th scope="col">phase</th>
            <th scope="col">load</th>
            <th scope="col" class="number">requests</th>
            <th scope="col" class="number">${isOpen ? 'reached of offered' : 'reached'}</th>
            ${isOpen ? html`<th scope="col" class="number">unsent</th>` : nothing}
            <th scope="col" class="number">errors</th>
            <th scope="col" class="number">p50</th>
            <th scope="col" class="number">p95</th>
            <th scope="col" class="number">p99</th>
            <th scope="col" class="number">max</th>
          </tr>
        </thead>
        <tbody>
          ${own.map((phase) => row(phase, isOpen))}
        </tbody>
      </table>`,
    )}
    <p class="muted">${isOpen ? unsentMeaning : nothing} ${own.every(({ counted }) => counted) ? nothing : countedMeaning}</p>
  </section>`;
}

const unsentMeaning = 'Unsent requests were due, but too many others were still waiting for their answers.';
const countedMeaning = 'What is not counted is left out of every figure above and below.';

function row(phase: PhaseResult, isOpen: boolean) {
  const { name, counted, pace, count, offeredPerS, unsent, errors, errorRate } = phase;
  return html`<tr class=${counted ? '' : 'uncounted'}>
    <th scope="row">${name}${counted ? nothing : html`, <span class="muted">not counted</span>`}</th>
    <td>${paceWords(pace)}</td>
    <td class="number">${formatCount(count)}</td>
    <td class="number">${reachedWords(phase)}</td>
    ${isOpen ? html`<td class="number ${unsent > 0 ? 'tone-medium' : ''}">${offeredPerS === null ? '–' : formatCount(unsent)}</td>` : nothing}
    <td class="number ${errors > 0 ? 'tone-high' : ''}">${formatShare(errorRate)}</td>
    <td class="number">${formatMs(phase.p50Ms)}</td>
    <td class="number">${formatMs(phase.p95Ms)}</td>
    <td class="number">${formatMs(phase.p99Ms)}</td>
    <td class="number">${formatMs(phase.maxMs)}</td>
  </tr>`;
}
