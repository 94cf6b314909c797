import { html, nothing, svg, type TemplateResult } from 'lit';

const width = 72;
const height = 22;

/** How p95 went in the last measurements, in the size of a word, from 0 on; nothing for a single one. */
export function trendLine(p95Ms: number[]): TemplateResult | typeof nothing {
  if (p95Ms.length < 2) return nothing;
  const highest = Math.max(...p95Ms, 1e-9);
  const points = p95Ms.map((ms, index) => ({
    x: 3 + (index / (p95Ms.length - 1)) * (width - 6),
    y: height - 3 - (ms / highest) * (height - 6),
  }));
  const last = points.at(-1)!;
  return html`<svg class="trend-line" width=${width} height=${height} viewBox="0 0 ${width} ${height}" aria-hidden="true">
    <polyline points=${points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}></polyline>
    ${svg`<circle cx=${last.x} cy=${last.y} r="2.5"></circle>`}
  </svg>`;
}
