/** Where the ratios to the baseline lie, each bound with 95 % confidence, on an axis whose bands are the verdicts. */

import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import { type Comparison, type Estimate, leastRatios } from '../../src/model.ts';
import { intervalWords } from '../../src/report/comparison-wording.ts';

const width = 400;
const rowHeight = 22;
const labelWidth = 32;
/** Room for the last tick's word. */
const padding = 14;
const { LOW, MEDIUM, HIGH } = leastRatios;
const edges = [1 / HIGH, 1 / LOW, 1, LOW, MEDIUM, HIGH];
const bands = [
  { to: 1 / LOW, tone: 'good', name: 'FASTER' },
  { to: LOW, tone: 'neutral', name: 'OK' },
  { to: MEDIUM, tone: 'low', name: 'LOW' },
  { to: HIGH, tone: 'medium', name: 'MEDIUM' },
  { to: Number.POSITIVE_INFINITY, tone: 'high', name: 'HIGH' },
];

/** The words say the same; the picture says at a glance how far the interval is from the next verdict. */
export function intervalChart({ ratios, decidedBy }: Comparison): TemplateResult {
  const rows = (['p50', 'p95'] as const).map((name) => ({ name, ratio: ratios[name] }));
  const [from, to] = rangeOf(rows.map(({ ratio }) => ratio));
  const at = (ratio: number) => {
    const share = Math.log(Math.min(to, Math.max(from, ratio)) / from) / Math.log(to / from);
    return labelWidth + share * (width - labelWidth - padding);
  };
  const bottom = 16 + rows.length * rowHeight;
  const label = rows.map(({ name, ratio }) => `${name} ${intervalWords(ratio)} of the baseline`).join('; ');
  return html`<svg class="interval" role="img" aria-label=${label} viewBox="0 0 ${width} ${bottom + 16}">
    ${bands.map(({ to: end, tone, name }, index) => band(at(index === 0 ? from : bands[index - 1]!.to), at(end), bottom, tone, name))}
    ${edges.filter((edge) => edge > from && edge < to).map((edge) => tick(at(edge), bottom, edge))}
    ${rows.map(({ name, ratio }, index) => row(name, ratio, at, 16 + (index + 0.5) * rowHeight, name === decidedBy))}
  </svg>`;
}

/** As much of the axis as holds the intervals, with no change always in sight. */
function rangeOf(ratios: Estimate[]): [from: number, to: number] {
  const low = Math.min(...ratios.map((ratio) => ratio.low));
  const high = Math.max(...ratios.map((ratio) => ratio.high));
  return [Math.max(0.1, Math.min(0.7, low / 1.1)), Math.min(20, Math.max(1.7, high * 1.1))];
}

function band(fromX: number, toX: number, bottom: number, tone: string, name: string): SVGTemplateResult {
  const wide = toX - fromX;
  return svg`<g class="band tone-${tone}">
    <rect x=${fromX} y="14" width=${Math.max(0, wide)} height=${bottom - 14}></rect>
    ${wide > name.length * 7 ? svg`<text x=${(fromX + toX) / 2} y="9" text-anchor="middle">${name}</text>` : nothing}
  </g>`;
}

const tick = (x: number, bottom: number, ratio: number): SVGTemplateResult =>
  svg`<g class="tick"><line x1=${x} x2=${x} y1="14" y2=${bottom} class=${ratio === 1 ? 'same' : ''}></line>
    <text x=${x} y=${bottom + 12} text-anchor="middle">${Number(ratio.toFixed(2))}×</text></g>`;

function row(name: string, { value, low, high }: Estimate, at: (ratio: number) => number, y: number, decides: boolean) {
  return svg`<g class="ratio ${decides ? 'decides' : ''}">
    <text x="0" y=${y + 4}>${name}</text>
    <line x1=${at(low)} x2=${at(high)} y1=${y} y2=${y}></line>
    <line x1=${at(low)} x2=${at(low)} y1=${y - 4} y2=${y + 4}></line>
    <line x1=${at(high)} x2=${at(high)} y1=${y - 4} y2=${y + 4}></line>
    <circle cx=${at(value)} cy=${y} r="3.5"></circle>
  </g>`;
}
