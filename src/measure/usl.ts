/**
 * Fits the Universal Scalability Law, X(N) = λN / (1 + σ(N − 1) + κN(N − 1)), by nonlinear least squares: N. J. Gunther,
 * Guerrilla Capacity Planning (2007). Throughput varies in proportion to itself, so the squares are of its logarithms.
 */

import type { Estimate, ScalingFit } from '../model.ts';
import { inverse, type Matrix, solve } from './linear-algebra.ts';
import { student95 } from './statistics.ts';

interface Point {
  users: number;
  rps: number;
}

/** logarithm of λ, σ, κ */
type Parameters = [number, number, number];

/** One more than there are unknowns: three points are met exactly, and tell nothing of how sure that is. */
const fewestPoints = 4;
const mostIterations = 200;

/**
 * Null with fewer than four levels that had throughput, or where they do not determine the curve. The intervals are
 * those of the fit without bounds, by its covariance and Student's t, cut at 0; the values are the best that are not
 * below 0.
 */
export function fitScalability(steps: readonly Point[]): ScalingFit | null {
  const points = steps.filter(({ users, rps }) => users > 0 && rps > 0);
  if (new Set(points.map(({ users }) => users)).size < fewestPoints) return null;
  const free = fitCurve(points, [1, 2]);
  if (free === null) return null;
  const errors = standardErrors(points, free);
  if (errors === null) return null;

  const [logLambda, sigma, kappa] = bestAllowed(points, free);
  const t = student95(points.length - free.length);
  const lambda = {
    value: Math.exp(logLambda),
    low: Math.exp(free[0] - t * errors[0]!),
    high: Math.exp(free[0] + t * errors[0]!),
  };
  return {
    lambda: { ...lambda, low: Math.min(lambda.low, lambda.value), high: Math.max(lambda.high, lambda.value) },
    sigma: share(sigma, free[1], t * errors[1]!),
    kappa: share(kappa, free[2], t * errors[2]!),
    // Where the curve's slope is 0.
    peakUsers: kappa > 0 && sigma < 1 ? Math.max(1, Math.round(Math.sqrt((1 - sigma) / kappa))) : null,
  };
}

const share = (value: number, centre: number, halfWidth: number): Estimate => ({
  value,
  low: Math.min(value, Math.max(0, centre - halfWidth)),
  high: Math.max(value, centre + halfWidth),
});

/** The unbounded fit where it is allowed, else the best with σ, κ or both of them 0. */
function bestAllowed(points: Point[], free: Parameters): Parameters {
  if (free[1] >= 0 && free[2] >= 0) return free;
  const candidates = [fitCurve(points, [1]), fitCurve(points, [2]), fitCurve(points, [])].filter(
    (candidate) => candidate !== null && candidate[1] >= 0 && candidate[2] >= 0,
  ) as Parameters[];
  return candidates.toSorted((a, b) => squares(points, a) - squares(points, b))[0]!;
}

/** Levenberg–Marquardt over log λ and those of σ (1) and κ (2) that are `open`; the others stay 0. Null: no end found. */
function fitCurve(points: Point[], open: (1 | 2)[]): Parameters | null {
  const free = [0, ...open];
  let best = start(points, open);
  let least = squares(points, best);
  if (!Number.isFinite(least)) return null;
  let damping = 1e-3;
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    const step = dampedStep(points, best, free, damping);
    const next = [...best] as Parameters;
    if (step) for (const [index, parameter] of free.entries()) next[parameter]! += step[index]!;
    const sum = step ? squares(points, next) : Number.NaN;
    if (sum <= least) {
      const isSettled = least - sum <= 1e-14 * least + 1e-28;
      best = next;
      least = sum;
      damping /= 10;
      if (isSettled) return best;
    } else {
      damping *= 10;
      // No step, however small, makes it better.
      if (damping > 1e12) return best;
    }
  }
  return null;
}

/** N / X is linear in 1/λ, σ/λ and κ/λ, which gives a start that is exact without noise. */
function start(points: Point[], open: (1 | 2)[]): Parameters {
  const terms = ({ users }: Point) => [1, ...open.map((parameter) => basis(users)[parameter]!)];
  // In proportion to N / X, as the noise is.
  const rows = points.map((point) => terms(point).map((term) => (term * point.rps) / point.users));
  const solution = solve(
    gram(rows),
    rows[0]!.map((_, column) => rows.reduce((sum, row) => sum + row[column]!, 0)),
  );
  const fallback: Parameters = [Math.log(points[0]!.rps / points[0]!.users), 0, 0];
  if (solution === null || solution[0]! <= 0) return fallback;
  const parameters: Parameters = [-Math.log(solution[0]!), 0, 0];
  for (const [index, parameter] of open.entries()) parameters[parameter] = solution[index + 1]! / solution[0]!;
  return Number.isFinite(squares(points, parameters)) ? parameters : fallback;
}

const basis = (users: number): [number, number, number] => [1, users - 1, users * (users - 1)];

const contention = (users: number, [, sigma, kappa]: Parameters): number =>
  1 + sigma * basis(users)[1] + kappa * basis(users)[2];

const residual = ({ users, rps }: Point, parameters: Parameters): number =>
  Math.log(rps) - (parameters[0] + Math.log(users) - Math.log(contention(users, parameters)));

/** Of the residuals; `NaN` where the curve has no value. */
const squares = (points: Point[], parameters: Parameters): number =>
  points.reduce((sum, point) => sum + residual(point, parameters) ** 2, 0);

/** How the curve's logarithm changes with each of the parameters. */
function slopes({ users }: Point, parameters: Parameters): Parameters {
  const [, ofSigma, ofKappa] = basis(users);
  const divisor = contention(users, parameters);
  return [1, -ofSigma / divisor, -ofKappa / divisor];
}

function dampedStep(points: Point[], parameters: Parameters, free: number[], damping: number): number[] | null {
  const rows = points.map((point) => free.map((parameter) => slopes(point, parameters)[parameter]!));
  const matrix = gram(rows);
  for (const [index, row] of matrix.entries()) row[index]! *= 1 + damping;
  const gradient = free.map((_, column) =>
    points.reduce((sum, point, index) => sum + rows[index]![column]! * residual(point, parameters), 0),
  );
  return solve(matrix, gradient);
}

/** Of log λ, σ and κ, from the variance of the residuals and the curve's slopes. */
function standardErrors(points: Point[], parameters: Parameters): number[] | null {
  const variance = squares(points, parameters) / (points.length - parameters.length);
  const covariance = inverse(gram(points.map((point) => slopes(point, parameters))));
  if (covariance === null) return null;
  return covariance.map((row, index) => Math.sqrt(variance * row[index]!));
}

/** The products of all pairs of columns. */
const gram = (rows: number[][]): Matrix =>
  rows[0]!.map((_, a) => rows[0]!.map((_, b) => rows.reduce((sum, row) => sum + row[a]! * row[b]!, 0)));
