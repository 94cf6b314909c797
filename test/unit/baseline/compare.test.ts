import { describe, expect, test } from 'vitest';
import { baselineOf } from '../../../src/baseline/baseline.ts';
import { compare } from '../../../src/baseline/compare.ts';
import type { Calibration, Summary, Verdict } from '../../../src/model.ts';
import { aMachine, measured } from '../../support/profiles.ts';

const { summary } = measured();

interface Figures {
  p50Ms: number;
  p95Ms: number;
}

/** Twelve rounds that differ by some percent, each with plenty of answers. */
const withRounds = ({ p50Ms, p95Ms }: Figures, overrides: { rounds?: number; answers?: number } = {}): Summary => ({
  ...summary,
  p50Ms,
  p95Ms,
  rounds: Array.from({ length: overrides.rounds ?? 12 }, (_, round) => {
    const luck = 1 + 0.02 * (((round * 5) % 12) / 6 - 1);
    return { count: overrides.answers ?? 500, rps: 100, p50Ms: p50Ms * luck, p95Ms: p95Ms * luck };
  }),
});

const then = { p50Ms: 10, p95Ms: 20 };
const times = (factor: number): Figures => ({ p50Ms: then.p50Ms * factor, p95Ms: then.p95Ms * factor });
const took = (workMs: number): Calibration => ({ workMs, spreadShare: 0.02, times: 24 });
const savedWith = (figures: Figures, calibration: Calibration | null = null, rounds = 12) =>
  baselineOf({ ...measured(), summary: withRounds(figures, { rounds }), calibration }, aMachine, 'a1b2c3d');
const against = (now: Summary, baseline = savedWith(then), calibration: Calibration | null = null): Verdict =>
  compare({ ...baseline, summary: now, rounds: now.rounds, calibration }, baseline);

test.each([
  [3, 'HIGH'],
  [2.2, 'HIGH'],
  [1.9, 'MEDIUM'],
  [1.65, 'MEDIUM'],
  [1.4, 'LOW'],
  [1.3, 'LOW'],
  [1.1, 'OK'],
  [1, 'OK'],
  [0.9, 'OK'],
  [0.7, 'FASTER'],
])('%s times the baseline is %s', (factor, severity) => {
  expect(against(withRounds(times(factor)))).toMatchObject({ state: 'compared', severity });
});

test('a ratio that may be at the limit is inconclusive', () => {
  expect(against(withRounds(times(1.15)))).toMatchObject({ state: 'inconclusive', ratios: { p50: { value: 1.15 } } });
});

test('a difference that nobody can feel is OK, whatever its ratio', () => {
  const verdict = against(withRounds({ p50Ms: 0.25, p95Ms: 0.5 }), savedWith({ p50Ms: 0.1, p95Ms: 0.2 }));
  expect(verdict).toMatchObject({ severity: 'OK' });
});

test('without a baseline there is nothing to say', () => {
  expect(compare(savedWith(then), null)).toEqual({ state: 'no-baseline' });
});

describe('the figure that decides', () => {
  test('is the median, which is the more certain one', () => {
    expect(against(withRounds(times(1.4)))).toMatchObject({ decidedBy: 'p50' });
  });

  test('is the tail where that alone is certainly slower', () => {
    const verdict = against(withRounds({ p50Ms: 10, p95Ms: 40 }));
    expect(verdict).toMatchObject({ severity: 'MEDIUM', decidedBy: 'p95' });
  });

  test('is not a tail of few answers a round', () => {
    const verdict = against(withRounds({ p50Ms: 10, p95Ms: 40 }, { answers: 20 }));
    expect(verdict).toMatchObject({ severity: 'OK', decidedBy: 'p50' });
  });
});

describe('another speed of the same machine', () => {
  test('is taken out of the ratio by half, and said', () => {
    const verdict = against(withRounds(times(1.4)), savedWith(then, took(5)), took(7));
    expect(verdict).toMatchObject({
      state: 'inconclusive',
      scaled: { by: expect.closeTo(Math.sqrt(1.4), 5), reason: expect.stringContaining('1.40 times as long') },
      ratios: { p50: { value: expect.closeTo(Math.sqrt(1.4), 5) } },
    });
  });

  test('leaves a regression that is far larger', () => {
    expect(against(withRounds(times(3)), savedWith(then, took(5)), took(6))).toMatchObject({ severity: 'HIGH' });
  });

  test('is let pass where it is within what such times differ by', () => {
    expect(against(withRounds(times(1)), savedWith(then, took(5)), took(5.2))).toMatchObject({
      severity: 'OK',
      scaled: null,
    });
  });
});

test.each([
  ['a round', 1],
  ['two rounds', 2],
])('%s of this run, or of the baseline, tell nothing for certain', (_, rounds) => {
  const few = withRounds(times(5), { rounds });
  expect(against(few)).toMatchObject({ state: 'inconclusive', moreRounds: 3 - rounds });
  expect(against(withRounds(times(5)), savedWith(then, null, rounds))).toMatchObject({
    state: 'inconclusive',
    moreRounds: null,
  });
});

test.each([
  ['another machine', { machine: { ...aMachine, cores: 2 } }],
  ['other conditions', { load: { ...savedWith(then).load, connections: 50 } }],
])('%s: it is not compared, and the reason is given', (_, difference) => {
  const verdict = compare({ ...savedWith(then), ...difference }, savedWith(then));
  expect(verdict).toEqual({ state: 'incomparable', reason: expect.stringContaining('baseline') });
});
