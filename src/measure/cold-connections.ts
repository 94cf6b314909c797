/** Whether the first request on a new socket is slower than those that follow on it. */

import { largestSocketNumber, type Recording } from '../model.ts';
import { safetyFactor, smallestExcessMs, smallestFactor } from './cold-thresholds.ts';
import { median, quantile } from './statistics.ts';

const fewestNewSockets = 3;
const fewestLaterRequests = 20;
/** As many later requests of a phase are enough to tell what is usual. */
const mostLaterRequests = 2_000;
/** A stall of the whole server in the run must not hide what happens to every new socket. */
const usualShare = 0.995;

/**
 * Rows of the first requests on the sockets that were opened after the probes, in the phase that opened most of them;
 * empty when they were not cold, and when they are too few to tell. `known` are rows that are cold for another reason.
 */
export function coldConnections(recording: Recording, steadyMedianMs: number, known: Set<number>): number[] {
  const { latencyMs } = recording.samples;
  const { first, later, laterAtThatPace } = requestsOfNewSockets(recording, known);
  if (first.length < fewestNewSockets || laterAtThatPace.length < Math.max(fewestLaterRequests, first.length))
    return [];
  const ofRows = (rows: number[]) => Float64Array.from(rows, (row) => latencyMs[row]!);
  const firstMs = median(ofRows(first));
  const laterMs = ofRows(laterAtThatPace);
  const groupsMs = groupMedians(laterMs, first.length);
  // The fewer there are, the likelier is it that the slowest that can happen is not among them.
  const safety = safetyFactor * (1 + 5 / groupsMs.length);
  const clear =
    firstMs - median(laterMs) >= smallestExcessMs &&
    firstMs >= smallestFactor * Math.max(median(laterMs), steadyMedianMs) &&
    firstMs > quantile(ofRows(later), 0.95) &&
    firstMs >= safety * quantile(groupsMs, usualShare);
  return clear ? first : [];
}

/** Answered requests: the first of each socket, the later ones of that phase, and those of all phases at its pace. */
function requestsOfNewSockets({ samples, phases }: Recording, known: Set<number>) {
  const isProbe = phases.map(({ kind }) => kind === 'probe');
  const seen = new Uint8Array(largestSocketNumber + 1);
  const byPhase = phases.map(() => ({ first: [] as number[], later: [] as number[] }));
  for (let row = 0; row < samples.count; row++) {
    const phase = samples.phase[row]!;
    const socket = samples.connection[row]!;
    if (samples.failed[row] !== 0) continue;
    const isFirst = seen[socket] === 0;
    seen[socket] = 1;
    if (isProbe[phase] || known.has(row)) continue;
    const { first, later } = byPhase[phase]!;
    if (isFirst) first.push(row);
    else if (later.length < mostLaterRequests) later.push(row);
  }
  const most = Math.max(0, ...byPhase.map(({ first }) => first.length));
  const opening = byPhase.findIndex(({ first }) => first.length === most);
  const pace = JSON.stringify(phases[opening]?.pace);
  const samePace = byPhase.filter((_, phase) => JSON.stringify(phases[phase]!.pace) === pace);
  return {
    first: byPhase[opening]?.first ?? [],
    later: byPhase[opening]?.later ?? [],
    laterAtThatPace: samePace.flatMap(({ later }) => later),
  };
}

/**
 * Sockets are mostly opened together, so what slows one request down slows all that are under way: groups of as many
 * later requests, one after the other, show how often that happens by itself.
 */
function groupMedians(latenciesMs: Float64Array, size: number): Float64Array {
  return Float64Array.from({ length: Math.floor(latenciesMs.length / size) }, (_, group) =>
    median(latenciesMs.subarray(group * size, (group + 1) * size)),
  );
}
