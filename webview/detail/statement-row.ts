import { html, nothing, type TemplateResult } from 'lit';
import type { Finding, QueryProfile, Spread } from '../../src/model.ts';
import { formatMean, formatMs, formatMsValue } from '../../src/report/format.ts';
import { planSource } from '../../src/report/sql-wording.ts';
import { chip, severityChip } from '../badges.ts';

export interface StatementRow {
  query: QueryProfile;
  findings: Finding[];
  inTransaction: boolean;
  isOpen: boolean;
  onToggle: () => void;
}

export const statementHead = html`<thead>
  <tr>
    <th scope="col">statement</th>
    <th scope="col" class="number">calls a request</th>
    <th scope="col" class="number">a call</th>
    <th scope="col" class="number">a request</th>
    <th scope="col" class="number">rows a call</th>
    <th scope="col">plan</th>
  </tr>
</thead>`;

/** A statement in figures. What was found stands below its text; once it is open, its content says more of it. */
export function statementRow({ query, findings, inTransaction, isOpen, onToggle }: StatementRow): TemplateResult {
  const { text, callsPerRequest: calls, msPerCall } = query;
  return html`<tr class="statement">
    <th scope="row">
      <button class="opener" aria-expanded=${isOpen} @click=${onToggle}>
        <span class="twistie" aria-hidden="true"></span><code class="one-line">${text}</code>
      </button>
      ${marks(query, inTransaction)}
      ${
        isOpen
          ? nothing
          : findings.map(
              ({ severity, title }) => html`<span class="on-statement">${severityChip(severity)} ${title}</span>`,
            )
      }
    </th>
    <td class="number">${formatMean(calls.median)}${range(calls, formatMean)}</td>
    <td class="number">${formatMs(msPerCall.median)}${range(msPerCall, formatMsValue)}</td>
    <td class="number">${formatMs(query.msPerRequest)}</td>
    <td class="number">${formatMean(query.rowsPerCall)}</td>
    <td>${planSource(query.plan)}</td>
  </tr>`;
}

const range = ({ min, max }: Spread, format: (value: number) => string) =>
  min === max ? nothing : html` <span class="muted">(${format(min)}–${format(max)})</span>`;

function marks({ duplicateCallsPerRequest, before, proofs }: QueryProfile, inTransaction: boolean) {
  const proven = proofs.some(({ state }) => state === 'proven');
  const changed = before?.state === 'known' && before.steps.length > 0;
  const words = [
    duplicateCallsPerRequest > 0 ? `${formatMean(duplicateCallsPerRequest)} repeated` : '',
    inTransaction ? 'in a transaction' : '',
    before?.state === 'new' ? 'new since the baseline' : '',
    changed ? 'plan changed' : '',
    proven ? 'index proven' : '',
  ].filter(Boolean);
  return words.length > 0 ? html`<span class="marks">${words.map((text) => chip('neutral', text))}</span>` : nothing;
}
