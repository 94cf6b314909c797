/** Whether an open load was what it was meant to be: all that was due sent, and on time. */

import { mostInFlight, type Phase, type Recording } from '../model.ts';
import { lengthMs, totalMs } from './phase-lengths.ts';
import { offeredPerS } from './phase-results.ts';
import { quantile } from './statistics.ts';

export interface Arrivals {
  /** Over the counted open phases, by their length. */
  offeredPerS: number;
  reachedPerS: number;
  /** Requests that were due and not sent. */
  unsent: number;
  /** Share of what was due. */
  unsentShare: number;
}

/** Null without a counted open phase. */
export function arrivalsOf(recording: Recording): Arrivals | null {
  const open = recording.phases.flatMap((phase, index) => (isOpenRound(phase) ? [{ phase, index }] : []));
  if (open.length === 0) return null;
  const isOpen = recording.phases.map(isOpenRound);
  const { count, phase } = recording.samples;
  let sent = 0;
  for (let row = 0; row < count; row++) if (isOpen[phase[row]!]) sent++;
  const unsent = open.reduce((sum, { phase }) => sum + phase.unsent, 0);
  const openMs = totalMs(open.map(({ phase }) => phase));
  const offered = open.reduce((sum, { phase }) => sum + offeredPerS(phase)! * lengthMs(phase), 0);
  const meanPerS = openMs > 0 ? offered / openMs : 0;
  const unsentShare = sent + unsent > 0 ? unsent / (sent + unsent) : 0;
  return { offeredPerS: meanPerS, reachedPerS: meanPerS * (1 - unsentShare), unsent, unsentShare };
}

/**
 * How late the generator itself was: the 99th percentile of the lag of those requests that became due while at least
 * half of the connections were free. Whatever was due at other times may have waited for the server. 0 without any.
 */
export function ownLagMs(recording: Recording): number {
  const { samples, phases } = recording;
  if (!phases.some(isOpenRound)) return 0;
  const inFlight = inFlightByMs(recording);
  const freeBelow = phases.map((phase) => (isOpenRound(phase) ? mostInFlight(phase.pace) / 2 : 0));
  const lagsMs = new Float64Array(samples.count);
  let found = 0;
  for (let row = 0; row < samples.count; row++) {
    const busy = inFlight[Math.floor(samples.startMs[row]!)] ?? 0;
    if (busy < freeBelow[samples.phase[row]!]!) lagsMs[found++] = samples.lagMs[row]!;
  }
  return quantile(lagsMs.subarray(0, found), 0.99);
}

/** How many requests were under way at the end of each millisecond of the recording's clock, lag not included. */
function inFlightByMs({ samples, phases }: Recording): Int32Array {
  const lastMs = Math.ceil(phases.reduce((last, { endMs }) => Math.max(last, endMs), 0));
  const changes = new Int32Array(lastMs + 2);
  const change = (atMs: number, by: number) => {
    changes[Math.min(Math.max(0, Math.floor(atMs)), lastMs + 1)]! += by;
  };
  for (let row = 0; row < samples.count; row++) {
    change(samples.startMs[row]! + samples.lagMs[row]!, 1);
    change(samples.startMs[row]! + samples.latencyMs[row]!, -1);
  }
  for (let ms = 1; ms < changes.length; ms++) changes[ms]! += changes[ms - 1]!;
  return changes;
}

const isOpenRound = ({ kind, pace }: Phase): boolean => kind === 'round' && pace.model === 'open';
