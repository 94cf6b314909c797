import uPlot from 'uplot';
import type { Summary } from '../../src/model.ts';
import { formatMs } from '../../src/report/format.ts';
import { setFont } from './chart-element.ts';
import type { Colours } from './colours.ts';

/** Dashed lines with their values, each label a line lower when it would run into the one before. */
export function drawPercentiles(plot: uPlot, { p50Ms, p95Ms, p99Ms }: Summary, colours: Colours): void {
  const { ctx } = plot;
  const { left, top, width, height } = plot.bbox;
  const px = uPlot.pxRatio;
  let occupiedTo = Number.NEGATIVE_INFINITY;
  let row = 0;
  ctx.save();
  setFont(plot, colours);
  for (const [name, ms] of [
    ['p50', p50Ms],
    ['p95', p95Ms],
    ['p99', p99Ms],
  ] as const) {
    const x = Math.round(plot.valToPos(ms, 'x', true));
    const text = `${name} ${formatMs(ms)}`;
    const textWidth = ctx.measureText(text).width;
    const flipped = x + textWidth + 8 * px > left + width;
    const start = flipped ? x - textWidth - 5 * px : x + 5 * px;
    row = start < occupiedTo ? row + 1 : 0;
    occupiedTo = Math.max(occupiedTo, start + textWidth + 8 * px);
    const y = top + (8 + 15 * row) * px;

    ctx.strokeStyle = colours.text;
    ctx.globalAlpha = 0.7;
    ctx.lineWidth = px;
    ctx.setLineDash([3 * px, 3 * px]);
    ctx.beginPath();
    ctx.moveTo(x, top);
    ctx.lineTo(x, top + height);
    ctx.stroke();

    ctx.globalAlpha = 1;
    ctx.fillStyle = colours.background;
    ctx.fillRect(start - 2 * px, y - 7 * px, textWidth + 4 * px, 14 * px);
    ctx.fillStyle = colours.text;
    ctx.textAlign = 'left';
    ctx.fillText(text, start, y);
  }
  ctx.restore();
}
