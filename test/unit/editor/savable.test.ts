import { describe, expect, test } from 'vitest';
import type { Result } from '../../../src/editor/result-store.ts';
import { differsFromBaseline, savable, whyNotSaved } from '../../../src/editor/savable.ts';
import type { MeasuredProfile, Verdict } from '../../../src/model.ts';
import { anEndpoint, measured, measuredLike, profiles, recorded } from '../../support/profiles.ts';
import { recentOrders } from '../../support/queries.ts';
import { compared, comparison } from '../../support/verdicts.ts';

const resultOf = (profile: Result['profile'], overrides: Partial<Result> = {}): Result => ({
  ...{ profile, stale: false, isBaseline: false },
  ...overrides,
});
const inPart = measured({ warnings: [{ kind: 'partial', reason: 'cancelled', detail: '' }] });

test.each([
  ['is whole and of the code as it stands', resultOf(measured()), null],
  ['is not there', undefined, 'has not been measured yet'],
  ['failed', resultOf(profiles.failed), 'has not been measured yet'],
  ['was cut short', resultOf(inPart), 'was measured only in part'],
  ['is of other code', resultOf(measured(), { stale: true }), 'has changed since it was measured'],
])('a result that %s', (_, result, reason) => {
  expect(whyNotSaved(result)).toBe(reason);
});

test('of all results those are saved that can be, unless they are saved already', () => {
  const [fit, saved, cut] = [resultOf(measured()), resultOf(measured(), { isBaseline: true }), resultOf(inPart)];
  expect(savable([fit, saved, cut, resultOf(profiles.failed)])).toEqual({ profiles: [fit.profile], unfit: [cut] });
});

describe('a result differs from its baseline', () => {
  const quiet = { findings: [], sql: { state: 'not-recorded', reason: { kind: 'switched-off' } } } as const;
  const withVerdict = (verdict: Verdict): MeasuredProfile =>
    measuredLike({ medianMs: 5, spread: 0.2, count: 900 }, null, { ...quiet, findings: [], verdict });

  test.each<[string, Verdict, boolean]>([
    ['where there is none', { state: 'no-baseline' }, true],
    ['where it is slower', compared('LOW', 1.3), true],
    ['where it is faster', compared('FASTER', 0.6), true],
    ['not where it is as fast', compared('OK', 1.02), false],
    ['not where nobody can tell', { state: 'inconclusive', moreRounds: 6, ...comparison(1.3) }, false],
    ['not where they cannot be compared', { state: 'incomparable', reason: 'the load is another one' }, false],
  ])('%s', (_, verdict, differs) => {
    expect(differsFromBaseline(withVerdict(verdict))).toBe(differs);
  });

  test('where it sends another statement, or one that is planned in another way, however fast', () => {
    const asFast = { verdict: compared('OK', 1), endpoint: anEndpoint() };
    const known = { state: 'known' as const, callsPerRequest: 1, msPerCall: 1, planMs: null, steps: [] };
    const step = { type: 'Seq Scan', relation: 'orders', index: null, rows: 20, selfMs: 1 };
    const withBefore = (before: typeof recentOrders.before) =>
      measured({ ...asFast, sql: recorded([{ ...recentOrders, before }]) });
    expect(differsFromBaseline(withBefore(known))).toBe(false);
    expect(differsFromBaseline(withBefore({ state: 'new' }))).toBe(true);
    expect(differsFromBaseline(withBefore({ ...known, steps: [{ was: null, now: step }] }))).toBe(true);
  });
});
