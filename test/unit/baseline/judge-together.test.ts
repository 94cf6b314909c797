import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeTogether } from '../../../src/baseline/judge-together.ts';
import type { Profile, Verdict } from '../../../src/model.ts';
import { anEndpoint, measured } from '../../support/profiles.ts';
import { comparison } from '../../support/verdicts.ts';

/** 1.5 times as slow, with that much uncertainty. */
const slower = (uncertain: number, rounds = 12): Verdict => ({
  state: 'compared',
  severity: 'LOW',
  ...comparison(1, {
    ratios: { p50: { value: 1.5, low: 1.5 / uncertain, high: 1.5 * uncertain }, p95: comparison(1).ratios.p95, p99: 1 },
    decidedBy: 'p50',
    rounds: { now: rounds, baseline: rounds },
  }),
});
const same: Verdict = { state: 'compared', severity: 'OK', ...comparison(1) };
const profileWith = (verdict: Verdict): Profile => measured({ verdict });
const statesOf = (verdicts: Verdict[]) =>
  judgeTogether(verdicts.map(profileWith)).map((profile) => profile.state === 'measured' && profile.verdict.state);

const certain = slower(1.05);
/** Two standard deviations: one in fifty. */
const barely = slower(1.395);

test('one endpoint alone stays as it is', () => {
  expect(statesOf([barely])).toEqual(['compared']);
  expect(statesOf([slower(1.05, 3)])).toEqual(['compared']);
});

test('a difference that one of so many shows by chance is left open; a certain one is not', () => {
  const others = Array<Verdict>(20).fill(same);
  const verdicts = judgeTogether([certain, barely, ...others].map(profileWith)).map(
    (profile) => profile.state === 'measured' && profile.verdict,
  );
  expect(verdicts[0]).toEqual(certain);
  expect(verdicts[1]).toMatchObject({ state: 'inconclusive', moreRounds: null, ratios: { p50: { value: 1.5 } } });
  expect(verdicts.slice(2)).toEqual(others);
});

test('three rounds on either side are not enough for one of several', () => {
  expect(statesOf([slower(1.01, 3), same])).toEqual(['inconclusive', 'compared']);
  expect(statesOf([slower(1.01, 6), same])).toEqual(['compared', 'compared']);
});

test('what was not compared does not count', () => {
  const others: Profile[] = [
    ...Array<Profile>(50).fill(measured({ verdict: { state: 'no-baseline' } })),
    { state: 'cancelled', endpoint: anEndpoint() },
  ];
  expect(judgeTogether([profileWith(barely), ...others])[0]).toEqual(profileWith(barely));
});

describe('in any run', () => {
  const verdict = fc.oneof(
    fc.constant(same),
    fc.double({ min: 1.001, max: 1.5, noNaN: true }).map((uncertain) => slower(uncertain)),
  );

  test('no verdict becomes more certain, and the more certain of two falls only with the other', () => {
    fc.assert(
      fc.property(fc.array(verdict, { maxLength: 30 }), (verdicts) => {
        const states = statesOf(verdicts);
        const uncertain = (of: Verdict) => (of.state === 'compared' ? of.ratios.p50.high / of.ratios.p50.value : 0);
        const regressions = verdicts.flatMap((of, index) => (of === same ? [] : [{ of, state: states[index] }]));
        const fallen = regressions.filter(({ state }) => state === 'inconclusive').map(({ of }) => uncertain(of));
        const standing = regressions.filter(({ state }) => state === 'compared').map(({ of }) => uncertain(of));
        expect(Math.max(0, ...standing)).toBeLessThanOrEqual(Math.min(...fallen, Number.POSITIVE_INFINITY));
        expect(verdicts.every((of, index) => of !== same || states[index] === 'compared')).toBe(true);
      }),
    );
  });
});
