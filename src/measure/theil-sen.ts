/** A line's slope that outliers do not bend. */

import type { Estimate } from '../model.ts';
import { median, student95 } from './statistics.ts';

export interface Point {
  x: number;
  y: number;
}

const fewestPoints = 8;
/** Below that, t would say more of how little is known of ρ than of the slope. */
const fewestDegrees = 5;

/**
 * The median of the slopes of all pairs of points, with the 95 % confidence interval that the ranks of these slopes give:
 * P. K. Sen, Estimates of the Regression Coefficient Based on Kendall's Tau, JASA 63 (1968). Neighbours in time are
 * alike, which makes n points tell as little as n(1 − ρ) / (1 + ρ) independent ones; Kendall's variance is enlarged by
 * that, after K. H. Hamed and A. R. Rao, Journal of Hydrology 204 (1998), with ρ of what the line leaves over. Since ρ is
 * estimated too, Student's t takes the normal distribution's place. Null with fewer than 8 points.
 */
export function theilSen(points: Point[]): Estimate | null {
  const n = points.length;
  if (n < fewestPoints) return null;
  const slopes = Float64Array.from(pairSlopes(points)).sort();
  const value = median(slopes);
  const inflation = likeness(points.map(({ x, y }) => y - value * x));
  const width =
    student95(Math.max(fewestDegrees, n / inflation - 2)) * Math.sqrt(((n * (n - 1) * (2 * n + 5)) / 18) * inflation);
  const at = (rank: number) => slopes[Math.min(slopes.length - 1, Math.max(0, rank))]!;
  return {
    value,
    low: at(Math.floor((slopes.length - width) / 2) - 1),
    high: at(Math.ceil((slopes.length + width) / 2)),
  };
}

function* pairSlopes(points: Point[]): Generator<number> {
  for (const [index, a] of points.entries()) {
    for (const b of points.slice(index + 1)) if (b.x !== a.x) yield (b.y - a.y) / (b.x - a.x);
  }
}

/**
 * (1 + ρ) / (1 − ρ), at least 1. Around a fitted line an estimate of ρ is too low by about (2 + 4ρ) / n: N. van
 * Giersbergen, On the effect of deterministic terms on the bias in stable AR models, Economics Letters 89 (2005).
 */
function likeness(residuals: number[]): number {
  const centre = median(residuals);
  const left = residuals.map((residual) => residual - centre);
  const squares = left.reduce((sum, value) => sum + value * value, 0);
  if (squares === 0) return 1;
  const products = left.slice(1).reduce((sum, value, index) => sum + value * left[index]!, 0);
  const raw = products / squares;
  const correlation = Math.min(0.95, Math.max(0, raw + (2 + 4 * raw) / left.length));
  return (1 + correlation) / (1 - correlation);
}
