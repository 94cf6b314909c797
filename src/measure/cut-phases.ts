/** The phases of a load profile in pieces of time: a load of one phase would be one round, which says nothing of its spread. */

import type { Phase, Recording, RoundSummary } from '../model.ts';
import { summarise } from './summarise.ts';

/** About that many rounds, of about equal length; each phase has at least one. */
export function roundsOfPhases(recording: Recording, about: number): RoundSummary[] {
  const { phases, samples } = recording;
  const wholeMs = phases.filter(isCounted).reduce((sum, phase) => sum + lengthMs(phase), 0);
  const pieces = phases.map((phase) =>
    isCounted(phase) && wholeMs > 0
      ? cut(phase, Math.max(1, Math.round((about * lengthMs(phase)) / wholeMs)))
      : [phase],
  );
  const firstOf = pieces.map((_, index) => pieces.slice(0, index).flat().length);
  const phase = samples.phase.slice();
  for (let row = 0; row < samples.count; row++) {
    const index = samples.phase[row]!;
    const own = pieces[index]!;
    const share = (samples.startMs[row]! + samples.latencyMs[row]! - phases[index]!.startMs) / lengthMs(phases[index]!);
    phase[row] = firstOf[index]! + Math.max(0, Math.min(own.length - 1, Math.floor(share * own.length)));
  }
  return summarise({ ...recording, phases: pieces.flat(), samples: { ...samples, phase } }).rounds;
}

const isCounted = ({ kind }: Phase): boolean => kind === 'round';
const lengthMs = ({ startMs, endMs }: Phase): number => endMs - startMs;

function cut(phase: Phase, times: number): Phase[] {
  const pieceMs = lengthMs(phase) / times;
  return Array.from({ length: times }, (_, index) => ({
    ...phase,
    startMs: phase.startMs + index * pieceMs,
    endMs: phase.startMs + (index + 1) * pieceMs,
  }));
}
