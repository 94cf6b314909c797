import uPlot from 'uplot';
import type { Phase, Timeline } from '../../src/model.ts';
import { plural } from '../../src/report/format.ts';
import { setFont } from './chart-element.ts';
import type { Colours } from './colours.ts';

/** Every second round is shaded, so that where one ends and the next begins shows. */
export function shadeRounds(plot: uPlot, phases: Phase[], colours: Colours): void {
  const { ctx } = plot;
  ctx.fillStyle = colours.shade;
  phases
    .filter(({ kind }) => kind === 'round')
    .forEach(({ startMs, endMs }, index) => {
      if (index % 2 === 1) return;
      const start = plot.valToPos(startMs, 'x', true);
      ctx.fillRect(start, plot.bbox.top, plot.valToPos(endMs, 'x', true) - start, plot.bbox.height);
    });
}

/** Failed requests are crosses: colour alone would not tell. */
export function drawDots(plot: uPlot, timeline: Timeline, colours: Colours): void {
  const { ctx } = plot;
  const px = uPlot.pxRatio;
  ctx.save();
  ctx.lineWidth = 1.2 * px;
  for (let row = 0; row < timeline.atMs.length; row++) {
    const x = plot.valToPos(timeline.atMs[row]!, 'x', true);
    const y = plot.valToPos(Math.max(timeline.latencyMs[row]!, 1e-3), 'y', true);
    if (timeline.ok[row]) {
      const measured = timeline.phases[timeline.phase[row]!]?.kind === 'round';
      ctx.fillStyle = measured ? colours.now : colours.muted;
      ctx.globalAlpha = measured ? 0.75 : 0.55;
      ctx.fillRect(x - px, y - px, 2 * px, 2 * px);
    } else {
      ctx.strokeStyle = colours.high;
      ctx.globalAlpha = 1;
      cross(ctx, x, y, 3 * px);
    }
  }
  ctx.restore();
}

function cross(ctx: CanvasRenderingContext2D, x: number, y: number, reach: number): void {
  ctx.beginPath();
  ctx.moveTo(x - reach, y - reach);
  ctx.lineTo(x + reach, y + reach);
  ctx.moveTo(x - reach, y + reach);
  ctx.lineTo(x + reach, y - reach);
  ctx.stroke();
}

/** Under the axis: where probes, warm-up and rounds begin. A name that has no room is left out. */
export function drawPhaseNames(plot: uPlot, phases: Phase[], colours: Colours, width: number): void {
  const { ctx, bbox } = plot;
  const px = uPlot.pxRatio;
  const rounds = phases.filter(({ kind }) => kind === 'round').length;
  const names: Record<Phase['kind'], string> = {
    probe: 'probes',
    'warm-up': 'warm-up',
    round: plural(rounds, 'measured round'),
  };
  ctx.save();
  setFont(plot, colours);
  ctx.textAlign = 'left';
  ctx.fillStyle = colours.muted;
  let named: Phase['kind'] | null = null;
  let freeFrom = 0;
  for (const { kind, startMs } of phases) {
    if (kind === named) continue;
    named = kind;
    const x = Math.max(plot.valToPos(startMs, 'x', true), bbox.left);
    const end = x + ctx.measureText(names[kind]).width;
    if (x < freeFrom || end > width * px) continue;
    ctx.fillText(names[kind], x, bbox.top + bbox.height + 12 * px);
    freeFrom = end + 8 * px;
  }
  ctx.restore();
}
