import { fc, test as fuzz } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { checkLoad, type LoadOverrides, withOverrides } from '../../../src/burst/load-size.ts';
import { allLoads, builtInLoads, endpointsOf, findLoad, phasePlans } from '../../../src/burst/loads.ts';
import {
  type Load,
  type LoadPhase,
  longestMs,
  mostInFlight,
  type Pace,
  type PhasedLoad,
  sweepSteps,
  UserError,
} from '../../../src/model.ts';
import { anEndpoint } from '../../support/profiles.ts';

const users = (from: number, to = from): Pace => ({
  model: 'closed',
  users: { from, to },
  think: { minMs: 5, maxMs: 9 },
});
const rate = (from: number, to = from): Pace => ({ model: 'open', ratePerS: { from, to }, maxInFlight: 100 });
const phase = (pace: Pace, durationMs = 10_000, counted = true): LoadPhase => ({
  name: 'a',
  pace,
  durationMs,
  counted,
});
const phased = (...phases: LoadPhase[]): PhasedLoad => ({
  kind: 'phases',
  phases,
  mix: null,
  data: null,
  setUp: null,
  stopAtErrorShare: null,
});
const sweep: Load = { kind: 'sweep', maxUsers: 64, stepMs: 2_000 };
const nothing: LoadOverrides = { connections: null, durationS: null, ratePerS: null };
const pacesWith = (load: Load, overrides: Partial<LoadOverrides>) =>
  (withOverrides(load, { ...nothing, ...overrides }) as PhasedLoad).phases.map(({ pace }) => pace);

test.each(Object.entries(builtInLoads))(
  'the built-in %s is within bounds and stays as it is without overrides',
  (_, load) => {
    expect(withOverrides(load, nothing)).toEqual(load);
  },
);

test('smoke is one user for ten seconds, endurance ten minutes with pauses', () => {
  expect(builtInLoads.smoke).toMatchObject({ phases: [{ pace: { users: { from: 1, to: 1 } }, durationMs: 10_000 }] });
  expect(longestMs(builtInLoads.endurance!)).toBe(600_000);
  expect(builtInLoads.endurance).toMatchObject({ phases: [{}, { pace: { think: { minMs: 50 } } }] });
});

describe('finding one by its name', () => {
  test('the config adds its own, and may put one in the place of a built-in one', () => {
    const configured = { peak: sweep, smoke: sweep };
    expect(findLoad('peak', configured)).toBe(sweep);
    expect(findLoad('smoke', configured)).toBe(sweep);
    expect(findLoad('spike', configured)).toBe(builtInLoads.spike);
    expect(Object.keys(allLoads(configured))).toEqual([...Object.keys(builtInLoads), 'peak']);
  });

  test.each([
    ['smok', 'Did you mean "smoke"?'],
    ['pek', 'Did you mean "peak"?'],
    ['toString', 'There are burst, smoke, '],
  ])('%s is no load: what is near and what there is are named', (name, nextStep) => {
    const problem = { message: `There is no load "${name}".`, nextStep: expect.stringContaining(nextStep) };
    expect(() => findLoad(name, { peak: sweep })).toThrow(expect.objectContaining({ problem }));
  });
});

describe('what it is put on', () => {
  const known = ['/a', '/b', '/c'].map((path) => anEndpoint({ path }));
  const mixed = (...ids: string[]) => ({
    ...phased(phase(users(1))),
    mix: Object.fromEntries(ids.map((id) => [id, 1])),
  });

  test('the chosen endpoint, unless it has a mix', () => {
    expect(endpointsOf(sweep, [known[0]!], known)).toEqual([known[0]]);
    expect(endpointsOf(mixed('GET /b', 'GET /c'), [known[0]!], known)).toEqual([known[1], known[2]]);
  });

  test('an endpoint of a mix that is not among the routes is named', () => {
    expect(() => endpointsOf(mixed('GET /bb'), [], known)).toThrow('names GET /bb, which is not among the routes');
  });
});

test('phases that count are rounds of the burst, the others warm-ups', () => {
  const plans = phasePlans(phased(phase(users(1), 5_000, false), phase(rate(5))));
  expect(plans.map(({ kind, durationMs, pace }) => [kind, durationMs, pace.model])).toEqual([
    ['warm-up', 5_000, 'closed'],
    ['round', 10_000, 'open'],
  ]);
});

test('a sweep doubles its users up to the most that are allowed', () => {
  expect(sweepSteps(64)).toEqual([1, 2, 4, 8, 16, 32, 64]);
  expect(sweepSteps(50)).toEqual([1, 2, 4, 8, 16, 32, 50]);
  expect(sweepSteps(1)).toEqual([1]);
});

describe('overrides keep the shape', () => {
  test('connections are the most users, or the most in flight', () => {
    expect(pacesWith(phased(phase(users(0, 10)), phase(users(40)), phase(rate(5))), { connections: 20 })).toEqual([
      users(0, 5),
      users(20),
      { ...rate(5), maxInFlight: 20 },
    ]);
  });

  test('a duration is that of the counted phases together', () => {
    const load = phased(phase(users(1), 5_000, false), phase(users(1), 10_000), phase(users(1), 30_000));
    const { phases } = withOverrides(load, { ...nothing, durationS: 4 }) as PhasedLoad;
    expect(phases.map(({ durationMs }) => durationMs)).toEqual([5_000, 1_000, 3_000]);
  });

  test('a rate is the highest one; a load of users becomes one of rates', () => {
    const load = phased(phase(rate(5, 50)), phase(rate(100)), phase(users(3)));
    expect(pacesWith(load, { ratePerS: 10 })).toEqual([rate(0.5, 5), rate(10), users(3)]);
    expect(pacesWith(phased(phase(users(5)), phase(users(100))), { ratePerS: 200, connections: 8 })).toEqual([
      { ...rate(10), maxInFlight: 8 },
      { ...rate(200), maxInFlight: 8 },
    ]);
  });

  test('a sweep takes its most users, and its time over all steps', () => {
    expect(withOverrides(sweep, { ...nothing, connections: 4, durationS: 6 })).toEqual({
      kind: 'sweep',
      maxUsers: 4,
      stepMs: 2_000,
    });
  });

  test.each<[string, Load, Partial<LoadOverrides>]>([
    ['A sweep of users does not take a rate', sweep, { ratePerS: 5 }],
    ['A load that restarts the server does not take a duration', { kind: 'restarts', times: 2 }, { durationS: 5 }],
    ['restarts the server does not take a number of connections', { kind: 'restarts', times: 2 }, { connections: 5 }],
    ['1 to 1000 connections: 1001 was given', phased(phase(users(2))), { connections: 1_001 }],
    ['1 to 1000 users, in whole numbers: 1.5 was given', sweep, { connections: 1.5 }],
    ['0.1 to 3600 seconds in all: 3601 was given', phased(phase(users(1))), { durationS: 3_601 }],
    ['requests a second: 1000000 was given', phased(phase(users(1))), { ratePerS: 1_000_000 }],
  ])('%s', (message, load, overrides) => {
    expect(() => withOverrides(load, { ...nothing, ...overrides })).toThrow(message);
  });

  const someUsers = fc.integer({ min: 1, max: 1_000 });
  fuzz.prop([fc.array(fc.tuple(someUsers, someUsers), { minLength: 1, maxLength: 8 }), someUsers])(
    'whatever the ramps are, the peak is what was given and nobody is left out',
    (ramps, connections) => {
      const paces = pacesWith(phased(...ramps.map(([from, to]) => phase(users(from, to)))), { connections });
      expect(Math.max(...paces.map(mostInFlight))).toBe(connections);
      for (const pace of paces)
        expect(pace.model === 'closed' && Math.min(pace.users.from, pace.users.to)).toBeGreaterThan(0);
    },
  );
});

test('a load of which nothing counts is refused', () => {
  expect(() => checkLoad(phased(phase(users(1), 1_000, false)))).toThrow(UserError);
});
