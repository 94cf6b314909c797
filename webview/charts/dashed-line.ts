import uPlot from 'uplot';
import type { Colours } from './colours.ts';

/** From the top of the plot to its bottom, at `x` in device pixels; leaves the canvas as it was. */
export function drawDashedLine({ ctx, bbox }: uPlot, x: number, colours: Colours): void {
  const px = uPlot.pxRatio;
  ctx.save();
  ctx.strokeStyle = colours.text;
  ctx.globalAlpha = 0.7;
  ctx.lineWidth = px;
  ctx.setLineDash([3 * px, 3 * px]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}
