import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Finding, QueryProfile, SqlOutcome } from '../../src/model.ts';
import { formatMean, formatMs, plural } from '../../src/report/format.ts';
import { noSqlWords } from '../../src/report/warning-wording.ts';
import { attributionWords } from '../../src/report/wording.ts';
import { chip, severityChip } from '../badges.ts';
import { button } from '../components.ts';
import type { Post } from '../post.ts';
import { statement } from './statement.ts';

/** A statement, and a node of its plan by its path of child indexes from the root. */
export interface Target {
  fingerprint: string;
  node: number[];
}

/** The statements of one request, each to be opened for its plan. The dearest is open. */
@customElement('profiler-sql')
export class Sql extends LitElement {
  @property({ attribute: false }) sql!: SqlOutcome;
  @property({ attribute: false }) findings!: Finding[];
  @property({ attribute: false }) target: Target | null = null;
  @property({ attribute: false }) post: Post = null;
  @state() private open: ReadonlySet<string> = new Set();

  protected override createRenderRoot(): this {
    return this;
  }

  private get queries(): QueryProfile[] {
    return this.sql.state === 'recorded' ? this.sql.queries.toSorted((a, b) => b.msPerRequest - a.msPerRequest) : [];
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('sql')) this.open = new Set(this.queries.slice(0, 1).map(({ fingerprint }) => fingerprint));
    if (changed.has('target') && this.target) this.open = new Set([...this.open, this.target.fingerprint]);
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('target') || !this.target) return;
    const row = this.querySelector<HTMLElement>(`[data-fingerprint="${CSS.escape(this.target.fingerprint)}"]`);
    // The tab that holds it is shown a moment later.
    requestAnimationFrame(() => {
      row?.scrollIntoView({ block: 'start' });
      row?.querySelector('button')?.focus({ preventScroll: true });
    });
  }

  protected override render() {
    if (this.sql.state === 'not-recorded') return this.absent(this.sql.reason);
    const { probes, uncertain } = this.sql;
    if (this.queries.length === 0)
      return html`<p class="tab">The endpoint sent no statement in ${plural(probes, 'probe')}.</p>`;
    return html`<div class="tab">
      <h2>Statements of one request</h2>
      <div class="scroll" tabindex="0" role="group" aria-label="Statements">
        <table class="statements">
          <thead>
            <tr>
              <th scope="col">statement</th>
              <th scope="col" class="number">calls a request</th>
              <th scope="col" class="number">a call</th>
              <th scope="col" class="number">a request</th>
              <th scope="col" class="number">rows a call</th>
              <th scope="col">belongs to</th>
            </tr>
          </thead>
          ${this.queries.map((query) => this.rows(query))}
        </table>
      </div>
      <p class="muted">Recorded during ${plural(probes, 'request')} sent one after the other.</p>
      ${
        uncertain.length > 0
          ? html`<h2>Seen, but left out</h2>
              <p class="muted">These may belong to something else than this endpoint.</p>
              <ul class="uncertain">${uncertain.map((text) => html`<li><code>${text}</code></li>`)}</ul>`
          : nothing
      }
    </div>`;
  }

  private rows(query: QueryProfile) {
    const { fingerprint, callsPerRequest: calls, duplicateCallsPerRequest: duplicates } = query;
    const isOpen = this.open.has(fingerprint);
    const findings = this.findings.filter((finding) => finding.fingerprint === fingerprint);
    const range = calls.min === calls.max ? nothing : html` <span class="muted">(${calls.min} – ${calls.max})</span>`;
    return html`<tbody data-fingerprint=${fingerprint}>
      <tr class="statement">
        <th scope="row">
          <button class="opener" aria-expanded=${isOpen} @click=${() => this.toggle(fingerprint)}>
            <span class="twistie" aria-hidden="true"></span><code class="one-line">${query.text}</code>
          </button>
          ${findings.map(({ severity, title }) => html`<span class="on-statement">${severityChip(severity)} ${title}</span>`)}
        </th>
        <td class="number">${formatMean(calls.median)}${range}</td>
        <td class="number">${formatMs(query.msPerCall.median)}</td>
        <td class="number">${formatMs(query.msPerRequest)}</td>
        <td class="number">${formatMean(query.rowsPerCall)}</td>
        <td>
          ${attributionWords(query)}${duplicates > 0 ? html` ${chip('neutral', `${formatMean(duplicates)} repeated`)}` : nothing}
        </td>
      </tr>
      ${
        isOpen
          ? html`<tr class="opened">
              <td colspan="6">
                <div class="opened-content">${statement(query, findings, this.targetNode(fingerprint), this.post)}</div>
              </td>
            </tr>`
          : nothing
      }
    </tbody>`;
  }

  private targetNode(fingerprint: string): number[] | null {
    return this.target?.fingerprint === fingerprint ? this.target.node : null;
  }

  private toggle(fingerprint: string): void {
    const open = new Set(this.open);
    if (!open.delete(fingerprint)) open.add(fingerprint);
    this.open = open;
  }

  private absent(reason: Parameters<typeof noSqlWords>[0]) {
    const { message, nextStep } = noSqlWords(reason);
    const { post } = this;
    const mendedByConfig = reason.kind === 'no-database-configured' || reason.kind === 'nothing-passed-the-tap';
    return html`<section class="notice">
      <h2>${message}</h2>
      <p>${nextStep}</p>
      ${
        post && mendedByConfig
          ? html`<div class="actions">
              ${button({ label: 'Open the configuration', primary: true, onPress: () => post({ type: 'open-config' }) })}
            </div>`
          : nothing
      }
    </section>`;
  }
}
