import { expect, it } from 'vitest';
import { ofTarget } from '../../../src/measure/of-target.ts';
import { phaseResults } from '../../../src/measure/phase-results.ts';
import { summarise } from '../../../src/measure/summarise.ts';
import type { Pace } from '../../../src/model.ts';
import { scriptedRecording } from '../../support/recording.ts';

const reset = { kind: 'reset', message: 'read ECONNRESET' } as const;
const timeout = { kind: 'timeout', message: 'no answer in 30 s' } as const;
const pace: Pace = { model: 'open', ratePerS: { from: 100, to: 300 }, maxInFlight: 20 };

const mix = scriptedRecording({
  heads: [
    { status: 200, headers: { 'content-type': 'text/plain' } },
    { status: 404, headers: {} },
    { status: 500, headers: {} },
  ],
  phases: [
    {
      kind: 'round',
      name: 'peak',
      durationMs: 1000,
      pace,
      unsent: 40,
      samples: [
        { target: 1, atMs: 5, latencyMs: 2 },
        { target: 0, atMs: 6, latencyMs: 30, failed: reset },
        { target: 1, atMs: 7, latencyMs: 4, status: 404 },
        { target: 1, atMs: 8, latencyMs: 6, failed: timeout },
        { target: 2, atMs: 9, latencyMs: 1, status: 500 },
        { target: 1, atMs: 9, latencyMs: 6, failed: timeout },
        { target: 0, atMs: 9, latencyMs: 7 },
        { target: 0, atMs: 9, latencyMs: 8, failed: timeout },
      ],
    },
    { kind: 'round', name: 'nobody', durationMs: 500, connections: 3, samples: [] },
  ],
});

it('has the requests of one target, on the clock of the mix', () => {
  const own = ofTarget(mix, 1);
  expect([...own.samples.startMs]).toEqual([5, 7, 8, 9]);
  expect(own.samples.count).toBe(4);
  expect(own.phases.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
    [0, 1000],
    [1000, 1500],
  ]);
  expect(summarise(own)).toMatchObject({ count: 4, errors: 3, statusCodes: { 200: 1, 404: 1 } });
});

it('counts its failures anew', () => {
  const own = ofTarget(mix, 1);
  expect(own.failures.map(({ kind, count }) => [kind, count])).toEqual([['timeout', 2]]);
  expect([...own.samples.failed]).toEqual([0, 0, 1, 1]);
  expect(ofTarget(mix, 0).failures.map(({ kind, count }) => [kind, count])).toEqual([
    ['reset', 1],
    ['timeout', 1],
  ]);
  expect(ofTarget(mix, 2).failures).toEqual([]);
});

it('keeps the heads that can be its own', () => {
  expect(ofTarget(mix, 1).firstHead?.status).toBe(200);
  expect(ofTarget(mix, 1).errorHeads.map(({ status }) => status)).toEqual([404]);
  expect(ofTarget(mix, 2).firstHead).toBeNull();
});

it('was offered its share of the rate', () => {
  const [peak, nobody] = phaseResults(ofTarget(mix, 1));
  expect(peak).toMatchObject({ name: 'peak', offeredPerS: 100, unsent: 20, count: 4 });
  expect(nobody).toMatchObject({ offeredPerS: null, count: 0, rps: 0, p99Ms: 0 });
});
