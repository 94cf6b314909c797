import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Finding, PlanNode } from '../../src/model.ts';
import { formatCount, formatMs } from '../../src/report/format.ts';
import { severityChip } from '../badges.ts';
import { setStyle } from '../set-style.ts';
import {
  aliasOf,
  conditionWords,
  isVisible,
  type PlanRow,
  planRows,
  readWords,
  rowWords,
  selfTimeOf,
} from './plan-rows.ts';

/**
 * A plan as a compact tree. ARIA's treegrid: arrows up and down move, right and left open and close, Enter does either.
 */
@customElement('profiler-plan')
export class PlanTree extends LitElement {
  @property({ attribute: false }) root!: PlanNode;
  @property({ attribute: false }) findings: Finding[] = [];
  /** Read out for the tree. */
  @property() label = 'Plan';
  /** The node that a finding's Show led to. */
  @property({ attribute: false }) target: number[] | null = null;
  @state() private closed: ReadonlySet<string> = new Set();
  /** The one row that Tab reaches. */
  @state() private current = '';

  protected override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('root')) {
      this.closed = new Set();
      this.current = '';
    }
    if (changed.has('target') && this.target) this.current = this.target.join('.');
  }

  private get rows(): PlanRow[] {
    return planRows(this.root, this.findings).filter((row) => isVisible(row, this.closed));
  }

  protected override render() {
    const totalMs = selfTimeOf(this.root);
    return html`<div class="scroll">
      <table class="plan" role="treegrid" aria-label=${this.label} @keydown=${this.onKey}>
        <thead>
          <tr role="row">
            <th role="columnheader" scope="col">node</th>
            <th role="columnheader" scope="col">own time</th>
            <th role="columnheader" scope="col" class="number">rows: planned → real</th>
            <th role="columnheader" scope="col" class="number">loops</th>
            <th role="columnheader" scope="col">read</th>
          </tr>
        </thead>
        <tbody>
          ${this.rows.map((row) => this.row(row, totalMs))}
        </tbody>
      </table>
    </div>`;
  }

  private row(row: PlanRow, totalMs: number) {
    const { node, path, level, position, siblings, findings } = row;
    const leaf = node.children.length === 0;
    const share = totalMs > 0 && node.selfMs !== null ? node.selfMs / totalMs : 0;
    return html`<tr
      role="row"
      data-path=${path}
      class=${this.target?.join('.') === path ? 'shown' : nothing}
      aria-level=${level}
      aria-posinset=${position}
      aria-setsize=${siblings}
      aria-expanded=${leaf ? nothing : !this.closed.has(path)}
      tabindex=${path === this.current ? 0 : -1}
      @focus=${() => {
        this.current = path;
      }}
      @click=${() => this.toggle(row)}
    >
      <td role="gridcell" class="node" ${setStyle({ '--depth': String(level - 1) })}>
        <span class=${leaf ? 'twistie none' : 'twistie'} aria-hidden="true"></span>
        <span class="type">${node.type}</span>
        ${node.relation ? html`<strong>${node.relation}</strong>` : nothing} ${aliasOf(node) ?? nothing}
        ${node.index ? html`<span class="muted">using ${node.index}</span>` : nothing}
        <span class="muted condition">${conditionWords(node)}</span>
        ${findings.map(({ severity, title }) => html`<span class="on-node">${severityChip(severity)} ${title}</span>`)}
      </td>
      <td role="gridcell" class="own-time">
        <span class="bar" aria-hidden="true"><span ${setStyle({ width: `${share * 100}%` })}></span></span>
        <span>${node.selfMs === null ? '–' : formatMs(node.selfMs)}</span>
      </td>
      <td role="gridcell" class="number">${rowWords(node)}</td>
      <td role="gridcell" class="number">${formatCount(node.loops)}</td>
      <td role="gridcell">${readWords(node) || '–'}</td>
    </tr>`;
  }

  private toggle({ node, path }: PlanRow): void {
    if (node.children.length === 0) return;
    const closed = new Set(this.closed);
    if (!closed.delete(path)) closed.add(path);
    this.closed = closed;
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const { rows } = this;
    const at = rows.findIndex(({ path }) => path === this.current);
    const row = rows[at];
    if (!row) return;
    const isOpen = row.node.children.length > 0 && !this.closed.has(row.path);
    const parent = row.path.split('.').slice(0, -1).join('.');
    const moves: Record<string, () => void> = {
      ArrowDown: () => this.focusRow(rows[at + 1]?.path),
      ArrowUp: () => this.focusRow(rows[at - 1]?.path),
      Home: () => this.focusRow(rows[0]?.path),
      End: () => this.focusRow(rows.at(-1)?.path),
      ArrowRight: () => (isOpen ? this.focusRow(rows[at + 1]?.path) : this.toggle(row)),
      ArrowLeft: () => (isOpen ? this.toggle(row) : this.focusRow(parent)),
      Enter: () => this.toggle(row),
      ' ': () => this.toggle(row),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };

  private focusRow(path: string | undefined): void {
    if (path === undefined) return;
    this.current = path;
    this.querySelector<HTMLElement>(`tr[data-path="${path}"]`)?.focus();
  }
}
