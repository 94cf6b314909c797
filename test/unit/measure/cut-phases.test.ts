import { expect, test } from 'vitest';
import { roundsOfPhases } from '../../../src/measure/cut-phases.ts';
import { summarise } from '../../../src/measure/summarise.ts';
import { type ScriptedPhase, scriptedRecording } from '../../support/recording.ts';

const every10Ms = (kind: ScriptedPhase['kind'], durationMs: number, latencyMs: number): ScriptedPhase => ({
  kind,
  durationMs,
  samples: Array.from({ length: durationMs / 10 }, (_, index) => ({ atMs: 10 * index, latencyMs })),
});

const recording = scriptedRecording({
  phases: [every10Ms('warm-up', 500, 9), every10Ms('round', 1000, 5), every10Ms('round', 3000, 8)],
  heads: [{ status: 200, headers: {} }],
});

test('a load of two phases has as many rounds as are wanted, of equal length', () => {
  const rounds = roundsOfPhases(recording, 12);
  expect(rounds.map(({ p50Ms }) => Math.round(p50Ms))).toEqual([5, 5, 5, 8, 8, 8, 8, 8, 8, 8, 8, 8]);
  for (const { count } of rounds) expect(count).toBeCloseTo(33, -1);
});

test('nothing is lost, and what came before is not counted', () => {
  const counts = roundsOfPhases(recording, 7).map(({ count }) => count);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(summarise(recording).count);
});

test('each phase keeps a round of its own', () => {
  expect(roundsOfPhases(recording, 1)).toHaveLength(2);
});
