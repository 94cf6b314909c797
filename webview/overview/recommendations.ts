import { html, nothing, type TemplateResult } from 'lit';
import type { Recommendation } from '../../src/model.ts';
import { severityChip } from '../badges.ts';
import { button } from '../components.ts';
import type { Post } from '../post.ts';

/** More than this nobody reads at once. */
const atFirst = 5;

/** What to do, in the order in which it pays, each with the figures that say so. */
export function recommendations(all: Recommendation[], post: Post): TemplateResult | typeof nothing {
  if (all.length === 0) return nothing;
  const rest = all.slice(atFirst);
  return html`<section aria-labelledby="recommendations-title">
    <h2 id="recommendations-title">What to do first</h2>
    <ol class="findings">${all.slice(0, atFirst).map((one) => item(one, post))}</ol>
    ${
      rest.length === 0
        ? nothing
        : html`<details class="as-table">
            <summary>${rest.length} more</summary>
            <ol class="findings" start=${atFirst + 1}>${rest.map((one) => item(one, post))}</ol>
          </details>`
    }
  </section>`;
}

function item({ priority, title, advice, code, evidence }: Recommendation, post: Post): TemplateResult {
  return html`<li class="finding">
    <div>${severityChip(priority)}</div>
    <div>
      <p><strong>${title}.</strong> ${advice}</p>
      ${code === null ? nothing : html`<pre class="ddl"><code>${code}</code></pre>`}
      <ul class="evidence">
        ${evidence.map(({ endpoint, figure }) => html`<li>${endpoint === null ? nothing : html`<code>${endpoint}</code>: `}${figure}</li>`)}
      </ul>
    </div>
    ${
      post && code !== null
        ? button({ label: 'Copy', fullLabel: `Copy: ${title}`, onPress: () => post({ type: 'copy', text: code }) })
        : nothing
    }
  </li>`;
}
