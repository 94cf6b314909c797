import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Severity, Waterfall } from '../../src/model.ts';
import { formatMs, plural } from '../../src/report/format.ts';
import { waterfallWords } from '../../src/report/sql-wording.ts';
import { setStyle } from '../set-style.ts';
import { niceTicks } from './nice-ticks.ts';
import { type Bar, barsOf, endMs, transactionsOf } from './waterfall-lanes.ts';

/** What the waterfall has to know of a statement. */
export interface BarMeaning {
  text: string;
  /** The worst of what was found about it. */
  severity: Severity | null;
}

const mostTicks = 6;
/** A tick further right has its label on its left. */
const lateShare = 0.85;

/** When the statements of one request ran: bars on its time, the gaps between them are the handler's. */
@customElement('profiler-waterfall')
export class WaterfallChart extends LitElement {
  @property({ attribute: false }) waterfall!: Waterfall;
  @property({ attribute: false }) meanings!: ReadonlyMap<string, BarMeaning>;
  /** A bar's statement is to be shown. */
  @property({ attribute: false }) show!: (fingerprint: string) => void;
  @state() private pointed: Bar | null = null;

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render() {
    const { waterfall } = this;
    const toMs = endMs(waterfall) || 1;
    const percent = (ms: number) => `${(ms / toMs) * 100}%`;
    const bars = barsOf(waterfall);
    const lanes = Math.max(1, ...bars.map(({ lane }) => lane + 1));
    return html`
      <div class="legend" aria-hidden="true">${this.legend(bars)}<span class=${this.pointed ? 'readout' : 'readout hint'}>${this.readout()}</span></div>
      <div
        class="bars"
        role="img"
        aria-label=${`When the statements of one request ran. ${waterfallWords(waterfall)}`}
        ${setStyle({ '--lanes': String(lanes) })}
        @mouseleave=${() => {
          this.pointed = null;
        }}
      >
        <div class="request" ${setStyle({ width: percent(waterfall.probeMs) })}></div>
        ${bars.map((bar) => this.bar(bar, percent))}
        ${transactionsOf(waterfall).map(
          ({ fromMs, toMs }) =>
            html`<div class="transaction" ${setStyle({ left: percent(fromMs), width: percent(toMs - fromMs) })}></div>`,
        )}
        ${niceTicks(0, toMs, mostTicks).map((ms) => {
          const late = ms / toMs > lateShare;
          return html`<div class=${late ? 'tick late' : 'tick'} ${setStyle({ left: percent(ms) })}>
            <span>${formatMs(ms)}</span>
          </div>`;
        })}
      </div>
    `;
  }

  private bar(bar: Bar, percent: (ms: number) => string) {
    const { fingerprint, atMs, durationMs, lane } = bar;
    const severity = this.meanings.get(fingerprint)?.severity;
    return html`<div
      class=${['bar-of', severity ? `tone-${severity.toLowerCase()}` : '', this.pointed?.fingerprint === fingerprint ? 'pointed' : ''].join(' ')}
      ${setStyle({ left: percent(atMs), width: percent(durationMs), '--lane': String(lane) })}
      @mouseenter=${() => {
        this.pointed = bar;
      }}
      @click=${() => this.show(fingerprint)}
    ></div>`;
  }

  private legend(bars: Bar[]) {
    const severities = new Set(bars.map(({ fingerprint }) => this.meanings.get(fingerprint)?.severity ?? null));
    const shown = (['HIGH', 'MEDIUM', 'LOW'] as const).filter((severity) => severities.has(severity));
    return html`
      ${severities.has(null) ? html`<span class="key now">in the database</span>` : nothing}
      ${shown.map(
        (severity) =>
          html`<span class="key tone-${severity.toLowerCase()}">in the database, finding: ${severity}</span>`,
      )}
      <span class="key elsewhere">in the handler</span>
      ${bars.some(({ inTransaction }) => inTransaction) ? html`<span class="key transaction">transaction open</span>` : nothing}
      ${this.waterfall.leftOut > 0 ? html`<span>${plural(this.waterfall.leftOut, 'more statement')} not drawn</span>` : nothing}
    `;
  }

  private readout(): string {
    const { pointed } = this;
    if (!pointed) return 'Each bar is a statement: point at it to read it, click it to open it.';
    const text = this.meanings.get(pointed.fingerprint)?.text ?? '';
    const { atMs, durationMs, rows } = pointed;
    return `at ${formatMs(atMs)}, ${formatMs(durationMs)}, ${plural(rows, 'row')}: ${text.replace(/\s+/g, ' ')}`;
  }
}
