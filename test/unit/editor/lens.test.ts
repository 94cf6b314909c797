import { describe, expect, test } from 'vitest';
import { crowdLens, lensesOf, resultText, runText, unresolvedLens } from '../../../src/editor/lens.ts';
import type { MeasuredProfile, Profile, UnresolvedEndpoint } from '../../../src/model.ts';
import { anEndpoint, measured } from '../../support/profiles.ts';
import { compared, comparison } from '../../support/verdicts.ts';

const endpoint = anEndpoint();
const measuredAt = (p95Ms: number, severity: 'MEDIUM' | 'OK', ratio: number, errorRate = 0): Profile => {
  const profile = measured();
  const verdict = compared(severity, ratio);
  return { ...profile, summary: { ...profile.summary, p95Ms, errorRate }, verdict };
};

const slower = measuredAt(9.8, 'MEDIUM', 1.63) as MeasuredProfile;
const unsure = { state: 'inconclusive', moreRounds: 6, ...comparison(1.02, { decidedBy: 'p50' }) };
const cutShort = { kind: 'partial', reason: 'cancelled', detail: '' } as const;

describe('above a route', () => {
  test('stands one lens before it was ever profiled', () => {
    expect(lensesOf(endpoint, undefined, false, false)).toMatchObject([
      { title: '$(play) Profile endpoint', command: 'endpointProfiler.profileEndpoint', id: 'GET /api/orders/recent' },
    ]);
  });

  test('stands the last result beside it, which opens the panel', () => {
    const result = { profile: measuredAt(9.8, 'MEDIUM', 1.63), stale: false, isBaseline: false };
    expect(lensesOf(endpoint, result, false, false)).toMatchObject([
      { title: '$(play) Profile endpoint' },
      { title: 'p95 9.80 ms · MEDIUM 1.63×', command: 'endpointProfiler.openEndpoint', id: 'GET /api/orders/recent' },
      { title: '$(check) Accept as baseline', command: 'endpointProfiler.acceptBaseline' },
    ]);
  });

  test.each([
    ['is as fast as before', { profile: measuredAt(9.8, 'OK', 1.02), stale: false, isBaseline: false }],
    ['was measured before the code was changed', { profile: slower, stale: true, isBaseline: false }],
    ['has been accepted', { profile: slower, stale: false, isBaseline: true }],
    ['was measured in part', { profile: { ...slower, warnings: [cutShort] }, stale: false, isBaseline: false }],
  ])('stands nothing to accept where it %s', (_, result) => {
    expect(lensesOf(endpoint, result, false, false)).toHaveLength(2);
  });

  test('stands the way to cancel while it runs, and nothing else', () => {
    const result = { profile: measuredAt(9.8, 'MEDIUM', 1.63), stale: false, isBaseline: false };
    expect(lensesOf(endpoint, result, true, false)).toMatchObject([
      { title: '$(loading~spin) Profiling… Cancel', command: 'endpointProfiler.cancel', id: null },
    ]);
  });

  test('the lens names its route where two share a line', () => {
    expect(lensesOf(endpoint, undefined, false, true)[0]?.title).toBe('$(play) Profile GET /api/orders/recent');
  });
});

test.each<[string, Profile, boolean]>([
  ['p95 9.80 ms · OK 1.02×', measuredAt(9.8, 'OK', 1.02), false],
  ['p95 9.80 ms · OK 1.02× (changed since)', measuredAt(9.8, 'OK', 1.02), true],
  ['p95 9.80 ms · OK 1.02× · 3 % errors', measuredAt(9.8, 'OK', 1.02, 0.03), false],
  ['p95 9.80 ms · inconclusive · p50 0.95–1.1×', { ...measuredAt(9.8, 'OK', 1), verdict: unsure } as Profile, false],
  ['p95 9.80 ms · no baseline', { ...measuredAt(9.8, 'OK', 1), verdict: { state: 'no-baseline' } } as Profile, false],
  [
    'p95 9.80 ms · OK 1.02× · measured in part',
    { ...measuredAt(9.8, 'OK', 1.02), warnings: [{ kind: 'partial', reason: 'cancelled', detail: '' }] } as Profile,
    false,
  ],
  ['needs a sample', { state: 'needs-sample', endpoint, missing: [] }, false],
  ['cancelled', { state: 'cancelled', endpoint }, false],
  ['failed', { state: 'failed', endpoint, problem: { message: 'No answer', nextStep: 'Look' } }, false],
])('a result is told as "%s"', (text, profile, stale) => {
  expect(resultText({ profile, stale, isBaseline: false })).toBe(text);
});

test('a result that was saved as the baseline is told as such, whatever it was compared with before', () => {
  expect(resultText({ profile: measuredAt(9.8, 'MEDIUM', 1.63), stale: false, isBaseline: true })).toBe(
    'p95 9.80 ms · saved as the baseline',
  );
});

test('a run is told by its endpoint and its step', () => {
  expect(runText(endpoint, null, [endpoint])).toBe('GET /api/orders/recent');
  expect(runText(endpoint, { stage: 'server', message: 'Starting the server' }, [endpoint])).toBe(
    'GET /api/orders/recent · Starting the server',
  );
  const burst = {
    phase: 'round' as const,
    name: 'round 3',
    index: 3,
    of: 6,
    done: 0.5,
    count: 1,
    errors: 0,
    rps: 1,
    p50Ms: 1,
    p95Ms: 1,
    p99Ms: 1,
    distribution: [],
    leftMs: 300,
  };
  expect(runText(endpoint, { stage: 'burst', burst }, [endpoint])).toBe('GET /api/orders/recent · Round 3 of 6');
});

test('of several endpoints it is said which one is being profiled', () => {
  const others = [anEndpoint({ path: '/a' }), endpoint, anEndpoint({ path: '/b' })];
  expect(runText(endpoint, null, others)).toBe('2 of 3 · GET /api/orders/recent');
});

test('a route without its whole path offers to complete it, and says why', () => {
  const open: UnresolvedEndpoint = {
    method: 'GET',
    missing: 'prefix',
    path: '/users',
    reason: 'Its value is not known before the program runs.',
    at: { file: 'src/app.ts', line: 7 },
    key: 'src/users.ts',
    framework: 'express',
    file: 'src/users.ts',
    line: 3,
    endLine: 3,
    parameters: [],
  };
  const lens = unresolvedLens(open, 1);
  expect(unresolvedLens(open, 3).title).toBe('$(question) GET …/users and 2 more · complete the path');
  expect(lens.title).toBe('$(question) GET …/users · complete the path');
  expect(lens.tooltip).toContain('Its value is not known before the program runs. (src/app.ts:7)');
  expect(lens.id).toBe('prefix src/users.ts');
});

test('where a base class serves many paths, one lens asks which', () => {
  const many = Array.from({ length: 90 }, (_, i) => anEndpoint({ path: `/${i}/{id}`, file: 'src/crud.ts', line: 7 }));
  const lens = crowdLens(many, many[0]!);
  expect(lens.title).toBe('$(play) Profile one of 90 endpoints…');
  expect(lens.id).toEqual({ kind: 'place', file: 'src/crud.ts', line: 7 });
});
