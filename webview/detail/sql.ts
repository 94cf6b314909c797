import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Finding, QueryProfile, Severity, SqlOutcome } from '../../src/model.ts';
import { formatMs, plural } from '../../src/report/format.ts';
import type { Post } from '../post.ts';
import { averages } from './database-statements.ts';
import { noSql } from './no-sql.ts';
import { statement } from './statement.ts';
import { statementHead, statementRow } from './statement-row.ts';
import { waterfall } from './waterfall.ts';

type RecordedSql = Extract<SqlOutcome, { state: 'recorded' }>;

/** A statement, and a node of its plan by its path of child indexes from the root. */
export interface Target {
  fingerprint: string;
  node: number[];
}

/** One request's time in the database, and its statements, each to be opened for its plan. The dearest is open. */
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

  /** What belongs to every request, the dearest first; after it what may not belong to the endpoint at all. */
  private get queries(): QueryProfile[] {
    if (this.sql.state !== 'recorded') return [];
    const rank = ({ attribution }: QueryProfile) => (attribution === 'constant' ? 0 : 1);
    return this.sql.queries.toSorted((a, b) => rank(a) - rank(b) || b.msPerRequest - a.msPerRequest);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('sql')) this.open = new Set(this.queries.slice(0, 1).map(({ fingerprint }) => fingerprint));
    if (changed.has('target') && this.target) this.open = new Set([...this.open, this.target.fingerprint]);
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('target') && this.target) this.lead(this.target.fingerprint);
  }

  protected override render() {
    if (this.sql.state === 'not-recorded') {
      const { reason, averages: counted } = this.sql;
      return html`<div class="tab">${noSql(reason, this.post)}${averages(counted)}</div>`;
    }
    const { probes } = this.sql;
    if (this.queries.length === 0)
      return html`<div class="tab">
        <p>The endpoint sent no statement in ${plural(probes, 'probe')}.</p>
        ${vanished(this.sql)}${leftOut(this.sql)}
      </div>`;
    return html`<div class="tab">
      ${this.sql.waterfall ? waterfall(this.sql.waterfall, this.meanings(), (fingerprint) => this.show(fingerprint)) : nothing}
      <section aria-labelledby="statements-title">
        <h2 id="statements-title">Statements of one request</h2>
        ${this.table(this.queries, this.sql)}
        <p class="muted">Recorded during ${plural(probes, 'request')} sent one after the other.</p>
      </section>
      ${vanished(this.sql)}${leftOut(this.sql)}
    </div>`;
  }

  private table(queries: QueryProfile[], sql: RecordedSql) {
    const firstVarying = queries.find(({ attribution }) => attribution === 'varying');
    return html`<div class="scroll" tabindex="0" role="group" aria-label="Statements">
      <table class="statements">
        ${statementHead}
        ${queries.map(
          (query) =>
            html`${
              query === firstVarying
                ? html`<tbody>
                  <tr class="group"><th scope="rowgroup" colspan="6">Not the same in every request: may belong to something else</th></tr>
                </tbody>`
                : nothing
            }${this.rows(query, sql)}`,
        )}
      </table>
    </div>`;
  }

  private rows(query: QueryProfile, sql: RecordedSql) {
    const { fingerprint } = query;
    const isOpen = this.open.has(fingerprint);
    const findings = this.findings.filter((finding) => finding.fingerprint === fingerprint);
    const inTransaction =
      sql.waterfall?.statements.some((each) => each.fingerprint === fingerprint && each.inTransaction) ?? false;
    const target = this.target?.fingerprint === fingerprint ? this.target.node : null;
    return html`<tbody data-fingerprint=${fingerprint}>
      ${statementRow({ query, findings, inTransaction, isOpen, onToggle: () => this.toggle(fingerprint) })}
      ${
        isOpen
          ? html`<tr class="opened">
              <td colspan="6">
                <div class="opened-content">${statement(query, findings, target, this.post)}</div>
              </td>
            </tr>`
          : nothing
      }
    </tbody>`;
  }

  private meanings() {
    const worst = (of: string): Severity | null => {
      const found = this.findings.filter(({ fingerprint }) => fingerprint === of).map(({ severity }) => severity);
      return (['HIGH', 'MEDIUM', 'LOW'] as const).find((severity) => found.includes(severity)) ?? null;
    };
    return new Map(
      this.queries.map(({ fingerprint, text }) => [fingerprint, { text, severity: worst(fingerprint) }] as const),
    );
  }

  private toggle(fingerprint: string): void {
    const open = new Set(this.open);
    if (!open.delete(fingerprint)) open.add(fingerprint);
    this.open = open;
  }

  private show(fingerprint: string): void {
    this.open = new Set([...this.open, fingerprint]);
    this.lead(fingerprint);
  }

  private lead(fingerprint: string): void {
    // Opened, or the tab that holds it shown, a moment later.
    requestAnimationFrame(() => {
      const row = this.querySelector<HTMLElement>(`[data-fingerprint="${CSS.escape(fingerprint)}"]`);
      row?.scrollIntoView({ block: 'start' });
      row?.querySelector('button')?.focus({ preventScroll: true });
    });
  }
}

function vanished({ vanished: gone }: RecordedSql) {
  if (gone.length === 0) return nothing;
  return html`<section aria-labelledby="vanished-title">
    <h2 id="vanished-title">In the baseline, but no longer sent</h2>
    <ul class="uncertain">
      ${gone.map(
        ({ text, callsPerRequest, msPerCall }) => html`<li>
          <code>${text}</code>
          <span class="muted">${plural(callsPerRequest, 'call')} a request, ${formatMs(msPerCall)} each</span>
        </li>`,
      )}
    </ul>
  </section>`;
}

function leftOut({ uncertain }: RecordedSql) {
  if (uncertain.length === 0) return nothing;
  return html`<section aria-labelledby="left-out-title">
    <h2 id="left-out-title">Seen, but left out</h2>
    <p class="muted">
      ${uncertain.length === 1 ? 'It' : 'They'} ran, but never while a request was under way: the work of something else.
    </p>
    <ul class="uncertain">${uncertain.map((text) => html`<li><code>${text}</code></li>`)}</ul>
  </section>`;
}
