import { html, nothing, type TemplateResult } from 'lit';
import type { Finding, QueryProfile } from '../../src/model.ts';
import { formatMs } from '../../src/report/format.ts';
import { planWords } from '../../src/report/wording.ts';
import { button } from '../components.ts';
import type { Post } from '../post.ts';
import './plan-tree.ts';
import { planText } from './plan-text.ts';

/** The whole text, and the plan or the reason why there is none. */
export function statement(
  query: QueryProfile,
  findings: Finding[],
  target: number[] | null,
  post: Post,
): TemplateResult {
  const { plan, text } = query;
  const copy = (label: string, copied: string) =>
    post ? button({ label, onPress: () => post({ type: 'copy', text: copied }) }) : nothing;
  if (plan.state === 'refused' || plan.state === 'failed') {
    return html`<pre class="sql" tabindex="0" aria-label="Statement">${text}</pre>
      <p>${planWords(plan)}.</p>
      <div class="actions">${copy('Copy the statement', text)}</div>`;
  }
  const times =
    plan.state === 'executed'
      ? `${plan.planningMs === null ? '' : `planned in ${formatMs(plan.planningMs)}, `}executed in ${formatMs(plan.executionMs)}`
      : null;
  return html`<pre class="sql" tabindex="0" aria-label="Statement">${text}</pre>
    <h3>Plan <span class="muted">— ${planWords(plan)}${times ? `; ${times}` : nothing}</span></h3>
    <profiler-plan .root=${plan.root} .findings=${findings} .target=${target}></profiler-plan>
    <div class="actions">
      ${copy('Copy the statement', text)}${copy('Copy the plan as text', planText(plan.root))}${copy('Copy the plan as JSON', plan.json)}
    </div>`;
}
