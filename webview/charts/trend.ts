import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import uPlot from 'uplot';
import type { HistoryEntry } from '../../src/model.ts';
import { formatMoment, formatMs } from '../../src/report/format.ts';
import { ChartElement } from './chart-element.ts';
import type { Colours } from './colours.ts';
import { niceTicks } from './nice-ticks.ts';
import { valueAxisWidth } from './time-range.ts';

const worse = ['HIGH', 'MEDIUM', 'LOW'];

/** p50 and p95 from measurement to measurement, evenly spaced: when there were many, and when none, says little. */
@customElement('profiler-trend')
export class Trend extends ChartElement {
  @property({ attribute: false }) entries!: HistoryEntry[];

  protected readonly height = 200;

  protected describe(): string {
    const [first, last] = [this.entries[0]!, this.entries.at(-1)!];
    return `p95 of ${this.entries.length} measurements, from ${formatMs(first.p95Ms)} to ${formatMs(last.p95Ms)}. A table follows.`;
  }

  protected legend() {
    return html`<span class="key now">p95</span><span class="key baseline">p50</span
      ><span class="key failed">slower than the baseline</span>`;
  }

  protected data(): uPlot.AlignedData {
    return [
      this.entries.map((_, index) => index),
      this.entries.map(({ p95Ms }) => p95Ms),
      this.entries.map(({ p50Ms }) => p50Ms),
    ];
  }

  protected readout(index: number): string {
    const { measuredAt, commit, p50Ms, p95Ms, verdict } = this.entries[index]!;
    const at = commit ? `, ${commit.slice(0, 7)}` : '';
    return `${formatMoment(measuredAt)}${at}: p50 ${formatMs(p50Ms)}, p95 ${formatMs(p95Ms)}, ${verdict}`;
  }

  protected options(colours: Colours, width: number) {
    const { entries } = this;
    const highest = Math.max(...entries.map(({ p95Ms }) => p95Ms), 1e-9) * 1.15;
    const text = { stroke: colours.muted, font: `11px ${colours.font}`, ticks: { show: false } };
    const every = Math.ceil((entries.length * 110) / Math.max(1, width - valueAxisWidth));
    const points = { show: true, size: 6 };
    return {
      padding: [6, 0, 0, 8] as uPlot.Padding,
      scales: {
        x: { time: false, range: [-0.5, entries.length - 0.5] as uPlot.Range.MinMax },
        y: { range: [0, highest] as uPlot.Range.MinMax },
      },
      series: [
        {},
        { stroke: colours.now, width: 1.5, points: { ...points, fill: colours.now } },
        { stroke: colours.baseline, width: 1.5, points: { ...points, fill: colours.baseline } },
      ],
      axes: [
        {
          ...text,
          size: 26,
          gap: 4,
          grid: { show: false },
          border: { show: true, stroke: colours.grid, width: 1 },
          splits: () => entries.map((_, index) => index).filter((index) => (entries.length - 1 - index) % every === 0),
          values: (_: uPlot, splits: number[]) => splits.map((index) => formatMoment(entries[index]!.measuredAt)),
        },
        {
          ...text,
          side: 1 as const,
          size: valueAxisWidth,
          gap: 6,
          grid: { stroke: colours.grid, width: 1 },
          splits: () => niceTicks(0, highest, 6),
          values: (_: uPlot, splits: number[]) => splits.map((value) => (value === 0 ? '0' : formatMs(value))),
        },
      ],
      hooks: { draw: [(plot: uPlot) => markWorse(plot, entries, colours)] },
    };
  }
}

/** A cross, not a colour alone. */
function markWorse(plot: uPlot, entries: HistoryEntry[], colours: Colours): void {
  const { ctx } = plot;
  const px = uPlot.pxRatio;
  ctx.save();
  ctx.strokeStyle = colours.high;
  ctx.lineWidth = 2 * px;
  for (const [index, { verdict, p95Ms }] of entries.entries()) {
    if (!worse.includes(verdict)) continue;
    const [x, y] = [plot.valToPos(index, 'x', true), plot.valToPos(p95Ms, 'y', true)];
    ctx.beginPath();
    for (const [dx, dy] of [
      [-5, -5, 5, 5],
      [-5, 5, 5, -5],
    ].map(([a, b]) => [a! * px, b! * px])) {
      ctx.moveTo(x + dx!, y + dy!);
      ctx.lineTo(x - dx!, y - dy!);
    }
    ctx.stroke();
  }
  ctx.restore();
}
