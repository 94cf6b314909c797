import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closedLoop } from '../../../src/burst/plans.ts';
import { schedule } from '../../../src/burst/schedule.ts';
import { splitPlan } from '../../../src/burst/split-plan.ts';
import { type BurstPlan, mostInFlight, type Pace, type PhasePlan } from '../../../src/model.ts';
import { planFor } from '../../support/burst-plan.ts';

const users = fc.integer({ min: 0, max: 300 });
const closedPace: fc.Arbitrary<Pace> = fc
  .record({ from: users, to: users })
  .filter(({ from, to }) => from + to > 0)
  .map((ramp) => ({ ...closedLoop(1), users: ramp }) as Pace);
const openPace: fc.Arbitrary<Pace> = fc.record({
  model: fc.constant('open' as const),
  ratePerS: fc.record({ from: fc.integer({ min: 1, max: 5000 }), to: fc.integer({ min: 1, max: 5000 }) }),
  maxInFlight: fc.integer({ min: 1, max: 300 }),
});
const bound = fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.integer({ min: 1, max: 1e6 }));
const phasePlan: fc.Arbitrary<PhasePlan> = fc.record({
  kind: fc.constantFrom('warm-up', 'round'),
  name: fc.string(),
  pace: fc.oneof(closedPace, openPace),
  durationMs: fc.integer({ min: 1, max: 60_000 }),
  maxRequests: bound,
});
const anyPlan: fc.Arbitrary<BurstPlan> = fc
  .tuple(fc.array(phasePlan, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 16 }), bound)
  .map(([phases, workers, maxRequests]) => planFor('http://127.0.0.1:1/', phases, { workers, maxRequests }));

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const ratesOf = ({ pace }: PhasePlan) => (pace.model === 'open' ? pace.ratePerS : { from: 0, to: 0 });
const usersOf = ({ pace }: PhasePlan) => (pace.model === 'closed' ? pace.users : { from: 0, to: 0 });
const closed = (from: number, to = from): Pace => ({ ...closedLoop(1), users: { from, to } }) as Pace;
const round = (pace: Pace): PhasePlan => ({ kind: 'round', name: 'r', pace, durationMs: 1000, maxRequests: 1e9 });

describe('parts of a burst', () => {
  it('add up to the plan in users, rates, requests in flight and bounds', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const parts = splitPlan(plan);
        expect(sum(parts.map(({ maxRequests }) => maxRequests))).toBe(plan.maxRequests);
        plan.phases.forEach((phase, index) => {
          const all = parts.map(({ phases }) => phases[index]!);
          const sending = all.filter(({ pace }) => mostInFlight(pace) > 0);
          for (const end of ['from', 'to'] as const) {
            expect(sum(all.map((part) => usersOf(part)[end]))).toBe(usersOf(phase)[end]);
            expect(sum(all.map((part) => ratesOf(part)[end]))).toBeCloseTo(ratesOf(phase)[end], 6);
          }
          if (phase.pace.model === 'open')
            expect(sum(all.map(({ pace }) => mostInFlight(pace)))).toBe(mostInFlight(phase.pace));
          expect(sum(sending.map(({ maxRequests }) => maxRequests))).toBe(phase.maxRequests);
        });
      }),
    );
  });

  it('are no more than were asked for, and each has something to send', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const parts = splitPlan(plan);
        expect(parts.length).toBeGreaterThanOrEqual(1);
        expect(parts.length).toBeLessThanOrEqual(plan.workers);
        for (const part of parts) {
          expect(part.workers).toBe(parts.length);
          expect(part.phases).toHaveLength(plan.phases.length);
          expect(Math.max(...part.phases.map(({ pace }) => mostInFlight(pace)))).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('leave a burst for one worker as it is', () => {
    const plan = planFor('http://127.0.0.1:1/', [round(closed(10)), round(closed(1, 50))]);
    expect(splitPlan(plan)).toEqual([plan]);
  });

  it('are as many as the busiest phase has users', () => {
    const plan = planFor('http://127.0.0.1:1/', [round(closed(1)), round(closed(3))], { workers: 8 });
    expect(splitPlan(plan).map(({ phases }) => phases.map(usersOf).map(({ to }) => to))).toEqual([
      [1, 1],
      [0, 1],
      [0, 1],
    ]);
  });

  it('of an open burst are due evenly spaced, taken together', () => {
    const pace: Pace = { model: 'open', ratePerS: { from: 300, to: 300 }, maxInFlight: 50 };
    const parts = splitPlan(planFor('http://127.0.0.1:1/', [round(pace)], { workers: 3 }));
    const dueMs = parts.flatMap(({ phases }, worker) => {
      const { count, dueMs } = schedule(ratesOf(phases[0]!), 1000, worker / parts.length);
      return Array.from({ length: count }, (_, request) => dueMs(request));
    });
    dueMs.sort((a, b) => a - b);
    expect(dueMs).toHaveLength(300);
    dueMs.forEach((ms, request) => {
      expect(ms).toBeCloseTo(request / 0.3, 6);
    });
  });

  it('share the rows of data among them where there are enough', () => {
    const request = (path: string) => ({ method: 'GET', url: `http://127.0.0.1:1/${path}`, headers: {}, body: null });
    const targets = [
      { weight: 1, requests: ['a', 'b', 'c', 'd', 'e'].map(request) },
      { weight: 2, requests: [request('only')] },
    ];
    const parts = splitPlan({ ...planFor('http://127.0.0.1:1/', [round(closed(4))], { workers: 2 }), targets });
    const paths = parts.map((part) => part.targets.map(({ requests }) => requests.map(({ url }) => url.slice(19))));
    expect(paths).toEqual([
      [['a', 'c', 'e'], ['only']],
      [['b', 'd'], ['only']],
    ]);
  });
});
