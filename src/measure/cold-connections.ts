/** Whether the first request on a new socket is slower than those that follow on it. */

import type { Recording } from '../model.ts';
import { safetyFactor, smallestExcessMs, smallestFactor } from './cold-thresholds.ts';
import { median, quantile } from './statistics.ts';
import { rowsWhere } from './steady.ts';

const fewestNewSockets = 3;
const fewestLaterRequests = 20;
/** As many later requests are enough to tell what is usual. */
const mostLaterRequests = 20_000;
/** A stall of the whole server in the run must not hide what happens to every new socket. */
const usualShare = 0.995;

/**
 * Rows of the first requests on the sockets that were opened after the probes, in the phase that opened most of them;
 * empty when they were not cold, and when they are too few to tell. `known` are rows that are cold for another reason.
 */
export function coldConnections(recording: Recording, steadyMedianMs: number, known: Set<number>): number[] {
  const { latencyMs } = recording.samples;
  const { first, later } = requestsOfNewSockets(recording, known);
  if (first.length < fewestNewSockets || later.length < fewestLaterRequests) return [];
  const laterMs = Float64Array.from(later, (row) => latencyMs[row]!);
  const firstMs = median(first.map((row) => latencyMs[row]!));
  const clear =
    firstMs - median(laterMs) >= smallestExcessMs &&
    firstMs >= smallestFactor * Math.max(median(laterMs), steadyMedianMs) &&
    firstMs > quantile(laterMs, 0.95) &&
    firstMs >= safetyFactor * quantile(groupMedians(laterMs, first.length), usualShare);
  return clear ? first : [];
}

/** Answered requests: the first of each socket, and the others of the same phase, or of all when that has too few. */
function requestsOfNewSockets({ samples, phases }: Recording, known: Set<number>) {
  const isProbe = phases.map(({ kind }) => kind === 'probe');
  const seen = new Set<number>();
  const firstByPhase = phases.map((): number[] => []);
  const laterByPhase = phases.map((): number[] => []);
  for (const row of rowsWhere(samples.count, (row) => samples.failed[row] === 0)) {
    const phase = samples.phase[row]!;
    const socket = samples.connection[row]!;
    const isFirst = !seen.has(socket);
    seen.add(socket);
    if (isProbe[phase] || known.has(row)) continue;
    if (isFirst) firstByPhase[phase]!.push(row);
    else if (laterByPhase[phase]!.length < mostLaterRequests) laterByPhase[phase]!.push(row);
  }
  const most = Math.max(0, ...firstByPhase.map(({ length }) => length));
  const phase = firstByPhase.findIndex(({ length }) => length === most);
  const later = laterByPhase[phase] ?? [];
  return { first: firstByPhase[phase] ?? [], later: later.length < fewestLaterRequests ? laterByPhase.flat() : later };
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
