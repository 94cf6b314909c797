import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { type Judgement, judge, type Rounds } from '../../../src/baseline/judge.ts';
import { noiseOf } from '../../../src/baseline/noise.ts';
import { shiftBetween } from '../../../src/baseline/shift.ts';
import { randomFrom } from '../../support/random.ts';

/** Rounds of two runs, the second one of code that takes `ratio` times as long. Deviations are shares. */
function runs(random: () => number, ratio: number, ofStarts: number, ofRounds: number, rounds = 12): Rounds {
  const run = (middleMs: number) => {
    const ownMs = middleMs * Math.exp(ofStarts * normal(random));
    return Array.from({ length: rounds }, () => ownMs * Math.exp(ofRounds * normal(random)));
  };
  return { baseline: run(20), now: run(20 * ratio), roundMs: 250 };
}

const seededRandom = (seed: number) => {
  const below = randomFrom(seed);
  return () => below(2 ** 31) / 2 ** 31;
};

const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

function shares(ratio: number, ofStarts: number, ofRounds: number) {
  const random = seededRandom(7);
  const count = 1000;
  const said: Partial<Record<Judgement['says'], number>> = {};
  for (let pair = 0; pair < count; pair++) {
    const rounds = runs(random, ratio, ofStarts, ofRounds);
    const { says } = judge(rounds, noiseOf('p50', rounds, [null, null]), 0.2);
    said[says] = (said[says] ?? 0) + 1 / count;
  }
  const { LOW = 0, MEDIUM = 0, HIGH = 0, FASTER = 0, unsure = 0 } = said;
  return { slower: LOW + MEDIUM + HIGH, high: HIGH, faster: FASTER, unsure };
}

describe('over many pairs of runs', () => {
  test.each([
    ['quiet', 0.01, 0.02],
    ['restless', 0.03, 0.1],
    ['disturbed', 0.08, 0.25],
  ])(
    'the same code on a %s machine is called slower, or faster, once in a hundred at the most',
    (_, starts, rounds) => {
      const { slower, faster } = shares(1, starts, rounds);
      expect(slower).toBeLessThanOrEqual(0.01);
      expect(faster).toBeLessThanOrEqual(0.01);
    },
  );

  test('on a quiet machine 1.3 times as slow is seen, and the same is hardly ever left open', () => {
    expect(shares(1.3, 0.01, 0.02).slower).toBeGreaterThan(0.95);
    expect(shares(1, 0.01, 0.02).unsure).toBeLessThan(0.02);
  });

  test('twice as slow is seen on a restless one too', () => {
    expect(shares(2, 0.03, 0.1).slower).toBeGreaterThan(0.995);
  });
});

const figures = fc.array(fc.double({ min: 0.01, max: 1000, noNaN: true }), { minLength: 1, maxLength: 20 });
const share = fc.double({ min: 0, max: 0.5, noNaN: true });
const noises = fc.record({ lasting: share, ofRounds: share });
const little = { lasting: 0.02, ofRounds: 0 };

test.prop([figures, figures, noises])('swapping both runs gives the inverse', (now, baseline, noise) => {
  const one = judge({ now, baseline, roundMs: 250 }, noise, 0).estimate;
  const other = judge({ now: baseline, baseline: now, roundMs: 250 }, noise, 0).estimate;
  expect(other.value).toBeCloseTo(1 / one.value, 9);
  expect(Math.log(other.low) + Math.log(one.high)).toBeCloseTo(0, 9);
});

test.prop([figures, figures, noises])('the estimate lies within its bounds', (now, baseline, noise) => {
  const { value, low, high } = judge({ now, baseline, roundMs: 250 }, noise, 0).estimate;
  expect(low).toBeLessThanOrEqual(value);
  expect(high).toBeGreaterThanOrEqual(value);
});

test.prop([figures, figures])('the order of rounds does not matter', (now, baseline) => {
  expect(shiftBetween(now.toReversed(), baseline.toSorted())).toEqual(shiftBetween(now, baseline));
});

test('one round that was disturbed does not change what is said', () => {
  const random = seededRandom(3);
  const { now, baseline } = runs(random, 1, 0.01, 0.02);
  const rounds = { now: now.with(4, 900), baseline, roundMs: 250 };
  expect(judge(rounds, noiseOf('p50', rounds, [null, null]), 0.2).says).toBe('OK');
});

describe('the number of further rounds', () => {
  const between = (ratio: number, ofRounds: number, rounds: number) =>
    runs(seededRandom(11), ratio, 0, ofRounds, rounds);

  test('is given where they would tell', () => {
    const baseline = [14, 16, 18, 20, 22, 25, 28, 31];
    const { says, moreRounds } = judge({ now: baseline, baseline, roundMs: 250 }, little, 0.2);
    expect(says).toBe('unsure');
    expect(moreRounds).toBeGreaterThan(0);
  });

  test('is given where a disturbance would average out, and is the larger the longer that takes', () => {
    const rounds = between(1, 0.02, 12);
    const more = (ofRounds: number) => judge(rounds, { lasting: 0.02, ofRounds }, 0.2).moreRounds;
    expect(more(0.13)).toBeGreaterThan(0);
    expect(more(0.16)).toBeGreaterThan(more(0.13)!);
    expect(more(2)).toBe(null);
  });

  test('is null where the noise between runs is larger than the distance to the limit', () => {
    expect(judge(between(1.1, 0.02, 12), { lasting: 0.2, ofRounds: 0 }, 0.2)).toMatchObject({
      says: 'unsure',
      moreRounds: null,
    });
  });

  test('is what makes up for too few', () => {
    expect(judge(between(3, 0.02, 3), little, 0.2).says).toBe('HIGH');
    const { now, baseline } = between(3, 0.02, 3);
    expect(judge({ now: now.slice(0, 1), baseline, roundMs: 250 }, little, 0.2)).toMatchObject({
      says: 'unsure',
      moreRounds: 2,
    });
    expect(judge({ now, baseline: baseline.slice(0, 2), roundMs: 250 }, little, 0.2)).toMatchObject({
      says: 'unsure',
      moreRounds: null,
    });
  });
});
