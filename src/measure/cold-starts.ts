/** Finds what was clearly slower because it came first, and says nothing when it is not clear. */

import type { ColdStart, ColdStartKind, Recording } from '../model.ts';
import { coldConnections } from './cold-connections.ts';
import { coldRows, steadyOf } from './cold-route.ts';
import { median, roundMs, spreadOf } from './statistics.ts';
import { answeredLatenciesMs, rowsOfKind } from './steady.ts';

/** The first call has a new socket too: unless it takes that many times what others on new sockets do, that is all of it. */
const beyondSocket = 1.5;

/**
 * - `process`: from spawn to ready, one marker with the median of `processStartsMs`: one for each time that the server
 *   was launched for this recording, empty when it ran already.
 * - `route`: the leading calls up to where the latencies change for good, a marker each. After several launches give the
 *   latency of the first call after each of them as `firstCallsMs`, the recording's own included: the first marker then
 *   has their median and spread. Without it the recording's own first call is all there is.
 * - `connection`: the first request on each socket that was opened after the probes, one marker with their median.
 *
 * Empty when nothing was cold, and when there is no steady request to compare with.
 */
export function findColdStarts(
  recording: Recording,
  processStartsMs: number[],
  firstCallsMs: number[] = [],
): ColdStart[] {
  const steady = steadyOf(answeredLatenciesMs(recording, rowsOfKind(recording, 'round')));
  if (steady.medianMs <= 0) return [];

  const marker = (kind: ColdStartKind, atMs: number, latenciesMs: number[]): ColdStart => {
    const latencyMs = median(latenciesMs);
    return {
      kind,
      atMs: roundMs(atMs),
      latencyMs: roundMs(latencyMs),
      factor: roundMs(latencyMs / steady.medianMs),
      times: latenciesMs.length,
      spreadMs: spreadOf(latenciesMs),
    };
  };
  const { startMs, latencyMs } = recording.samples;
  const called = coldRows(recording, steady, firstCallsMs);
  const sockets = coldConnections(recording, steady.medianMs, new Set(called));
  const socketsMs = sockets.map((row) => latencyMs[row]!);
  const firstMs = firstCallsMs.length > 0 ? median(firstCallsMs) : latencyMs[called[0] ?? 0]!;
  const isSocketsAlone = called.length === 1 && sockets.length > 0 && firstMs < beyondSocket * median(socketsMs);
  const route = isSocketsAlone ? [] : called;
  return [
    ...(processStartsMs.length > 0 ? [marker('process', 0, processStartsMs)] : []),
    ...route.map((row, index) => {
      const isFirst = index === 0 && firstCallsMs.length > 0;
      return marker('route', startMs[row]!, isFirst ? firstCallsMs : [latencyMs[row]!]);
    }),
    ...(sockets.length > 0 ? [marker('connection', Math.min(...sockets.map((row) => startMs[row]!)), socketsMs)] : []),
  ];
}
