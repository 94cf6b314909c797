import { expect, it } from 'vitest';
import { joinRecordings } from '../../../src/measure/join-recordings.ts';
import { scriptedRecording } from '../../support/recording.ts';

const reset = { kind: 'reset', message: 'read ECONNRESET' } as const;
const refused = { kind: 'refused', message: 'connect ECONNREFUSED' } as const;

const first = scriptedRecording({
  startedAtMonotonicMs: 5000,
  phases: [
    {
      kind: 'probe',
      durationMs: 100,
      samples: [
        { latencyMs: 9, socket: 1 },
        { latencyMs: 1, failed: reset },
      ],
    },
  ],
  heads: [{ status: 404, headers: { from: 'first' } }],
  generatorUtilisation: 0,
  standstills: [{ fromMs: 10, toMs: 35 }],
});
const second = scriptedRecording({
  startedAtMonotonicMs: 5250.5,
  phases: [
    { kind: 'warm-up', durationMs: 50, samples: [{ latencyMs: 2, socket: 0, failed: refused }] },
    { kind: 'round', durationMs: 500, samples: [{ latencyMs: 3, socket: 1, bodyBytes: 70, failed: reset }] },
  ],
  heads: [
    { status: 404, headers: { from: 'second' } },
    { status: 500, headers: {} },
  ],
  ended: 'cancelled',
  generatorUtilisation: 0.4,
  standstills: [{ fromMs: 1, toMs: 31 }],
});

it('lays the second run behind the first on one clock', () => {
  const joined = joinRecordings(first, second);
  expect(joined.startedAtMonotonicMs).toBe(5000);
  expect(joined.phases.map(({ kind, startMs, endMs }) => [kind, startMs, endMs])).toEqual([
    ['probe', 0, 100],
    ['warm-up', 250.5, 300.5],
    ['round', 300.5, 800.5],
  ]);
  expect(joined.samples).toMatchObject({
    count: 4,
    startMs: Float64Array.of(0, 9, 250.5, 300.5),
    latencyMs: Float64Array.of(9, 1, 2, 3),
    bodyBytes: Uint32Array.of(0, 0, 0, 70),
    phase: Uint8Array.of(0, 0, 1, 2),
  });
  expect(joined).toMatchObject({ ended: 'cancelled', generatorUtilisation: 0.4 });
  expect(joined.standstills).toEqual([
    { fromMs: 10, toMs: 35 },
    { fromMs: 251.5, toMs: 281.5 },
  ]);
});

it('keeps the sockets of both runs apart', () => {
  expect(joinRecordings(first, second).samples.connection).toEqual(Uint16Array.of(1, 0, 2, 3));
});

it('counts failures of a kind together, with the earlier example', () => {
  const { failures, samples } = joinRecordings(first, second);
  expect(failures).toEqual([
    { kind: 'reset', count: 2, message: 'read ECONNRESET', atMs: 10, head: null },
    { kind: 'refused', count: 1, message: 'connect ECONNREFUSED', atMs: 252.5, head: null },
  ]);
  expect(samples.failed).toEqual(Uint8Array.of(0, 1, 2, 1));
});

it('keeps the first head of all and of each error', () => {
  const { firstHead, errorHeads } = joinRecordings(first, second);
  expect(firstHead?.headers).toEqual({ from: 'first' });
  expect(errorHeads.map(({ status, headers }) => [status, headers.from])).toEqual([
    [404, 'first'],
    [500, undefined],
  ]);
});
