/**
 * What a closed loop does not see of a stall: while all its users wait nobody sends, so that the stall is met by one
 * request of each user, however long it lasts (coordinated omission, G. Tene: How NOT to Measure Latency).
 */

import { mostInFlight, type Pace, type Phase, type Recording } from '../model.ts';
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

/** Closed rounds that follow each other without a gap, as those do that were cut from one phase: a stall falls into several. */
interface Stretch {
  startMs: number;
  endMs: number;
  pace: Pace;
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
  const byPhase = stretchesOf(phases);
  let longestMs = 0;
  for (let row = 0; row < samples.count; row++) {
    const stretch = byPhase[samples.phase[row]!];
    if (!stretch) continue;
    const latencyMs = samples.latencyMs[row]!;
    const endMs = samples.startMs[row]! + latencyMs;
    const gapMs = endMs - stretch.lastEndMs;
    stretch.count++;
    stretch.lastEndMs = Math.max(stretch.lastEndMs, endMs);
    // A gap in which somebody waited for an answer, and did not merely think.
    if (gapMs < leastMs || latencyMs < gapMs / 2) continue;
    if (gapMs - standstillMs(standstills, endMs - gapMs, endMs) < leastMs) continue;
    stretch.stalls++;
    stretch.stalledMs += gapMs;
    longestMs = Math.max(longestMs, gapMs);
  }

  const counted = [...new Set(byPhase)].filter((stretch) => stretch !== null);
  const count = counted.reduce((sum, stretch) => sum + stretch.count, 0);
  const missed = counted.reduce((sum, stretch) => {
    const flowingMs = stretch.endMs - stretch.startMs - stretch.stalledMs;
    const wouldBeSent = flowingMs > 0 ? (stretch.count / flowingMs) * stretch.stalledMs : 0;
    return sum + Math.max(0, wouldBeSent - stretch.stalls * mostInFlight(stretch.pace));
  }, 0);
  return missed >= 1 && missed >= smallestShare * count ? { longestMs, missed: Math.round(missed) } : null;
}

/** One entry a phase; null for those that are not counted, or not closed. */
function stretchesOf(phases: Phase[]): (Stretch | null)[] {
  let last: Stretch | null = null;
  return phases.map(({ kind, pace, startMs, endMs }) => {
    if (kind !== 'round' || pace.model !== 'closed') {
      last = null;
    } else if (last?.pace === pace && Math.abs(startMs - last.endMs) < 0.001) {
      last.endMs = endMs;
    } else {
      last = { startMs, endMs, pace, count: 0, lastEndMs: startMs, stalls: 0, stalledMs: 0 };
    }
    return last;
  });
}
