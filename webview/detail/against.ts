import { html, nothing, type TemplateResult } from 'lit';
import { comparisonOf, isRegression, type MeasuredProfile, type TargetResult, type Verdict } from '../../src/model.ts';
import type { DetailState } from '../../src/protocol.ts';
import { comparisonLines } from '../../src/report/comparison-wording.ts';
import { capitalised } from '../../src/report/sentence.ts';
import { limitWords, targetFigure, targetNames } from '../../src/report/target-wording.ts';
import { baselineWords } from '../../src/report/wording.ts';
import { chip } from '../badges.ts';
import { intervalChart } from '../charts/interval.ts';
import { button } from '../components.ts';
import type { Post } from '../post.ts';
import { scrolling } from './chart-tables.ts';

/** How the result stands: against the baseline, with how sure that is, and against the targets. */
export function against(profile: MeasuredProfile, { id, isBaseline }: DetailState, post: Post) {
  const compared = isBaseline ? nothing : comparison(profile.verdict, actions(profile.verdict, id, post));
  const limits = targets(profile.targets);
  return compared === nothing && limits === nothing ? nothing : html`<div class="against">${compared}${limits}</div>`;
}

/** `offered` are the buttons under it. */
export function comparison(verdict: Verdict, offered: unknown): TemplateResult | typeof nothing {
  const compared = comparisonOf(verdict);
  if (verdict.state === 'incomparable') {
    return html`<section aria-labelledby="against-title">
      <h2 id="against-title">Against the baseline</h2>
      <p>${capitalised(baselineWords(verdict))}.</p>
      ${offered}
    </section>`;
  }
  if (!compared) return nothing;
  return html`<section aria-labelledby="against-title">
    <h2 id="against-title">Against the baseline</h2>
    ${intervalChart(compared)} ${comparisonLines(verdict).map((line) => html`<p class="muted">${line}</p>`)} ${offered}
  </section>`;
}

function actions(verdict: Verdict, id: DetailState['id'], post: Post) {
  if (!post) return nothing;
  return html`<div class="actions">
    ${
      isRegression(verdict) || verdict.state === 'incomparable'
        ? button({ label: 'Accept as the new baseline', onPress: () => post({ type: 'accept', id }) })
        : nothing
    }
    ${button({ label: 'Open the baseline', onPress: () => post({ type: 'open-baseline', id }) })}
    ${button({ label: 'Compare with…', onPress: () => post({ type: 'compare' }) })}
  </div>`;
}

function targets(results: TargetResult[]): TemplateResult | typeof nothing {
  if (results.length === 0) return nothing;
  return html`<section aria-labelledby="targets-title">
    <h2 id="targets-title">Targets</h2>
    ${scrolling(
      'Targets',
      html`<table class="targets-table">
        <thead>
          <tr>
            <th scope="col">figure</th>
            <th scope="col" class="number">target</th>
            <th scope="col" class="number">measured</th>
            <th scope="col">result</th>
            <th scope="col">set for</th>
          </tr>
        </thead>
        <tbody>
          ${results.map(
            (result) => html`<tr>
              <th scope="row">${targetNames[result.target]}</th>
              <td class="number">${limitWords(result)}</td>
              <td class="number">${targetFigure(result.target, result.actual)}</td>
              <td>${result.met ? chip('good', 'met') : chip('high', 'missed')}</td>
              <td>${result.selector === null ? 'all endpoints' : html`<code>${result.selector}</code>`}</td>
            </tr>`,
          )}
        </tbody>
      </table>`,
    )}
  </section>`;
}
