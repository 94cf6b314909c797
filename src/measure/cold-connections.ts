/** Whether the first request on a new socket is slower than those that follow on it. */

import { largestSocketNumber, type Recording } from '../model.ts';
import { safetyFactor, smallestExcessMs, smallestFactor } from './cold-thresholds.ts';
import { median, quantile } from './statistics.ts';

const fewestNewSockets = 3;
const fewestLaterRequests = 20;
/** Sockets are opened together, which keeps the generator and the server busy for about that long with each of them. */
const openingMs = 1;
/** The share of the users' time that later requests as slow as the first ones may take. */
const usualShare = 0.01;

/**
 * Rows of the first requests on the sockets that were opened after the probes, in the phase that opened most of them;
 * empty when they were not cold, and when they are too few to tell. `known` are rows that are cold for another reason.
 */
export function coldConnections(recording: Recording, steadyMedianMs: number, known: Set<number>): number[] {
  const { latencyMs } = recording.samples;
  const { first, laterMs, laterAtThatPaceMs } = requestsOfNewSockets(recording, known);
  if (first.length < fewestNewSockets || laterAtThatPaceMs.length < fewestLaterRequests) return [];
  const firstMs = median(first.map((row) => latencyMs[row]!));
  const typicalMs = median(laterAtThatPaceMs);
  const clear =
    firstMs - typicalMs >= Math.max(smallestExcessMs, openingMs * first.length) &&
    firstMs >= smallestFactor * Math.max(typicalMs, steadyMedianMs) &&
    firstMs > quantile(laterMs, 0.95) &&
    shareOfTime(laterAtThatPaceMs, firstMs / safetyFactor) <= usualShare;
  return clear ? first : [];
}

/** Answered requests: the first of each socket, the later ones of that phase, and those of all phases at its pace. */
function requestsOfNewSockets({ samples, phases }: Recording, known: Set<number>) {
  const isProbe = phases.map(({ kind }) => kind === 'probe');
  const seen = new Uint8Array(largestSocketNumber + 1);
  const byPhase = phases.map(() => ({ first: [] as number[], laterMs: [] as number[] }));
  for (let row = 0; row < samples.count; row++) {
    const phase = samples.phase[row]!;
    const socket = samples.connection[row]!;
    if (samples.failed[row] !== 0) continue;
    const isFirst = seen[socket] === 0;
    seen[socket] = 1;
    if (isProbe[phase] || known.has(row)) continue;
    if (isFirst) byPhase[phase]!.first.push(row);
    else byPhase[phase]!.laterMs.push(samples.latencyMs[row]!);
  }
  const most = Math.max(0, ...byPhase.map(({ first }) => first.length));
  const opening = byPhase.findIndex(({ first }) => first.length === most);
  const pace = JSON.stringify(phases[opening]?.pace);
  const samePace = byPhase.filter((_, phase) => JSON.stringify(phases[phase]!.pace) === pace);
  return {
    first: byPhase[opening]?.first ?? [],
    laterMs: byPhase[opening]?.laterMs ?? [],
    laterAtThatPaceMs: samePace.flatMap(({ laterMs }) => laterMs),
  };
}

/**
 * How much of the time that users waited they waited for requests that took at least `fromMs`. Time and not number,
 * since the sockets were opened at one moment: what slows one request down then slows all that are under way, and that
 * a moment falls into such a pause is as likely as pauses are long.
 */
function shareOfTime(latenciesMs: number[], fromMs: number): number {
  let slowMs = 0;
  let allMs = 0;
  for (const latencyMs of latenciesMs) {
    allMs += latencyMs;
    if (latencyMs >= fromMs) slowMs += latencyMs;
  }
  return slowMs / allMs;
}
