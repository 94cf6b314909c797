import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkRounds, fitRounds, probePlan, roundsPlan, timeoutAmongOthers } from '../../../src/burst/plans.ts';

const request = { method: 'GET', url: 'http://127.0.0.1:3000/', headers: {}, body: null };
const target = { weight: 1, requests: [request] };
const limits = { transport: { ca: null, acceptAnyCertificate: false, http2: false }, workers: 1 };
const asked = { connections: 10, ratePerS: null, rounds: 6, roundMs: 500 };

describe('rounds', () => {
  test.each([
    [{ connections: 0 }, '1 to 1000 connections, in whole numbers: 0 was given'],
    [{ connections: 0.5 }, '0.5 was given'],
    [{ connections: 1e5 }, '100000 was given'],
    [{ connections: Number.NaN }, 'NaN was given'],
    [{ ratePerS: 0 }, '0.1 to 100000 requests a second: 0 was given'],
    [{ rounds: 0 }, '1 to 100 rounds'],
    [{ roundMs: 0 }, '0.1 to 3600 seconds of measured rounds: 0 was given'],
    [{ roundMs: 1e9 }, 'seconds'],
  ])('that would measure nothing, or never end, are refused: %j', (wrong, message) => {
    expect(() => checkRounds({ ...asked, ...wrong })).toThrow(message);
    expect(() => checkRounds(asked)).not.toThrow();
  });

  test('are one phase without a gap, of a closed loop or of a rate', () => {
    expect(roundsPlan(target, asked, limits).phases).toMatchObject([
      { kind: 'warm-up', untilSteady: true },
      { kind: 'round', durationMs: 3000, pace: { model: 'closed' } },
    ]);
    const { phases } = roundsPlan(target, { ...asked, ratePerS: 200 }, limits);
    expect(phases.map(({ kind }) => kind)).toEqual(['warm-up', 'round']);
    expect(phases[1]!.durationMs).toBe(3000);
    expect(phases[1]!.pace).toEqual({ model: 'open', ratePerS: { from: 200, to: 200 }, maxInFlight: 10 });
  });

  test('are as asked for where the endpoint answers fast', () => {
    expect(fitRounds(asked, 5)).toEqual(asked);
    expect(fitRounds(asked, 250)).toEqual(asked);
  });

  test('are fewer and longer where it takes long, and at least one', () => {
    expect(fitRounds({ ...asked, rounds: 12, roundMs: 250 }, 250)).toEqual(asked);
    expect(fitRounds(asked, 500)).toEqual({ ...asked, rounds: 3, roundMs: 1000 });
    expect(fitRounds(asked, 1000)).toEqual({ ...asked, rounds: 3, roundMs: 1000 });
    expect(fitRounds(asked, 60_000)).toEqual({ ...asked, rounds: 1, roundMs: 3000 });
  });

  test('take the same time together, whatever the endpoint', () => {
    const ms = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(ms, (requestMs) => {
        const { rounds, roundMs } = fitRounds(asked, requestMs);
        expect(rounds * roundMs).toBeCloseTo(3000);
        expect(rounds).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});

test('a first call that takes seconds leaves time for those that tell how long it takes otherwise', () => {
  const [first, others] = probePlan(request, limits).phases;
  expect(first).toMatchObject({ kind: 'probe', maxRequests: 1 });
  expect(others).toMatchObject({ kind: 'probe', maxRequests: 7 });
  expect(others!.durationMs).toBeGreaterThan(1000);
});

test.each([
  [5, 10_000],
  [800, 16_000],
  [8_000, 30_000],
])('of a request that takes %i ms alone a burst waits %i ms for the answer at the longest', (requestMs, timeoutMs) => {
  expect(timeoutAmongOthers(requestMs)).toBe(timeoutMs);
});

test('every burst is bounded in time and in number', () => {
  for (const plan of [probePlan(request, limits), roundsPlan(target, asked, limits)]) {
    expect(plan.maxRequests).toBeLessThanOrEqual(2_500_000);
    for (const { durationMs } of plan.phases) expect(durationMs).toBeLessThanOrEqual(6_000);
  }
});
