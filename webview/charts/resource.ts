import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type uPlot from 'uplot';
import type { Phase } from '../../src/model.ts';
import { formatDuration } from '../../src/report/format.ts';
import { ChartElement } from './chart-element.ts';
import type { Colours } from './colours.ts';
import { niceTicks } from './nice-ticks.ts';
import { timeRange, valueAxisWidth } from './time-range.ts';

/** One figure of the server's processes over time, below the timeline and on its axis. */
@customElement('profiler-resource')
export class ResourceChart extends ChartElement {
  @property() name!: string;
  /** What is said of the whole: `153 MB at most`. */
  @property() summary!: string;
  @property({ attribute: false }) atMs!: number[];
  @property({ attribute: false }) values!: number[];
  @property({ attribute: false }) phases!: Phase[];
  @property({ attribute: false }) format!: (value: number) => string;
  /** Short: what the axis has room for. */
  @property({ attribute: false }) tick!: (value: number) => string;
  /** The last of the charts below each other tells the time. */
  @property({ type: Boolean }) timed = false;

  protected get height(): number {
    return this.timed ? 92 : 70;
  }

  protected override readonly shared = 'time';

  protected describe(): string {
    return `${this.name} over time: ${this.summary}. A table follows.`;
  }

  protected legend() {
    return html`<span><strong>${this.name}</strong> ${this.summary}</span>`;
  }

  protected data(): uPlot.AlignedData {
    return [this.atMs, this.values];
  }

  protected readout(index: number): string {
    return `${formatDuration(this.atMs[index]!)}: ${this.format(this.values[index]!)}`;
  }

  protected options(colours: Colours, width: number) {
    const [, toMs] = timeRange(this.phases);
    const highest = Math.max(...this.values, 1e-9);
    const text = { stroke: colours.muted, font: `11px ${colours.font}` };
    return {
      padding: [6, 0, this.timed ? 0 : 6, 0] as uPlot.Padding,
      scales: {
        x: { time: false, range: timeRange(this.phases) as uPlot.Range.MinMax },
        y: { range: [0, highest * 1.1] as uPlot.Range.MinMax },
      },
      series: [
        {},
        { stroke: colours.now, width: 1.5, fill: colours.shade, points: { show: this.values.length < 2, size: 4 } },
      ],
      axes: [
        {
          ...text,
          show: this.timed,
          size: 22,
          gap: 4,
          grid: { show: false },
          ticks: { show: true, stroke: colours.grid, size: 4 },
          splits: () => niceTicks(0, toMs, Math.floor(width / 90), timeSteps).filter((ms) => ms < toMs * 0.97),
          values: (_: uPlot, splits: number[]) => splits.map((ms) => (ms === 0 ? '0' : formatDuration(ms))),
        },
        {
          ...text,
          side: 1 as const,
          size: valueAxisWidth,
          gap: 6,
          grid: { stroke: colours.grid, width: 1 },
          ticks: { show: false },
          splits: () => niceTicks(0, highest * 1.05, 4),
          values: (_: uPlot, splits: number[]) => splits.map((value) => (value === 0 ? '0' : this.tick(value))),
        },
      ],
    };
  }
}

/** Seconds, minutes and hours have round numbers of their own. */
const timeSteps = [100, 200, 500, 1e3, 2e3, 5e3, 10e3, 15e3, 30e3, 60e3, 120e3, 300e3, 600e3, 900e3, 1800e3, 3600e3];
