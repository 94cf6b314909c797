/** Tells the rounds of a burst apart, which is sent without a gap: between two of them a stall would not be met. */

import type { Phase, Recording } from '../model.ts';

/**
 * The one round of the recording as up to `rounds` of `roundMs` each, by when answers were complete. The last one has
 * what came later, and what was never sent.
 */
export function cutRounds(recording: Recording, { rounds, roundMs }: { rounds: number; roundMs: number }): Recording {
  const { phases, samples } = recording;
  const index = phases.findIndex(({ kind }) => kind === 'round');
  const whole = phases[index];
  if (!whole) return recording;
  const begun = Math.ceil((whole.endMs - whole.startMs) / roundMs);
  const last = Math.max(1, Math.min(rounds, begun)) - 1;
  const phase = samples.phase.slice();
  for (let row = 0; row < samples.count; row++) {
    if (phase[row] !== index) continue;
    const afterMs = samples.startMs[row]! + samples.latencyMs[row]! - whole.startMs;
    phase[row] = index + Math.min(last, Math.floor(afterMs / roundMs));
  }
  const cut = Array.from({ length: last + 1 }, (_, round): Phase => {
    const startMs = whole.startMs + round * roundMs;
    const isLast = round === last;
    return {
      ...whole,
      name: `round ${round + 1}`,
      startMs,
      endMs: isLast ? whole.endMs : startMs + roundMs,
      unsent: isLast ? whole.unsent : 0,
    };
  });
  return { ...recording, phases: phases.toSpliced(index, 1, ...cut), samples: { ...samples, phase } };
}
