import { describe, expect, test } from 'vitest';
import { type Baseline, baselineOf } from '../../../src/baseline/baseline.ts';
import type { Machine, MeasuredProfile } from '../../../src/model.ts';
import { baselineComparison, baselineReport } from '../../../src/profile/baseline-report.ts';
import { anEndpoint, measured, measuredLike, recorded } from '../../support/profiles.ts';
import { customersById, recentOrders } from '../../support/queries.ts';

const machine: Machine = {
  ...{ cpu: 'Example 9000', cores: 8, memoryBytes: 16e9, os: 'linux 6.1', node: 'v24.1.0' },
  container: false,
};
const saved = (profile: MeasuredProfile = measured()): Baseline => baselineOf(profile, machine, 'a1b2c3d');
const titled = (title: string, profile: MeasuredProfile) => ({ title, baseline: saved(profile) });
const slow = measuredLike({ medianMs: 9, spread: 0.2, count: 2_000 }, null);
const quick = measuredLike({ medianMs: 3, spread: 0.2, count: 2_000 }, null);
const sum = (buckets: { count: number }[]) => buckets.reduce((total, { count }) => total + count, 0);

test('the report of a baseline says what its file says', () => {
  const report = baselineReport('api.orders.recent.GET.json', saved());
  expect(report).toMatchObject({
    title: 'api.orders.recent.GET.json',
    baseline: {
      endpoint: { method: 'GET', path: '/api/orders/recent' },
      commit: 'a1b2c3d',
      machine: { cpu: 'Example 9000' },
      load: { connections: 10 },
      rounds: { length: 6 },
    },
    distribution: { baseline: null },
  });
  expect(sum(report.distribution.now)).toBe(report.baseline.figures.count);
});

test('its statements stand in the order of their time, with their plans', () => {
  const { statements } = baselineReport('x', saved()).baseline;
  expect(statements?.map(({ text }) => text)).toEqual([
    expect.stringContaining('FROM customers'),
    expect.stringContaining('FROM orders'),
  ]);
  const { plan } = statements![1]!;
  expect(plan![0]).toMatchObject({ depth: 0 });
  expect(plan!.some(({ relation, depth }) => relation === 'orders' && depth > 0)).toBe(true);
});

test('without SQL there are no statements to tell of', () => {
  expect(baselineReport('x', saved(slow)).baseline.statements).toBeNull();
});

describe('two baselines', () => {
  test('are held against each other as a result is held against a baseline', () => {
    const { verdict, titles } = baselineComparison(titled('before', quick), titled('after', slow));
    expect(titles).toEqual({ was: 'before', now: 'after' });
    expect(verdict).toMatchObject({ state: 'compared', severity: 'HIGH' });
  });

  test('are drawn on one axis', () => {
    const { distribution, was, now } = baselineComparison(titled('before', quick), titled('after', slow));
    expect(distribution.now.map(({ fromMs }) => fromMs)).toEqual(distribution.baseline.map(({ fromMs }) => fromMs));
    expect([sum(distribution.baseline), sum(distribution.now)]).toEqual([was.figures.count, now.figures.count]);
  });

  test('of two endpoints are not judged, and it is said why', () => {
    const other = measured({ endpoint: anEndpoint({ path: '/other' }) });
    expect(baselineComparison(titled('a', measured()), titled('b', other)).verdict).toEqual({
      state: 'incomparable',
      reason: 'one is of GET /api/orders/recent, the other of GET /other',
    });
  });

  test('tell which statements came, went, and became slower', () => {
    const slower = { ...recentOrders, msPerCall: { ...recentOrders.msPerCall, median: 50 } };
    const was = measured({ sql: recorded([recentOrders, customersById]) });
    const now = measured({ sql: recorded([slower]) });
    expect(baselineComparison(titled('before', was), titled('after', now)).statements).toMatchObject([
      {
        fingerprint: recentOrders.fingerprint,
        now: { msPerCall: 50 },
        was: { msPerCall: recentOrders.msPerCall.median },
      },
      { fingerprint: customersById.fingerprint, now: null },
    ]);
  });

  test('have no statements to compare where one of them knows of none', () => {
    expect(baselineComparison(titled('before', measured()), titled('after', slow)).statements).toBeNull();
  });
});
