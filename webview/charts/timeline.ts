import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type uPlot from 'uplot';
import type { ColdStart, Timeline } from '../../src/model.ts';
import { formatMs } from '../../src/report/format.ts';
import { coldWords } from '../../src/report/wording.ts';
import { ChartElement } from './chart-element.ts';
import { drawColdStarts } from './cold-marks.ts';
import type { Colours } from './colours.ts';
import { logTicks } from './log-ticks.ts';
import { timeRange, valueAxisWidth } from './time-range.ts';
import { drawDots, drawPhaseNames, shadeRounds } from './timeline-drawing.ts';

/** Every request by when it was sent and how long it took; cold starts stand apart as diamonds. */
@customElement('profiler-timeline')
export class TimelineChart extends ChartElement {
  @property({ attribute: false }) timeline!: Timeline;
  @property({ attribute: false }) cold!: ColdStart[];

  protected readonly height = 200;
  protected override readonly shared = 'time';

  protected describe(): string {
    const starts = this.cold.map(coldWords).join(', ');
    return `Every request over time on a logarithmic axis. Cold starts: ${starts || 'none'}. A table follows.`;
  }

  protected legend() {
    return html`
      <span class="key now">steady</span><span class="key warm-up">warm-up and probes, not counted</span>
      <span class="key failed">failed</span>
      ${this.cold.length > 0 ? html`<span class="key cold">cold start</span>` : html`<span>no cold start seen</span>`}
    `;
  }

  /** In order of time, as uPlot wants it; `order` leads back to the timeline's rows. */
  private get order(): number[] {
    const { atMs } = this.timeline;
    return atMs.map((_, row) => row).sort((a, b) => atMs[a]! - atMs[b]!);
  }

  protected data(): uPlot.AlignedData {
    const { order, timeline } = this;
    return [order.map((row) => timeline.atMs[row]!), order.map((row) => timeline.latencyMs[row]!)];
  }

  protected readout(index: number): string {
    const { timeline } = this;
    const row = this.order[index];
    if (row === undefined) return '';
    const name = timeline.phases[timeline.phase[row]!]?.name ?? 'request';
    const failed = timeline.ok[row] ? '' : ', failed';
    return `${name} at ${formatMs(timeline.atMs[row]!)}: ${formatMs(timeline.latencyMs[row]!)}${failed}`;
  }

  protected options(colours: Colours, width: number) {
    const { timeline, cold } = this;
    const latencies = [...timeline.latencyMs, ...cold.map(({ latencyMs }) => latencyMs)].filter((ms) => ms > 0);
    const [low, high] = latencies.length === 0 ? [1, 10] : extent(latencies);
    const range = timeRange(timeline.phases);
    return {
      padding: [6, 0, 0, 0] as uPlot.Padding,
      scales: {
        x: { time: false, range: range as uPlot.Range.MinMax },
        y: { distr: 3 as const, range: [low * 0.8, high * 1.5] as uPlot.Range.MinMax },
      },
      series: [{}, { paths: () => null, points: { show: false } }],
      axes: [
        { show: true, size: 20, splits: () => [], grid: { show: false }, ticks: { show: false } },
        {
          side: 1 as const,
          size: valueAxisWidth,
          gap: 6,
          stroke: colours.muted,
          font: `11px ${colours.font}`,
          grid: { stroke: colours.grid, width: 1 },
          ticks: { show: false },
          splits: () => logTicks(low * 0.8, high * 1.5, 4),
          filter: (_: uPlot, splits: number[]) => splits,
          values: (_: uPlot, splits: number[]) => splits.map((ms) => (ms >= 1000 ? `${ms / 1000} s` : `${ms} ms`)),
        },
      ],
      hooks: {
        drawClear: [(plot: uPlot) => shadeRounds(plot, timeline.phases, colours)],
        draw: [
          (plot: uPlot) => {
            drawDots(plot, timeline, colours);
            drawPhaseNames(plot, timeline.phases, colours, width);
            drawColdStarts(plot, cold, range[0] / 2, colours);
          },
        ],
      },
    };
  }
}

function extent(values: number[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}
