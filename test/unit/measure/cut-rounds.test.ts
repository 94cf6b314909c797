import { expect, test } from 'vitest';
import { cutRounds } from '../../../src/measure/cut-rounds.ts';
import { summarise } from '../../../src/measure/summarise.ts';
import type { Pace } from '../../../src/model.ts';
import { scriptedRecording } from '../../support/recording.ts';

const pace: Pace = { model: 'open', ratePerS: { from: 10, to: 10 }, maxInFlight: 5 };
const asked = { rounds: 3, roundMs: 1000 };

const openRecording = (durationMs: number, ends: number[], unsent = 0) =>
  scriptedRecording({
    phases: [
      { kind: 'warm-up', durationMs: 500, pace, samples: [{ latencyMs: 5 }] },
      { kind: 'round', durationMs, pace, unsent, samples: ends.map((atMs) => ({ atMs: atMs - 5, latencyMs: 5 })) },
    ],
  });

test('answers belong to the round in which they were complete; what came after the last one is its own', () => {
  const { phases, samples } = cutRounds(openRecording(3400, [10, 990, 1010, 2999, 3300], 2), asked);
  expect([...samples.phase]).toEqual([0, 1, 1, 2, 3, 3]);
  expect(phases.map(({ name, startMs, endMs, unsent }) => [name, startMs, endMs, unsent])).toEqual([
    ['warm-up', 0, 500, 0],
    ['round 1', 500, 1500, 0],
    ['round 2', 1500, 2500, 0],
    ['round 3', 2500, 3900, 2],
  ]);
});

test('the figures of the whole stay what they were', () => {
  const recording = openRecording(3400, [10, 990, 1010, 2999, 3300]);
  const { rounds: _, ...whole } = summarise(recording);
  expect(summarise(cutRounds(recording, asked))).toMatchObject(whole);
});

test('a load that was cancelled has the rounds that were begun', () => {
  expect(cutRounds(openRecording(1200, [10, 1100]), asked).phases).toHaveLength(3);
  const warmUpAlone = scriptedRecording({ phases: [{ kind: 'warm-up', durationMs: 5, pace, samples: [] }] });
  expect(cutRounds(warmUpAlone, asked)).toBe(warmUpAlone);
});
