import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitRounds, probePlan, roundsPlan } from '../../../src/burst/plans.ts';

const request = { method: 'GET', url: 'http://127.0.0.1:3000/', headers: {}, body: null };
const asked = { connections: 10, rounds: 6, roundMs: 500 };

describe('rounds', () => {
  test('are as asked for where the endpoint answers fast', () => {
    expect(fitRounds(asked, 5)).toEqual(asked);
    expect(fitRounds(asked, 250)).toEqual(asked);
  });

  test('are fewer and longer where it takes long, and at least one', () => {
    expect(fitRounds(asked, 500)).toEqual({ connections: 10, rounds: 3, roundMs: 1000 });
    expect(fitRounds(asked, 60_000)).toEqual({ connections: 10, rounds: 1, roundMs: 3000 });
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

test('every phase is bounded in time and in number', () => {
  for (const { durationMs, maxRequests } of [...probePlan(request).phases, ...roundsPlan(request, asked).phases]) {
    expect(durationMs).toBeLessThanOrEqual(6_000);
    expect(maxRequests).toBeLessThanOrEqual(100_000);
  }
});
