import { describe, expect, it } from 'vitest';
import { columnBuffers, type Exchange, Recorder } from '../../../src/burst/recorder.ts';
import { columnNames } from '../../../src/model.ts';

const clock = { startedAtMonotonicMs: 0, nowMs: () => 0 };
const exchange: Exchange = {
  startMs: 10,
  lagMs: 2,
  firstByteMs: 14,
  endMs: 15,
  status: 200,
  bodyBytes: 7,
  socket: 3,
  target: 4,
  cache: 1,
  headers: {},
};

function recorded(count: number, maxRequests: number) {
  const recorder = new Recorder(clock, maxRequests);
  recorder.beginPhase({
    kind: 'round',
    name: 'round',
    pace: { model: 'open', ratePerS: { from: 1, to: 1 }, maxInFlight: 1 },
  });
  for (let row = 0; row < count; row++) recorder.add({ ...exchange, bodyBytes: row }, null);
  recorder.endPhase(5);
  return recorder.finish('completed', 0);
}

describe('a recording', () => {
  it('has a row a request, with all that was noted of it', () => {
    const { samples, phases } = recorded(1, 10);
    expect(Object.fromEntries(columnNames.map((name) => [name, [...samples[name]]]))).toEqual({
      startMs: [10],
      latencyMs: [5],
      firstByteMs: [4],
      lagMs: [2],
      bodyBytes: [0],
      status: [200],
      connection: [3],
      phase: [0],
      target: [4],
      failed: [0],
      cache: [1],
    });
    expect(phases).toMatchObject([{ unsent: 5 }]);
  });

  it.each([0, 4, 6, 10])('of %i out of 10 requests has columns of that length', (count) => {
    const { samples } = recorded(count, 10);
    for (const name of columnNames) expect(samples[name]).toHaveLength(count);
    expect([...samples.bodyBytes]).toEqual(Array.from({ length: count }, (_, row) => row));
  });

  it('takes no more than 36 bytes a row, however many they are', () => {
    const bytes = (count: number) =>
      columnBuffers(recorded(count, 1000).samples).reduce((sum, { byteLength }) => sum + byteLength, 0);
    expect(bytes(1000)).toBe(36_000);
    expect(bytes(900)).toBe(36_000);
    expect(bytes(100)).toBe(3_600);
  });
});
