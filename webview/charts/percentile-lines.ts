import uPlot from 'uplot';
import type { Summary } from '../../src/model.ts';
import { formatMs } from '../../src/report/format.ts';
import { setFont } from './chart-element.ts';
import type { Colours } from './colours.ts';
import { drawDashedLine } from './dashed-line.ts';

type Percentiles = Pick<Summary, 'p50Ms' | 'p95Ms' | 'p99Ms'>;

/** Dashed lines with their values, each label a line lower when it would run into the one before. */
export function drawPercentiles(plot: uPlot, { p50Ms, p95Ms, p99Ms }: Percentiles, colours: Colours): void {
  const lines = [
    { text: `p50 ${formatMs(p50Ms)}`, x: Math.round(plot.valToPos(p50Ms, 'x', true)) },
    { text: `p95 ${formatMs(p95Ms)}`, x: Math.round(plot.valToPos(p95Ms, 'x', true)) },
    { text: `p99 ${formatMs(p99Ms)}`, x: Math.round(plot.valToPos(p99Ms, 'x', true)) },
  ];
  for (const { x } of lines) drawDashedLine(plot, x, colours);
  plot.ctx.save();
  drawLabels(plot, lines, colours);
  plot.ctx.restore();
}

function drawLabels(plot: uPlot, lines: { text: string; x: number }[], colours: Colours): void {
  const { ctx, bbox } = plot;
  const px = uPlot.pxRatio;
  let occupiedTo = Number.NEGATIVE_INFINITY;
  let row = 0;
  setFont(plot, colours);
  ctx.textAlign = 'left';
  for (const { text, x } of lines) {
    const width = ctx.measureText(text).width;
    const hasRoom = x + width + 8 * px <= bbox.left + bbox.width;
    const start = hasRoom ? x + 5 * px : x - width - 5 * px;
    row = start < occupiedTo ? row + 1 : 0;
    occupiedTo = Math.max(occupiedTo, start + width + 8 * px);
    const y = bbox.top + (8 + 15 * row) * px;
    ctx.fillStyle = colours.background;
    ctx.fillRect(start - 2 * px, y - 7 * px, width + 4 * px, 14 * px);
    ctx.fillStyle = colours.text;
    ctx.fillText(text, start, y);
  }
}
