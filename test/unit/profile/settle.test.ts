import { expect, test } from 'vitest';
import { baselineOf } from '../../../src/baseline/baseline.ts';
import { thisMachine } from '../../../src/baseline/machine.ts';
import { summarise } from '../../../src/measure/summarise.ts';
import type { Recording } from '../../../src/model.ts';
import type { Alone } from '../../../src/profile/alone.ts';
import type { ProfileRun } from '../../../src/profile/run.ts';
import { settled } from '../../../src/profile/settle.ts';
import { requestShapeOf } from '../../../src/request/shape.ts';
import { measured } from '../../support/profiles.ts';
import { scriptedRecording } from '../../support/recording.ts';

const roundMs = 250;
const load = { ...measured().load, tap: 'none' as const, rounds: 12, roundMs };

/** A warm-up and rounds, each with a hundred answers of one latency. */
const recorded = (
  latenciesMs: number[],
  ended: Recording['ended'] = 'completed',
  startedAtMonotonicMs = 0,
): Recording =>
  scriptedRecording({
    phases: [
      { kind: 'warm-up', durationMs: 500, samples: [{ latencyMs: 5 }] },
      ...latenciesMs.map((latencyMs, round) => ({
        kind: 'round' as const,
        name: `round ${round + 1}`,
        durationMs: roundMs,
        samples: Array(100).fill({ latencyMs, atMs: 1 }),
      })),
    ],
    heads: [{ status: 200, headers: {} }],
    ended,
    startedAtMonotonicMs,
  });

const rounds = (middleMs: number, differ = 0.01): number[] =>
  Array.from({ length: 12 }, (_, round) => middleMs * (1 + differ * (((round * 5) % 12) / 6 - 1)));

async function settle(first: Recording, ended: Recording['ended'] = 'completed') {
  const request = { method: 'GET', url: 'http://127.0.0.1:3000/', headers: {}, body: null };
  const saved = { ...measured(), load, requestShape: requestShapeOf(request), handlerHash: null };
  const baseline = baselineOf({ ...saved, summary: summarise(recorded(rounds(10))) }, thisMachine(), null);
  const alone = { plan: { requests: [request] }, handlerHash: null, baseline } as unknown as Alone;
  const asked: number[] = [];
  const api = { sql: { reason: { kind: 'switched-off' } } };
  const recording = await settled(
    first,
    { load, workMs: [] },
    alone,
    { api, signal: new AbortController().signal } as unknown as ProfileRun,
    async (more) => {
      asked.push(more);
      return recorded(rounds(10).slice(0, more), ended, 10_000);
    },
  );
  return { recording, asked };
}

test.each([
  ['the same', rounds(10)],
  ['certainly slower', rounds(14)],
  ['so near the limit that no number of rounds would tell', rounds(12)],
])('what is %s is left as it is', async (_, latenciesMs) => {
  const first = recorded(latenciesMs);
  expect(await settle(first)).toEqual({ recording: first, asked: [] });
});

test('where more rounds would tell they are taken once, and counted on', async () => {
  const { recording, asked } = await settle(recorded(rounds(10.6, 0.2)));
  expect(asked).toHaveLength(1);
  const names = recording.phases.filter(({ kind }) => kind === 'round').map(({ name }) => name);
  expect(names).toEqual(Array.from({ length: names.length }, (_, round) => `round ${round + 1}`));
  expect(names).toHaveLength(12 + Math.min(12, asked[0]!));
  expect(recording.phases.filter(({ kind }) => kind === 'warm-up')).toHaveLength(2);
});

test('they are twice as many at the most, and six seconds', async () => {
  const { asked } = await settle(recorded(rounds(10.8, 0.3)));
  expect(asked).toEqual([24]);
});

test('further rounds that were cut short are left out: those before were whole', async () => {
  const first = recorded(rounds(10.3, 0.12));
  expect((await settle(first, 'cancelled')).recording).toBe(first);
});
