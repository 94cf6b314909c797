import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import uPlot from 'uplot';
import type { Bucket, MeasuredProfile, Summary } from '../../src/model.ts';
import { formatCount, formatMs, formatMsValue, formatShare } from '../../src/report/format.ts';
import { ChartElement } from './chart-element.ts';
import type { Colours } from './colours.ts';
import { axisEndMs, barsOf, totalOf } from './histogram-bars.ts';
import { logTicks } from './log-ticks.ts';
import { drawPercentiles } from './percentile-lines.ts';

/** How long the steady requests took, on a logarithmic axis, laid over the baseline. */
@customElement('profiler-histogram')
export class Histogram extends ChartElement {
  @property({ attribute: false }) distribution!: MeasuredProfile['distribution'];
  @property({ attribute: false }) summary!: Pick<Summary, 'count' | 'p50Ms' | 'p95Ms' | 'p99Ms' | 'maxMs'>;
  /** What the bars are of. */
  @property() subject = 'now';

  protected readonly height = 210;

  protected describe(): string {
    const { p50Ms, p95Ms, p99Ms, count } = this.summary;
    const percentiles = `p50 ${formatMs(p50Ms)}, p95 ${formatMs(p95Ms)}, p99 ${formatMs(p99Ms)}`;
    return `Histogram of the latencies of ${formatCount(count)} steady requests: ${percentiles}. A table follows.`;
  }

  protected legend() {
    return html`
      <span class="key now">${this.subject}</span>
      ${this.distribution.baseline ? html`<span class="key baseline">baseline</span>` : nothing}
      <span>steady requests only, logarithmic axis${this.beyond()}</span>
    `;
  }

  protected data(): uPlot.AlignedData {
    const { now } = this.distribution;
    return [now.map(({ fromMs, toMs }) => Math.sqrt(Math.max(fromMs, 1e-3) * toMs)), now.map(({ count }) => count)];
  }

  protected readout(index: number): string {
    const { now, baseline } = this.distribution;
    const bucket = now[index]!;
    const before = baseline?.find(({ fromMs }) => fromMs === bucket.fromMs);
    const counted = (own: Bucket, all: Bucket[]) =>
      `${formatCount(own.count)} (${formatShare(own.count / totalOf(all))})`;
    const then = before && baseline ? `, baseline ${counted(before, baseline)}` : '';
    return `${formatMsValue(bucket.fromMs)} – ${formatMs(bucket.toMs)}: ${this.subject} ${counted(bucket, now)}${then}`;
  }

  protected options(colours: Colours, width: number) {
    const { now, baseline } = this.distribution;
    const [from, to] = [Math.max(now[0]?.fromMs ?? 0.1, 1e-3), axisEndMs(now)];
    const bars = { now: barsOf(now), baseline: baseline ? barsOf(baseline) : [] };
    const highest = Math.max(...[...bars.now, ...bars.baseline].map(({ density }) => density), 1e-9);
    return {
      padding: [0, 0, 0, 0] as uPlot.Padding,
      scales: {
        x: { time: false, distr: 3 as const, range: [from, to] as uPlot.Range.MinMax },
        y: { range: [0, highest * 1.22] as uPlot.Range.MinMax },
      },
      series: [{}, { paths: () => null, points: { show: false } }],
      axes: [
        {
          stroke: colours.muted,
          font: `11px ${colours.font}`,
          size: 26,
          gap: 4,
          grid: { show: false },
          ticks: { stroke: colours.grid, width: 1, size: 4 },
          border: { show: true, stroke: colours.grid, width: 1 },
          // Labels are centred on their ticks: the outermost need room to stand.
          splits: () =>
            logTicks(from * (to / from) ** (22 / width), to * (from / to) ** (22 / width), Math.floor(width / 72)),
          filter: (_: uPlot, splits: number[]) => splits,
          values: (_: uPlot, splits: number[]) => splits.map(tickLabel),
        },
        { show: false },
      ],
      hooks: {
        draw: [
          (plot: uPlot) => {
            fillBars(plot, bars.baseline, colours.baseline, 1);
            fillBars(plot, bars.now, colours.now, 0.85);
            outlineBars(plot, bars.baseline, colours.muted);
            drawPercentiles(plot, this.summary, colours);
          },
        ],
      },
    };
  }

  /** The few slowest are told in words, so that they do not squeeze all the others together. */
  private beyond(): string {
    const last = this.distribution.now.at(-1);
    if (!last || last.count === 0 || last.toMs <= axisEndMs(this.distribution.now)) return '';
    return `; ${formatCount(last.count)} beyond it, up to ${formatMs(this.summary.maxMs)}`;
  }
}

function fillBars(plot: uPlot, bars: ReturnType<typeof barsOf>, colour: string, opacity: number): void {
  const { ctx } = plot;
  const { left, top, width, height } = plot.bbox;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.fillStyle = colour;
  ctx.globalAlpha = opacity;
  const floor = plot.valToPos(0, 'y', true);
  for (const { fromMs, toMs, density } of bars) {
    if (density === 0) continue;
    const start = plot.valToPos(fromMs, 'x', true);
    const end = plot.valToPos(toMs, 'x', true);
    const gap = Math.min(uPlot.pxRatio, (end - start) * 0.15);
    // A single request still shows.
    const tall = Math.max(floor - plot.valToPos(density, 'y', true), uPlot.pxRatio);
    ctx.fillRect(start, floor - tall, end - start - gap, tall);
  }
  ctx.restore();
}

/** The baseline's shape also where the bars of now stand before it. */
function outlineBars(plot: uPlot, bars: ReturnType<typeof barsOf>, colour: string): void {
  if (bars.length === 0) return;
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.strokeStyle = colour;
  ctx.globalAlpha = 0.8;
  ctx.lineWidth = uPlot.pxRatio;
  ctx.beginPath();
  for (const { fromMs, toMs, density } of bars) {
    const y = Math.round(plot.valToPos(density, 'y', true));
    ctx.lineTo(plot.valToPos(fromMs, 'x', true), y);
    ctx.lineTo(plot.valToPos(toMs, 'x', true), y);
  }
  ctx.stroke();
  ctx.restore();
}

const tickLabel = (ms: number): string => (ms >= 1000 ? `${ms / 1000} s` : `${ms} ms`);
