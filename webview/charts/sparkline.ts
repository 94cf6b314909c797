import { html, svg, type TemplateResult } from 'lit';
import type { MeasuredProfile } from '../../src/model.ts';
import { barsOf } from './histogram-bars.ts';

/** One logarithmic axis for all rows of a table. */
export interface SharedAxis {
  fromMs: number;
  toMs: number;
}

export function sharedAxis(profiles: MeasuredProfile[]): SharedAxis {
  const fromMs = Math.min(...profiles.map(({ summary }) => Math.max(summary.minMs, 1e-3)));
  const toMs = Math.max(...profiles.map(({ summary }) => summary.p999Ms));
  return profiles.length === 0 ? { fromMs: 1, toMs: 10 } : { fromMs: fromMs / 1.1, toMs: Math.max(toMs, fromMs) * 1.1 };
}

const width = 132;
const height = 22;
const columns = 44;

/** The shape of a distribution in the size of a word; the numbers stand beside it. */
export function sparkline({ distribution }: MeasuredProfile, { fromMs, toMs }: SharedAxis): TemplateResult {
  const position = (ms: number) => Math.log(ms / fromMs) / Math.log(toMs / fromMs);
  const heights = new Array<number>(columns).fill(0);
  for (const bar of barsOf(distribution.now)) {
    const middle = position(Math.sqrt(bar.fromMs * bar.toMs));
    const column = Math.max(0, Math.min(columns - 1, Math.floor(middle * columns)));
    heights[column] = heights[column]! + bar.density * Math.log10(bar.toMs / bar.fromMs);
  }
  const highest = Math.max(...heights, 1e-9);
  const step = width / columns;
  return html`<svg class="sparkline" width=${width} height=${height} viewBox="0 0 ${width} ${height}" aria-hidden="true">
    <line x1="0" x2=${width} y1=${height - 0.5} y2=${height - 0.5}></line>
    ${heights.map((share, column) => {
      const tall = share === 0 ? 0 : Math.max(1, (share / highest) * (height - 2));
      return svg`<rect x=${column * step} y=${height - 1 - tall} width=${step - 0.5} height=${tall}></rect>`;
    })}
  </svg>`;
}
