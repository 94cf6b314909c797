/** How many of a route's leading calls were cold: up to the point where their latencies change for good. */

import type { Recording } from '../model.ts';
import { changePoint } from './change-point.ts';
import { safetyFactor, smallestExcessMs, smallestFactor } from './cold-thresholds.ts';
import { median, quantile, robustDeviation } from './statistics.ts';
import { answeredLatenciesMs, rowsOfKind } from './steady.ts';

/** The slowest of the others must be this many times faster, else it was one slow request among several. */
const clearOfSlowest = 2;
/** After several cold calls that slowest one may be an outlier: this share of the others is looked at. */
const ordinaryShare = 0.8;
const deviations = 3;
const fewestWarm = 3;
/** Below this many steady requests their 99.9th percentile says nothing that their slowest would not. */
const fewestForSpread = 100;
/** A request alone and one among others are not alike: this much more is asked for when they are compared. */
const factorAcrossLoads = 5;
/** How far into the warm-up a route may be cold. */
const mostWarmUp = 300;

/** What the steady requests tell, to compare with. */
export interface Steady {
  medianMs: number;
  /** How many times the median one of them takes now and then; null with too few to tell. */
  usualSpread: number | null;
  /** Of their logarithms. */
  deviation: number;
}

export function steadyOf(steadyMs: Float64Array): Steady {
  const medianMs = median(steadyMs);
  const isFew = steadyMs.length < fewestForSpread;
  return {
    medianMs,
    usualSpread: isFew ? null : quantile(steadyMs, 0.999) / medianMs,
    deviation: isFew ? robustDeviation(steadyMs.map(Math.log)) : 0,
  };
}

/**
 * Rows of the cold calls, in order; those of the probes, and when all of these are cold, of the warm-up too.
 * `firstCallsMs` are those after several starts of the server, which together stand for the first probe; may be empty.
 */
export function coldRows(recording: Recording, steady: Steady, firstCallsMs: number[]): number[] {
  const probes = answeredRows(recording, 'probe');
  const latenciesMs = answeredLatenciesMs(recording, probes);
  if (firstCallsMs.length > 0 && latenciesMs.length > 0) latenciesMs[0] = median(firstCallsMs);
  const cold = leadingCold(latenciesMs, steady, smallestFactor);
  if (cold > 0 || median(latenciesMs) < factorAcrossLoads * steady.medianMs) return [...probes.subarray(0, cold)];

  const { startMs } = recording.samples;
  const warmUp = answeredRows(recording, 'warm-up').sort((a, b) => startMs[a]! - startMs[b]!);
  const rows = [...probes, ...warmUp.subarray(0, mostWarmUp)];
  const seriesMs = Float64Array.from(rows, (row) => recording.samples.latencyMs[row]!);
  const all = leadingCold(seriesMs, steady, factorAcrossLoads);
  // A change between the two is one of the load: some servers answer a lone request later than one among others.
  return all < probes.length || all >= probes.length + fewestWarm ? rows.slice(0, all) : [];
}

const answeredRows = (recording: Recording, kind: 'probe' | 'warm-up'): Uint32Array =>
  rowsOfKind(recording, kind).filter((row) => recording.samples.failed[row] === 0);

/** Level after level is taken off the front as long as it stands apart from what follows: coldness may wear off in steps. */
function leadingCold(seriesMs: Float64Array, steady: Steady, leastFactor: number): number {
  const logarithms = seriesMs.map(Math.log);
  let cold = 0;
  for (;;) {
    const level = changePoint(logarithms.subarray(cold), fewestWarm);
    const end = cold + level;
    if (level === 0 || !standApart(seriesMs.subarray(cold, end), seriesMs.subarray(end), steady, leastFactor)) {
      return cold;
    }
    cold = end;
  }
}

function standApart(leadingMs: Float64Array, othersMs: Float64Array, steady: Steady, leastFactor: number): boolean {
  const coldMs = median(leadingMs);
  const typicalMs = median(othersMs);
  const slowestMs = quantile(othersMs, leadingMs.length === 1 ? 1 : ordinaryShare);
  return (
    coldMs - typicalMs >= smallestExcessMs &&
    coldMs >= smallestFactor * steady.medianMs &&
    Math.min(...leadingMs) >= clearOfSlowest * slowestMs &&
    coldMs >= typicalMs * Math.max(leastFactor, safetyFactor * usualSpread(othersMs, steady))
  );
}

/**
 * How many times the median a request may take without being cold. The steady requests tell, by their 99.9th percentile;
 * when there are too few of them, by their deviation or by that of the series' others. Latencies spread in ratios, so
 * that is taken of logarithms.
 */
const usualSpread = (othersMs: Float64Array, steady: Steady): number =>
  steady.usualSpread ?? Math.exp(deviations * Math.max(robustDeviation(othersMs.map(Math.log)), steady.deviation));
