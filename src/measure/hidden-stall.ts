/**
 * What a closed loop does not see of a stall: while all its users wait nobody sends, so that the stall is met by one
 * request of each user, however long it lasts (coordinated omission, G. Tene: How NOT to Measure Latency).
 */

import { mostInFlight, type Recording } from '../model.ts';
import { standstillMs } from './standstills.ts';

/** Shorter ones are within what a collection of garbage, here or there, takes. */
const shortestStallMs = 50;
/** Against the median: what is no pause for an endpoint that always takes long. */
const smallestFactor = 10;
/** When the requests that are missing are fewer than that share, the 99th percentile would hardly change. */
const smallestShare = 0.01;

export interface HiddenStall {
  /** Of the longest one. */
  longestMs: number;
  /** Requests that would have been sent during all stalls at the rate that the phase had otherwise. */
  missed: number;
}

interface PhaseStalls {
  count: number;
  lastEndMs: number;
  stalls: number;
  stalledMs: number;
}

/**
 * Of the counted closed phases; null where too little is missing to matter. A gap in which the generator itself stood
 * still for a part says of the server only what is left.
 */
export function hiddenStall({ phases, samples, standstills }: Recording, p50Ms: number): HiddenStall | null {
  const leastMs = Math.max(shortestStallMs, smallestFactor * p50Ms);
  const isClosed = phases.map(({ kind, pace }) => kind === 'round' && pace.model === 'closed');
  const byPhase = phases.map(({ startMs }): PhaseStalls => ({ count: 0, lastEndMs: startMs, stalls: 0, stalledMs: 0 }));
  let longestMs = 0;
  for (let row = 0; row < samples.count; row++) {
    if (!isClosed[samples.phase[row]!]) continue;
    const phase = byPhase[samples.phase[row]!]!;
    const latencyMs = samples.latencyMs[row]!;
    const endMs = samples.startMs[row]! + latencyMs;
    const gapMs = endMs - phase.lastEndMs;
    phase.count++;
    phase.lastEndMs = Math.max(phase.lastEndMs, endMs);
    // A gap in which somebody waited for an answer, and did not merely think.
    if (gapMs < leastMs || latencyMs < gapMs / 2) continue;
    if (gapMs - standstillMs(standstills, endMs - gapMs, endMs) < leastMs) continue;
    phase.stalls++;
    phase.stalledMs += gapMs;
    longestMs = Math.max(longestMs, gapMs);
  }

  const counted = phases.map((phase, index) => ({ phase, seen: byPhase[index]! })).filter((_, i) => isClosed[i]);
  const count = counted.reduce((sum, { seen }) => sum + seen.count, 0);
  const missed = counted.reduce((sum, { phase, seen }) => {
    const flowingMs = phase.endMs - phase.startMs - seen.stalledMs;
    const wouldBeSent = flowingMs > 0 ? (seen.count / flowingMs) * seen.stalledMs : 0;
    return sum + Math.max(0, wouldBeSent - seen.stalls * mostInFlight(phase.pace));
  }, 0);
  return missed >= 1 && missed >= smallestShare * count ? { longestMs, missed: Math.round(missed) } : null;
}
