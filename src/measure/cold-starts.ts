/** Finds the first requests that were clearly slower than the ones after them, and says nothing when it is not clear. */

import type { ColdStart, ColdStartKind, Recording } from '../model.ts';
import { median, quantile, robustDeviation, roundMs } from './statistics.ts';
import { answeredLatenciesMs, rowsOfKind } from './steady.ts';

/** Less is nothing that a person feels, and within the reach of a timer or a collection of garbage. */
const smallestExcessMs = 1;
const smallestFactor = 2;
/** The slowest of the others must be this many times faster, else it was one slow request among several. */
const clearOfSlowest = 2;
const deviations = 3;
const mostColdProbes = 3;
const fewestWarmProbes = 3;
/** Below this many steady requests their 99.9th percentile says nothing that their slowest would not. */
const fewestForSpread = 100;
const fewestNewSockets = 3;
const fewestLaterRequests = 20;

/**
 * `process`: how long the launched server took to be ready; it is a cold start only when the server was started for this
 * run. `route`: the leading sequential probes, one marker each. `connection`: the typical first request of the sockets
 * that were opened during warm-up, one marker for all.
 */
export function findColdStarts(
  recording: Recording,
  process: { spawnToReadyMs: number } | null,
  serverFreshlyStarted: boolean,
): ColdStart[] {
  const steadyMs = answeredLatenciesMs(recording, rowsOfKind(recording, 'round'));
  const steadyMedianMs = median(steadyMs);
  if (steadyMedianMs <= 0) return [];

  const marker = (kind: ColdStartKind, atMs: number, latencyMs: number): ColdStart => ({
    kind,
    atMs: roundMs(atMs),
    latencyMs: roundMs(latencyMs),
    factor: roundMs(latencyMs / steadyMedianMs),
    times: 1,
    spreadMs: null,
  });
  const started = process !== null && serverFreshlyStarted ? [marker('process', 0, process.spawnToReadyMs)] : [];
  const { startMs, latencyMs } = recording.samples;
  const route = coldProbes(recording, steadyMs).map((row) => marker('route', startMs[row]!, latencyMs[row]!));
  const connection = coldConnections(recording, steadyMedianMs);
  return [...started, ...route, ...(connection ? [marker('connection', connection.atMs, connection.latencyMs)] : [])];
}

/** The most leading probes that all stand apart from the rest. */
function coldProbes(recording: Recording, steadyMs: number[]): number[] {
  const rows = rowsOfKind(recording, 'probe').filter((row) => recording.samples.failed[row] === 0);
  const latencies = answeredLatenciesMs(recording, rows);
  for (let cold = Math.min(mostColdProbes, rows.length - fewestWarmProbes); cold > 0; cold--) {
    if (standsApart(Math.min(...latencies.slice(0, cold)), latencies.slice(cold), steadyMs)) return rows.slice(0, cold);
  }
  return [];
}

function standsApart(latencyMs: number, othersMs: number[], steadyMs: number[]): boolean {
  const typicalMs = median(othersMs);
  return (
    latencyMs - typicalMs >= smallestExcessMs &&
    latencyMs >= smallestFactor * median(steadyMs) &&
    latencyMs >= clearOfSlowest * Math.max(...othersMs) &&
    latencyMs >= typicalMs * Math.max(smallestFactor, usualSpread(othersMs, steadyMs))
  );
}

/**
 * How many times the median a request may take without being cold. The steady requests tell, by their 99.9th percentile;
 * when there are too few of them, the probes themselves do. Latencies spread in ratios, so that is taken of logarithms.
 */
const usualSpread = (probesMs: number[], steadyMs: number[]): number =>
  steadyMs.length >= fewestForSpread
    ? quantile(steadyMs, 0.999) / median(steadyMs)
    : Math.exp(deviations * robustDeviation(probesMs.map(Math.log)));

function coldConnections(recording: Recording, steadyMedianMs: number): { atMs: number; latencyMs: number } | null {
  const { first, later } = warmUpOfNewSockets(recording);
  const firstMs = median(first.map((row) => recording.samples.latencyMs[row]!));
  const laterMs = later.map((row) => recording.samples.latencyMs[row]!);
  const clear =
    first.length >= fewestNewSockets &&
    later.length >= fewestLaterRequests &&
    firstMs - median(laterMs) >= smallestExcessMs &&
    firstMs >= smallestFactor * Math.max(median(laterMs), steadyMedianMs) &&
    firstMs > quantile(laterMs, 0.95);
  return clear ? { atMs: Math.min(...first.map((row) => recording.samples.startMs[row]!)), latencyMs: firstMs } : null;
}

/** Answered warm-up requests of the sockets that had carried none before: the first of each, and all others. */
function warmUpOfNewSockets(recording: Recording): { first: number[]; later: number[] } {
  const { connection, failed } = recording.samples;
  const known = new Set(rowsOfKind(recording, 'probe').map((row) => connection[row]));
  const seen = new Set<number>();
  const first: number[] = [];
  const later: number[] = [];
  for (const row of rowsOfKind(recording, 'warm-up')) {
    const socket = connection[row]!;
    if (known.has(socket) || failed[row] !== 0) continue;
    (seen.has(socket) ? later : first).push(row);
    seen.add(socket);
  }
  return { first, later };
}
