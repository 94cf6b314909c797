import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../src/config/file.ts';
import { loadsOf } from '../../../src/config/loads.ts';
import type { Json, Load, PhasedLoad } from '../../../src/model.ts';

const parse = (load: Json, name = 'mine') =>
  parseConfig(JSON.stringify({ loads: { [name]: load } }), 'config.json', {});
const loadOf = (load: Json): Load => loadsOf(parse(load).loads).mine!;
const phasesOf = (...phases: Json[]) => (loadOf({ phases }) as PhasedLoad).phases;
const countedOf = (...phases: { name: string; counted?: boolean }[]) =>
  phasesOf(...phases.map((phase) => ({ users: 1, durationS: 1, ...phase }))).map(({ counted }) => counted);

test('phases, a mix, data and a set-up become a load with its defaults', () => {
  const written = {
    phases: [
      { name: 'warm-up', rate: 5, durationS: 60 },
      { name: 'ramp', rate: 50, rampTo: 200, durationS: 30 },
      { name: 'browse', users: 20, thinkS: [0.5, 2], durationS: 0.5 },
    ],
    mix: { 'GET /users/{id}': 3, 'POST /orders': 1 },
    data: 'users.csv',
    setUp: { request: 'POST /login', body: { user: 'ada' }, take: { token: 'data.token' } },
    stopAtErrorShare: 0.5,
    maxInFlight: 50,
  };
  expect(loadOf(written)).toEqual({
    kind: 'phases',
    phases: [
      {
        name: 'warm-up',
        pace: { model: 'open', ratePerS: { from: 5, to: 5 }, maxInFlight: 50 },
        durationMs: 60_000,
        counted: false,
      },
      {
        name: 'ramp',
        pace: { model: 'open', ratePerS: { from: 50, to: 200 }, maxInFlight: 50 },
        durationMs: 30_000,
        counted: true,
      },
      {
        name: 'browse',
        pace: { model: 'closed', users: { from: 20, to: 20 }, think: { minMs: 500, maxMs: 2_000 } },
        durationMs: 500,
        counted: true,
      },
    ],
    mix: { 'GET /users/{id}': 3, 'POST /orders': 1 },
    data: 'users.csv',
    setUp: {
      method: 'POST',
      path: '/login',
      headers: { 'content-type': 'application/json' },
      body: '{"user":"ada"}',
      take: { token: 'data.token' },
    },
    stopAtErrorShare: 0.5,
  });
  expect(loadOf({ phases: [{ name: 'all', users: 1, durationS: 1 }] })).toMatchObject({
    mix: null,
    data: null,
    setUp: null,
    stopAtErrorShare: null,
  });
});

test('a phase may grow from nothing, and shrink to it', () => {
  const [grows, shrinks] = phasesOf(
    { name: 'grows', users: 0, rampTo: 20, durationS: 1 },
    { name: 'shrinks', rate: 20, rampTo: 0, durationS: 1 },
  );
  expect(grows).toMatchObject({ pace: { users: { from: 0, to: 20 } } });
  expect(shrinks).toMatchObject({ pace: { ratePerS: { from: 20, to: 0 } } });
});

test('a sweep and restarts have defaults too', () => {
  expect(loadOf({ sweep: {} })).toEqual({ kind: 'sweep', maxUsers: 64, stepMs: 2_000 });
  expect(loadOf({ restarts: 3 })).toEqual({ kind: 'restarts', times: 3 });
});

describe('what counts', () => {
  test('a warm-up does not, unless it is said; what is said otherwise holds', () => {
    expect(countedOf({ name: 'warm-up' }, { name: 'peak' })).toEqual([false, true]);
    expect(countedOf({ name: 'Warm up slowly' }, { name: 'warmth' })).toEqual([false, true]);
    expect(countedOf({ name: 'warm-up', counted: true }, { name: 'x', counted: false })).toEqual([true, false]);
  });

  test('a warm-up counts where nothing else would', () => {
    expect(countedOf({ name: 'warm-up' })).toEqual([true]);
    expect(countedOf({ name: 'warm-up' }, { name: 'cool-down', counted: false })).toEqual([true, false]);
  });
});

const ok = { name: 'a', users: 1, durationS: 1 };
test.each<[string, Json, string]>([
  ['nothing', {}, 'mine: a load needs phases, a sweep or restarts'],
  ['two kinds', { restarts: 2, sweep: {} }, 'mine.restarts: a load has either sweep or restarts'],
  ['no phase', { phases: [] }, 'mine.phases: '],
  ['a rate and users', { phases: [{ ...ok, rate: 5 }] }, 'mine.phases.0.users: a phase has a rate or users, not both'],
  ['neither', { phases: [{ name: 'a', durationS: 1 }] }, 'mine.phases.0: a phase needs a rate or users'],
  ['pauses at a rate', { phases: [{ name: 'a', rate: 1, thinkS: 1, durationS: 1 }] }, 'phases.0.thinkS: think time'],
  ['pauses the wrong way', { phases: [{ ...ok, thinkS: [2, 1] }] }, 'phases.0.thinkS: the shorter pause comes first'],
  ['a pause in words', { phases: [{ ...ok, thinkS: 'long' }] }, 'phases.0.thinkS: seconds from 0 to 60, or two'],
  ['too many users', { phases: [{ ...ok, users: 1_001 }] }, 'phases.0.users: '],
  ['a ramp to too many', { phases: [{ ...ok, rampTo: 1_001 }] }, 'phases.0.rampTo: users are whole numbers up to 1000'],
  ['half a user', { phases: [{ ...ok, rampTo: 1.5 }] }, 'phases.0.rampTo: '],
  ['a rate below nothing', { phases: [{ name: 'a', rate: -1, durationS: 1 }] }, 'phases.0.rate: '],
  ['a rate of nothing', { phases: [{ name: 'a', rate: 0, durationS: 1 }] }, 'phases.0: a phase of nothing'],
  ['nobody', { phases: [{ name: 'a', users: 0, rampTo: 0, durationS: 1 }] }, 'phases.0: a phase of nothing'],
  [
    'more than an hour',
    {
      phases: [
        { ...ok, durationS: 3_600 },
        { ...ok, name: 'b' },
      ],
    },
    'take 3601 s together',
  ],
  ['two of a name', { phases: [ok, ok] }, 'mine.phases: two phases are called a'],
  ['nothing that counts', { phases: [{ ...ok, counted: false }] }, 'mine.phases: at least one phase has to count'],
  ['a key that nothing reads', { phases: [{ ...ok, ramp: 5 }] }, 'phases.0: Unrecognized key: "ramp"'],
  ['an endpoint without a method', { phases: [ok], mix: { '/a': 1 } }, 'mix./a: endpoints are named as in "GET /us'],
  ['an empty mix', { phases: [ok], mix: {} }, 'mine.mix: a mix has 1 to 100 endpoints'],
  ['a share of nothing', { phases: [ok], mix: { 'GET /a': 0 } }, 'mine.mix.GET /a: '],
  ['data of another kind', { phases: [ok], data: 'users.xlsx' }, 'mine.data: a CSV or JSON file'],
  ['a set-up without a method', { phases: [ok], setUp: { request: '/login' } }, 'setUp.request: a method and a path'],
  ['a mix beside a sweep', { sweep: {}, mix: { 'GET /a': 1 } }, 'mine.mix: mix goes with phases'],
  ['users without end', { sweep: { maxUsers: 5_000 } }, 'mine.sweep.maxUsers: '],
])('%s is refused at its place', (_, load, message) => {
  expect(() => parse(load)).toThrow(message);
});

test('the default burst keeps its name', () => {
  expect(() => parse({ phases: [ok] }, 'burst')).toThrow('loads.burst: burst is the default burst');
});
