import uPlot from 'uplot';
import type { ColdStart } from '../../src/model.ts';
import { coldWords } from '../../src/report/wording.ts';
import { setFont } from './chart-element.ts';
import type { Colours } from './colours.ts';

interface Box {
  left: number;
  right: number;
  y: number;
}

/** Diamonds on stems, each with its label where no other label stands. A process start stands at `processAtMs`. */
export function drawColdStarts(plot: uPlot, cold: ColdStart[], processAtMs: number, colours: Colours): void {
  const { ctx, bbox } = plot;
  const px = uPlot.pxRatio;
  const lineHeight = 15 * px;
  const taken: Box[] = [];
  ctx.save();
  setFont(plot, colours);
  ctx.textAlign = 'left';
  for (const start of cold.toSorted((a, b) => b.latencyMs - a.latencyMs)) {
    const x = plot.valToPos(start.kind === 'process' ? processAtMs : start.atMs, 'x', true);
    const y = plot.valToPos(start.latencyMs, 'y', true);
    drawDiamond(ctx, x, y, bbox.top + bbox.height, colours);

    const text = coldWords(start);
    const width = ctx.measureText(text).width;
    const left = Math.min(x + 9 * px, bbox.left + bbox.width - width);
    const box = { left, right: left + width, y: Math.max(y, bbox.top + 8 * px) };
    while (taken.some((other) => overlaps(box, other, lineHeight))) box.y += lineHeight;
    taken.push(box);
    ctx.globalAlpha = 0.8;
    ctx.fillStyle = colours.background;
    ctx.fillRect(left - 2 * px, box.y - 7 * px, width + 4 * px, 14 * px);
    ctx.globalAlpha = 1;
    ctx.fillStyle = colours.text;
    ctx.fillText(text, left, box.y);
  }
  ctx.restore();
}

const overlaps = (a: Box, b: Box, lineHeight: number): boolean =>
  a.left < b.right && b.left < a.right && Math.abs(a.y - b.y) < lineHeight;

function drawDiamond(ctx: CanvasRenderingContext2D, x: number, y: number, floor: number, colours: Colours): void {
  const reach = 5 * uPlot.pxRatio;
  ctx.strokeStyle = colours.text;
  ctx.fillStyle = colours.text;
  ctx.globalAlpha = 0.45;
  ctx.lineWidth = uPlot.pxRatio;
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x, floor);
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.beginPath();
  ctx.moveTo(x, y - reach);
  ctx.lineTo(x + reach, y);
  ctx.lineTo(x, y + reach);
  ctx.lineTo(x - reach, y);
  ctx.closePath();
  ctx.fill();
}
