import { html, nothing, type TemplateResult } from 'lit';
import type { QueryProfile } from '../../src/model.ts';
import { formatMs } from '../../src/report/format.ts';
import { callsChange, stepFigures, stepName } from '../../src/report/sql-wording.ts';

/** How a statement stands against the same one in the baseline. */
export function againstBaseline(query: QueryProfile): TemplateResult | typeof nothing {
  const { before } = query;
  if (before === null) return nothing;
  if (before.state === 'new') return html`<p><strong>New:</strong> the baseline knows no such statement.</p>`;
  const { planMs, steps } = before;
  const planned = planMs ? `, the plan’s own run ${formatMs(planMs.was)} → ${formatMs(planMs.now)}` : '';
  return html`<div class="before">
    <h3>Against the baseline <span class="muted">— ${callsChange(query, before)}${planned}</span></h3>
    ${
      steps.length === 0
        ? html`<p class="muted">${planMs ? 'The plan is the same.' : 'There are no two executed plans to compare.'}</p>`
        : html`<ul>
            ${steps.map(
              (step) =>
                html`<li><strong>${stepName(step)}</strong> <span class="muted">${stepFigures(step)}</span></li>`,
            )}
          </ul>`
    }
  </div>`;
}
