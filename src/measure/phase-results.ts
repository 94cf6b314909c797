/** What each phase of a load gave. */

import type { Phase, PhaseResult, Recording } from '../model.ts';
import { roundMs } from './statistics.ts';
import { type Tally, tallyPhases } from './tally.ts';

/** Every phase but probes, in order. */
export function phaseResults(recording: Recording): PhaseResult[] {
  const tallies = tallyPhases(recording);
  return recording.phases.flatMap((phase, index) =>
    phase.kind === 'probe' ? [] : [phaseResult(phase, tallies[index]!)],
  );
}

const phaseResult = (phase: Phase, tally: Tally): PhaseResult => ({
  name: phase.name,
  counted: phase.kind === 'round',
  pace: phase.pace,
  startMs: roundMs(phase.startMs),
  endMs: roundMs(phase.endMs),
  count: tally.count,
  errors: tally.errors,
  errorRate: tally.errorRate,
  rps: tally.rps,
  offeredPerS: offeredPerS(phase),
  unsent: phase.unsent,
  p50Ms: tally.percentileMs(50),
  p95Ms: tally.percentileMs(95),
  p99Ms: tally.percentileMs(99),
  maxMs: tally.maxMs,
});

/** An even ramp asks for its middle rate, on average. Null in a closed loop. */
export const offeredPerS = ({ pace }: Phase): number | null =>
  pace.model === 'open' ? roundMs((pace.ratePerS.from + pace.ratePerS.to) / 2) : null;
