import { html, nothing, type TemplateResult } from 'lit';
import type { Finding, MeasuredProfile } from '../../src/model.ts';
import { severityChip } from '../badges.ts';
import { button } from '../components.ts';

/** The reasons, those that cost most first. Show leads to the statement. */
export function findings({ findings: own, sql }: MeasuredProfile, show: (finding: Finding) => void): TemplateResult {
  return html`<section aria-labelledby="why-title">
    <h2 id="why-title">Why</h2>
    ${
      own.length === 0
        ? html`<p class="muted">
            Nothing stands out${sql.state === 'recorded' ? '' : ', as far as can be seen without the SQL'}.
          </p>`
        : html`<ul class="findings">${own.toSorted(byImpact).map((finding) => row(finding, sql, show))}</ul>`
    }
  </section>`;
}

const rank = { HIGH: 0, MEDIUM: 1, LOW: 2 };
const byImpact = (a: Finding, b: Finding) => b.impactMs - a.impactMs || rank[a.severity] - rank[b.severity];

function row(finding: Finding, sql: MeasuredProfile['sql'], show: (finding: Finding) => void) {
  const query =
    sql.state === 'recorded' ? sql.queries.find((each) => each.fingerprint === finding.fingerprint) : undefined;
  return html`<li class="finding">
    <div>${severityChip(finding.severity)}</div>
    <div>
      <p><strong>${finding.title}.</strong> ${finding.why} ${finding.advice}</p>
      ${query ? html`<p class="muted"><code class="one-line">${query.text}</code></p>` : nothing}
    </div>
    ${
      query
        ? button({ label: 'Show', fullLabel: `Show the statement: ${finding.title}`, onPress: () => show(finding) })
        : nothing
    }
  </li>`;
}
