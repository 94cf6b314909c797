import { html, nothing, type TemplateResult } from 'lit';
import type { IndexProof, QueryProfile } from '../../src/model.ts';
import { proofWords } from '../../src/report/sql-wording.ts';
import { button } from '../components.ts';
import type { Post } from '../post.ts';
import './plan-tree.ts';

/** What is known of indexes that would serve a statement: the statement to copy only of those that may help. */
export const indexProofs = ({ proofs }: QueryProfile, post: Post): TemplateResult[] =>
  proofs.map((proof) => indexProof(proof, post));

function indexProof(proof: IndexProof, post: Post): TemplateResult {
  const { title, text } = proofWords(proof);
  if (proof.state === 'no-gain') return html`<p class="muted">${title}. ${text}</p>`;
  const { ddl } = proof;
  return html`<div class=${proof.state === 'proven' ? 'proof proven' : 'proof'}>
    <p><strong>${title}.</strong> ${text}</p>
    <div class="ddl">
      <pre tabindex="0" aria-label="Statement that makes the index">${ddl}</pre>
      ${post ? button({ label: 'Copy DDL', fullLabel: `Copy DDL: ${ddl}`, onPress: () => post({ type: 'copy', text: ddl }) }) : nothing}
    </div>
    ${
      post && proof.state === 'proposed'
        ? html`<div class="actions">
            ${button({ label: 'Prove an index…', fullLabel: `Prove an index on ${proof.table}…`, onPress: () => post({ type: 'prove-indexes' }) })}
          </div>`
        : nothing
    }
    ${
      proof.state === 'proven'
        ? html`<details class="as-table">
            <summary>Show the plan with the index</summary>
            <profiler-plan .root=${proof.planAfter} label="Plan with the index"></profiler-plan>
          </details>`
        : nothing
    }
  </div>`;
}
