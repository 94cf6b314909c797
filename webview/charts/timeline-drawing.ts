import uPlot from 'uplot';
import type { Phase, Timeline } from '../../src/model.ts';
import { plural } from '../../src/report/format.ts';
import { setFont } from './chart-element.ts';
import type { Colours } from './colours.ts';

/** Every second round, or named phase, is shaded, so that where one ends and the next begins shows. */
export function shadeRounds(plot: uPlot, phases: Phase[], colours: Colours): void {
  const { ctx } = plot;
  const rounds = phases.filter(({ kind }) => kind === 'round');
  ctx.fillStyle = colours.shade;
  (areAlike(rounds) ? rounds : spansOf(rounds)).forEach(({ startMs, endMs }, index) => {
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

/** Under the axis: the phases of a load profile by name, else where probes, warm-up and rounds begin. */
export function drawPhaseNames(plot: uPlot, phases: Phase[], colours: Colours, width: number): void {
  const { ctx, bbox } = plot;
  const px = uPlot.pxRatio;
  const right = width * px;
  ctx.save();
  setFont(plot, colours);
  ctx.textAlign = 'left';
  ctx.fillStyle = colours.muted;
  let freeFrom = 0;
  for (const { name, startMs, endMs } of namedSpans(phases)) {
    const x = Math.max(plot.valToPos(startMs, 'x', true), bbox.left);
    const isLast = endMs === phases.at(-1)!.endMs;
    const room = (isLast ? right : plot.valToPos(endMs, 'x', true)) - x - 8 * px;
    const text = shortened(ctx, name, room);
    if (text === '' || x < freeFrom) continue;
    ctx.fillText(text, x, bbox.top + bbox.height + 12 * px);
    freeFrom = x + ctx.measureText(text).width + 6 * px;
  }
  ctx.restore();
}

interface Span {
  name: string;
  startMs: number;
  endMs: number;
}

/** Those of a burst are numbered; the phases of a load profile and the steps of a sweep have names of their own. */
const areAlike = (rounds: Phase[]): boolean => rounds.every(({ name }) => name.startsWith('round'));

/** What goes by the same name one after the other, as one. */
function spansOf(phases: Span[]): Span[] {
  const spans: Span[] = [];
  for (const { name, startMs, endMs } of phases) {
    const last = spans.at(-1);
    if (last?.name === name) last.endMs = endMs;
    else spans.push({ name, startMs, endMs });
  }
  return spans;
}

function namedSpans(phases: Phase[]): Span[] {
  const rounds = phases.filter(({ kind }) => kind === 'round');
  const alike = areAlike(rounds);
  const names = { probe: 'probes', 'warm-up': 'warm-up', round: plural(rounds.length, 'measured round') };
  return spansOf(
    phases.map((phase) => ({ ...phase, name: phase.kind === 'probe' || alike ? names[phase.kind] : phase.name })),
  );
}

const fewest = 6;

/** A name that has no room is cut; of too few letters nothing is left. */
function shortened(ctx: CanvasRenderingContext2D, name: string, room: number): string {
  if (ctx.measureText(name).width <= room) return name;
  let length = name.length - 1;
  while (length > fewest && ctx.measureText(`${name.slice(0, length)}…`).width > room) length--;
  return length > fewest ? `${name.slice(0, length).trimEnd()}…` : '';
}
