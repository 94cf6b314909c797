import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import uPlot from 'uplot';
import type { Scaling, ScalingStep } from '../../src/model.ts';
import { formatCount, formatMs, formatRate, plural } from '../../src/report/format.ts';
import { fittedRps, kneeWords } from '../../src/report/scaling-wording.ts';
import { ChartElement, setFont } from './chart-element.ts';
import type { Colours } from './colours.ts';
import { drawDashedLine } from './dashed-line.ts';
import { niceTicks } from './nice-ticks.ts';
import { valueAxisWidth } from './time-range.ts';

const figures = {
  throughput: { of: (step: ScalingStep) => step.rps, format: formatRate, tick: formatCount },
  p95: { of: (step: ScalingStep) => step.p95Ms, format: formatMs, tick: formatMs },
};

/** A figure against the number of users, which doubles from step to step; of throughput also the law fitted to it. */
@customElement('profiler-scaling')
export class ScalingChart extends ChartElement {
  @property({ attribute: false }) scaling!: Scaling;
  @property() figure!: keyof typeof figures;

  protected readonly height = 200;
  protected override readonly shared = 'users';

  protected describe(): string {
    return this.figure === 'throughput'
      ? `Throughput against the number of users. ${kneeWords(this.scaling)} A table follows.`
      : 'p95 against the number of users. A table follows.';
  }

  protected legend() {
    const { fit, kneeUsers } = this.scaling;
    return html`<span class="key now">${this.figure}, measured</span>
      ${this.figure === 'throughput' && fit ? html`<span class="key fitted">fitted law</span>` : nothing}
      ${kneeUsers === null ? nothing : html`<span class="key knee">knee</span>`}`;
  }

  protected data(): uPlot.AlignedData {
    const { steps } = this.scaling;
    return [steps.map(({ users }) => users), steps.map(figures[this.figure].of)];
  }

  protected readout(index: number): string {
    const step = this.scaling.steps[index]!;
    const { of, format } = figures[this.figure];
    return `${plural(step.users, 'user')}: ${format(of(step))}`;
  }

  protected options(colours: Colours, width: number) {
    const { steps, kneeUsers } = this.scaling;
    const { of, tick } = figures[this.figure];
    const users = steps.map((step) => step.users);
    const [from, to] = [(users[0] ?? 1) / 1.3, (users.at(-1) ?? 1) * 1.3];
    const fit = this.figure === 'throughput' ? this.scaling.fit : null;
    const fitted = fit ? users.map((each) => fittedRps(fit, each)) : [];
    const highest = Math.max(...steps.map(of), ...fitted, 1e-9) * 1.15;
    const text = { stroke: colours.muted, font: `11px ${colours.font}`, ticks: { show: false } };
    const every = Math.ceil((users.length * 34) / Math.max(1, width - valueAxisWidth));
    return {
      padding: [6, 0, 0, 0] as uPlot.Padding,
      scales: {
        x: { time: false, distr: 3 as const, log: 2 as const, range: [from, to] as uPlot.Range.MinMax },
        y: { range: [0, highest] as uPlot.Range.MinMax },
      },
      series: [{}, { stroke: colours.now, width: fit ? 0 : 1.5, points: { show: true, size: 7, fill: colours.now } }],
      axes: [
        {
          ...text,
          size: 26,
          gap: 4,
          grid: { show: false },
          border: { show: true, stroke: colours.grid, width: 1 },
          splits: () => users.filter((_, index) => (users.length - 1 - index) % every === 0),
          filter: (_: uPlot, splits: number[]) => splits,
          values: (_: uPlot, splits: number[]) => splits.map(formatCount),
        },
        {
          ...text,
          side: 1 as const,
          size: valueAxisWidth,
          gap: 6,
          grid: { stroke: colours.grid, width: 1 },
          splits: () => niceTicks(0, highest, 6),
          values: (_: uPlot, splits: number[]) => splits.map((value) => (value === 0 ? '0' : tick(value))),
        },
      ],
      hooks: {
        drawAxes: [
          (plot: uPlot) => {
            if (kneeUsers !== null) drawKnee(plot, kneeUsers, colours);
            if (fit) drawCurve(plot, from, to, (each) => fittedRps(fit, each), colours);
          },
        ],
      },
    };
  }
}

function drawKnee(plot: uPlot, users: number, colours: Colours): void {
  const { ctx, bbox } = plot;
  const px = uPlot.pxRatio;
  const x = Math.round(plot.valToPos(users, 'x', true));
  drawDashedLine(plot, x, colours);
  ctx.save();
  setFont(plot, colours);
  ctx.fillStyle = colours.text;
  ctx.textAlign = 'right';
  ctx.fillText(`knee ${plural(users, 'user')}`, x - 5 * px, bbox.top + 8 * px);
  ctx.restore();
}

/** On the logarithmic axis a step is a factor. */
function drawCurve(plot: uPlot, from: number, to: number, valueAt: (users: number) => number, colours: Colours): void {
  const { ctx, bbox } = plot;
  const points = 80;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.strokeStyle = colours.muted;
  ctx.lineWidth = 1.5 * uPlot.pxRatio;
  ctx.beginPath();
  for (let point = 0; point <= points; point++) {
    const users = from * (to / from) ** (point / points);
    ctx.lineTo(plot.valToPos(users, 'x', true), plot.valToPos(valueAt(users), 'y', true));
  }
  ctx.stroke();
  ctx.restore();
}
