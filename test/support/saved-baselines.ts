/** Baselines as their editor shows them, and histories. */

import type {
  BaselineComparison,
  BaselineReport,
  HistoryEntry,
  SavedBaseline,
  SavedStatement,
} from '../../src/model.ts';
import { anEndpoint, measured } from './profiles.ts';
import { distributionsOf, type Shape, summaryOf } from './samples.ts';
import { compared } from './verdicts.ts';

const before: Shape = { medianMs: 3.6, spread: 0.32, count: 4_000, seed: 7 };
const now: Shape = { medianMs: 4.6, spread: 0.45, count: 3_412 };

const recentOrders: SavedStatement = {
  fingerprint: '1111111111111111',
  text: 'SELECT id, customer_id FROM orders ORDER BY created_at DESC LIMIT $1',
  callsPerRequest: 1,
  msPerCall: 0.6,
  plan: [
    { depth: 0, type: 'Limit', relation: null, index: null, rows: 20, selfMs: 0.002 },
    { depth: 1, type: 'Index Scan', relation: 'orders', index: 'orders_created_at_idx', rows: 20, selfMs: 0.04 },
  ],
};
const customerName: SavedStatement = {
  fingerprint: '2222222222222222',
  text: 'SELECT name FROM customers WHERE id = $1',
  callsPerRequest: 25,
  msPerCall: 0.132,
  plan: null,
};

export function savedBaseline(shape: Shape = before, overrides: Partial<SavedBaseline> = {}): SavedBaseline {
  const { statusCodes: _, histogram: __, bodyBytes: ___, rounds, ...figures } = summaryOf(shape);
  return {
    endpoint: anEndpoint(),
    savedAt: '2025-11-18T16:40:00.000Z',
    commit: 'a1b2c3d4e5f6',
    request: { method: 'GET', query: ['limit'], headers: ['accept'], contentType: null, bodyBytesUpTo: null },
    machine: { cpu: 'Example 9000', cores: 8, memoryBytes: 16e9, os: 'linux 6.1', container: false, node: 'v24.1.0' },
    serverRuntime: 'node 24.1.0',
    calibration: { workMs: 2.41, spreadShare: 0.03, times: 40 },
    targets: [{ target: 'p95Ms', limit: 200, selector: null }],
    load: measured().load,
    figures,
    rounds,
    statements: [recentOrders, customerName],
    ...overrides,
  };
}

export const baselineReport = (): BaselineReport => ({
  title: 'api.orders.recent.GET.json',
  baseline: savedBaseline(),
  distribution: { now: distributionsOf([before])[0]!, baseline: null },
});

export function baselineComparison(): BaselineComparison {
  const [distributionNow, distributionBefore] = distributionsOf([now, before]);
  return {
    titles: { was: 'api.orders.recent.GET.json at HEAD~1', now: 'api.orders.recent.GET.json' },
    was: savedBaseline(),
    now: savedBaseline(now, { savedAt: '2025-11-19T09:12:00.000Z', commit: 'b2c3d4e', serverRuntime: 'node 24.2.0' }),
    verdict: compared('MEDIUM', 1.6),
    distribution: { now: distributionNow!, baseline: distributionBefore! },
    statements: [
      {
        fingerprint: recentOrders.fingerprint,
        text: recentOrders.text,
        was: recentOrders,
        now: { callsPerRequest: 1, msPerCall: 67.4 },
        steps: [
          {
            was: { type: 'Index Scan', relation: 'orders', index: 'orders_created_at_idx', rows: 20, selfMs: 0.04 },
            now: { type: 'Seq Scan', relation: 'orders', index: null, rows: 4012, selfMs: 67.3 },
          },
        ],
      },
      { fingerprint: customerName.fingerprint, text: customerName.text, was: customerName, now: null, steps: [] },
    ],
  };
}

/** One a day, the last one slower; and one under another load. */
export function history(): HistoryEntry[] {
  const p95s = [6.2, 6.4, 6.1, 6.3, 6.2, 6.5, 6.1, 9.8];
  const entries = p95s.map(
    (p95Ms, index): HistoryEntry => ({
      endpoint: 'GET /api/orders/recent' as HistoryEntry['endpoint'],
      measuredAt: `2025-11-${11 + index}T09:12:00.000Z`,
      commit: `${index}1b2c3d4`,
      load: 'burst closed 10 connections',
      p50Ms: p95Ms * 0.6,
      p95Ms,
      p99Ms: p95Ms * 1.4,
      rps: 2_000,
      errorRate: 0,
      verdict: index === p95s.length - 1 ? 'MEDIUM' : 'OK',
    }),
  );
  return [{ ...entries[0]!, load: 'peak open 200/s' }, ...entries];
}
