import { html, nothing, type TemplateResult } from 'lit';
import type { Finding, PlanOutcome, QueryProfile } from '../../src/model.ts';
import { formatMs } from '../../src/report/format.ts';
import { capitalised } from '../../src/report/sentence.ts';
import { parameterWords, planWords } from '../../src/report/sql-wording.ts';
import { severityChip } from '../badges.ts';
import { button } from '../components.ts';
import type { Post } from '../post.ts';
import './plan-tree.ts';
import { againstBaseline } from './plan-before.ts';
import { indexProofs } from './plan-proofs.ts';
import { planText } from './plan-text.ts';

/** The whole text, what is wrong, what would cure it, and the plan or the reason why there is none. */
export function statement(
  query: QueryProfile,
  findings: Finding[],
  target: number[] | null,
  post: Post,
): TemplateResult {
  const { text } = query;
  return html`<pre class="sql" tabindex="0" aria-label="Statement">${text}</pre>
    ${sentFrom(query, post)}
    ${parameters(query)}
    ${post ? html`<div class="actions">${copy('Copy the statement', text, post)}</div>` : nothing}
    ${reasons(findings)}
    ${indexProofs(query, post)}
    ${againstBaseline(query)}
    ${plan(query, findings, target, post)}`;
}

const copy = (label: string, text: string, post: NonNullable<Post>) =>
  button({ label, onPress: () => post({ type: 'copy', text }) });

/** The last part of the path names it; the whole is in the tooltip. */
function sentFrom({ source }: QueryProfile, post: Post) {
  if (!source) return nothing;
  const { file, line } = source;
  const place = `${file.slice(file.lastIndexOf('/') + 1)}:${line}`;
  const whole = `${file}:${line}`;
  const link = post
    ? html`<button class="link" title=${whole} @click=${() => post({ type: 'open-source', file, line })}>${place}</button>`
    : html`<span title=${whole}>${place}</span>`;
  return html`<p class="muted">Sent from ${link}</p>`;
}

function parameters({ parameters: kept }: QueryProfile) {
  if (kept === null) return html`<p class="muted">Its parameters were too large to be kept.</p>`;
  if (kept.length === 0) return nothing;
  return html`<p class="muted parameters">
    Parameters of a real call: ${kept.map((each, index) => html`<span>${parameterWords(each, index)}</span> `)}
  </p>`;
}

const reasons = (findings: Finding[]) =>
  findings.length === 0
    ? nothing
    : html`<ul class="reasons">
        ${findings.map(
          ({ severity, title, why, advice }) =>
            html`<li>${severityChip(severity)} <strong>${title}.</strong> ${why} ${advice}</li>`,
        )}
      </ul>`;

function plan({ plan: own }: QueryProfile, findings: Finding[], target: number[] | null, post: Post) {
  const words = planWords(own);
  if (own.state === 'refused' || own.state === 'failed') {
    return html`<h3>Plan</h3>
      <p>${capitalised(words)}.</p>`;
  }
  const times = own.state === 'executed' ? `; ${timesOf(own)}` : nothing;
  return html`<h3>Plan <span class="muted">— ${words}${times}</span></h3>
    <profiler-plan .root=${own.root} .findings=${findings} .target=${target}></profiler-plan>
    ${
      post
        ? html`<div class="actions">
            ${copy('Copy the plan as text', planText(own), post)}${copy('Copy the plan as JSON', own.json, post)}
          </div>`
        : nothing
    }`;
}

function timesOf({ planningMs, executionMs, jitMs }: Extract<PlanOutcome, { state: 'executed' }>): string {
  const planned = planningMs === null ? '' : `planned in ${formatMs(planningMs)}, `;
  const compiled = jitMs > 0 ? `, of which ${formatMs(jitMs)} went into compiling it (JIT)` : '';
  return `${planned}executed in ${formatMs(executionMs)}${compiled}`;
}
