/** Profiles and panel states as the stages would make them: what tests of the panel, the reports and the editor show. */

import {
  type EmbeddedReport,
  type Endpoint,
  endpointId,
  type Finding,
  type Machine,
  type MeasuredProfile,
  type Parameter,
  type Profile,
  type ProfileProgress,
  type QueryProfile,
  type ReportedRun,
  type SqlOutcome,
  type Verdict,
} from '../../src/model.ts';
import type { DetailState, OverviewState } from '../../src/protocol.ts';
import { customersById, itemsOfOrder, recentOrders, uncertainSettings, waterfallOf } from './queries.ts';
import { distributionsOf, type Shape, summaryOf, timelineOf } from './samples.ts';
import { comparison, estimated } from './verdicts.ts';

export const anEndpoint = (overrides: Partial<Endpoint> = {}): Endpoint => ({
  method: 'GET',
  path: '/api/orders/recent',
  framework: 'express',
  file: 'src/routes/orders.ts',
  line: 42,
  endLine: 61,
  why: [],
  parameters: [],
  ...overrides,
});

const wide: Shape = { medianMs: 4.6, spread: 0.45, count: 3_412 };
const before: Shape = { medianMs: 3.6, spread: 0.32, count: 4_000, seed: 7 };

/** An N+1 and a sequential scan, 1.6 times slower than its baseline. */
export const measured = (overrides: Partial<MeasuredProfile> = {}): MeasuredProfile =>
  measuredLike(wide, before, {
    findings: findingsOfRecentOrders,
    sql: recorded([recentOrders, customersById]),
    ...overrides,
  });

/** Any other shape; without `baseline` nothing was saved yet. */
export function measuredLike(
  shape: Shape,
  baseline: Shape | null,
  overrides: Partial<MeasuredProfile> = {},
): MeasuredProfile {
  const [now, then] = distributionsOf(baseline ? [shape, baseline] : [shape]);
  const endpoint = overrides.endpoint ?? anEndpoint();
  const processMs = 90 * shape.medianMs;
  const routeMs = 21 * shape.medianMs;
  const timeline = timelineOf(shape, routeMs);
  return {
    state: 'measured',
    endpoint,
    request: { method: endpoint.method, url: `http://127.0.0.1:3000${endpoint.path}` },
    requestShape: { method: endpoint.method, query: [], headers: [], contentType: null, bodyBytesUpTo: null },
    handlerHash: 'kZ0x2ZrLq3e5vQ',
    serverRuntime: 'node 24.1.0',
    measuredAt: '2025-11-19T09:12:00.000Z',
    load: {
      name: 'burst',
      model: 'closed',
      connections: 10,
      ratePerS: null,
      rounds: 6,
      roundMs: 500,
      workers: 1,
      mix: null,
      tap: 'pipe',
    },
    generatorUtilisation: 0.31,
    summary: summaryOf(shape),
    distribution: { now: now!, baseline: then ?? null },
    cold: [
      { kind: 'process', atMs: 0, latencyMs: processMs, factor: 90, times: 1, spreadMs: null },
      { kind: 'route', atMs: 0, latencyMs: routeMs, factor: 21, times: 1, spreadMs: null },
      {
        kind: 'connection',
        atMs: timeline.phases[1]!.startMs,
        latencyMs: 5.9 * shape.medianMs,
        factor: 5.9,
        times: 10,
        spreadMs: null,
      },
    ],
    timeline,
    phases: [],
    scaling: null,
    drift: null,
    resources: { state: 'not-sampled', reason: 'not-launched-here' },
    http: null,
    sql: { state: 'not-recorded', reason: { kind: 'no-database-configured' } },
    slowestStatements: null,
    findings: [],
    verdict: baseline ? comparedTo(shape, baseline) : { state: 'no-baseline' },
    targets: [],
    calibration: null,
    warnings: [],
    ...overrides,
  };
}

function comparedTo(shape: Shape, baseline: Shape): Verdict {
  const now = summaryOf(shape);
  const then = summaryOf(baseline);
  const p95 = now.p95Ms / then.p95Ms;
  const ratios = { p50: estimated(now.p50Ms / then.p50Ms), p95: estimated(p95), p99: now.p99Ms / then.p99Ms };
  const severity = p95 > 2 ? 'HIGH' : p95 > 1.5 ? 'MEDIUM' : p95 > 1.2 ? 'LOW' : p95 < 0.8 ? 'FASTER' : 'OK';
  const { p50Ms, p95Ms, p99Ms, rps } = then;
  const saved = { savedAt: '2025-11-18T16:40:00.000Z', commit: 'a1b2c3d4e5f6', p50Ms, p95Ms, p99Ms, rps };
  return { state: 'compared', severity, ...comparison(p95, { ratios, baseline: saved }) };
}

export const recorded = (queries: QueryProfile[], uncertain: string[] = []): SqlOutcome => ({
  state: 'recorded',
  probes: 8,
  queries,
  uncertain,
  waterfall: waterfallOf(queries),
  vanished: [],
});

export const findingsOfRecentOrders: Finding[] = [
  {
    rule: 'n-plus-one',
    severity: 'HIGH',
    title: 'One query runs 25 times a request',
    why: 'SELECT name FROM customers WHERE id = $1 takes 3.3 of 4.6 ms.',
    advice: 'Fetch the names with one = ANY($1) or a join.',
    impactMs: 3.3,
    fingerprint: customersById.fingerprint,
    node: [],
  },
  {
    rule: 'seq-scan-filter',
    severity: 'MEDIUM',
    title: 'orders is read from end to end',
    why: 'The scan reads 399,980 rows and keeps 20.',
    advice: 'Try an index on orders (customer_id, created_at DESC).',
    impactMs: 0.6,
    fingerprint: recentOrders.fingerprint,
    node: [0, 0],
  },
  {
    rule: 'uncompressed-body',
    severity: 'LOW',
    title: 'The body is not compressed',
    why: '182 kB are sent; with gzip it would be 21 kB.',
    advice: 'Add the compression middleware before the router.',
    impactMs: 0,
  },
];

const at = (
  method: Endpoint['method'],
  path: string,
  file: string,
  line: number,
  parameters: Parameter[] = [],
): Endpoint => anEndpoint({ method, path, file: `src/routes/${file}`, line, endLine: line + 12, parameters });

const idParameter: Parameter = { name: 'id', in: 'path', required: true };

export const profiles = {
  slower: measured(),
  muchSlower: measuredLike(
    { medianMs: 184, spread: 0.16, count: 320, seed: 3 },
    { medianMs: 60, spread: 0.15, count: 900 },
    {
      endpoint: at('GET', '/api/report', 'report.ts', 12),
      sql: recorded([itemsOfOrder]),
    },
  ),
  fine: measuredLike(
    { medianMs: 1.4, spread: 0.24, count: 9_300 },
    { medianMs: 1.38, spread: 0.24, count: 9_400, seed: 5 },
    {
      endpoint: at('GET', '/api/customers/{id}', 'customers.ts', 18, [{ ...idParameter, example: 42 }]),
      sql: recorded([customersById]),
      warnings: [{ kind: 'assumed-sample', parameter: 'id', value: '42' }],
    },
  ),
  faster: measuredLike(
    { medianMs: 2.2, spread: 0.2, count: 6_100 },
    { medianMs: 3.6, spread: 0.25, count: 4_300, seed: 5 },
    {
      endpoint: at('GET', '/api/products', 'products.ts', 9),
      sql: recorded([itemsOfOrder]),
    },
  ),
  noBaseline: measuredLike({ medianMs: 0.38, spread: 0.25, count: 21_000 }, null, {
    endpoint: at('GET', '/health', 'health.ts', 4),
  }),
  failingSometimes: measuredLike(
    { medianMs: 31.2, spread: 0.5, count: 860, errors: 25 },
    { medianMs: 30, spread: 0.4, count: 900, seed: 8 },
    {
      endpoint: at('GET', '/api/search', 'search.ts', 30),
      sql: recorded([recentOrders], uncertainSettings),
      verdict: { state: 'incomparable', reason: 'the baseline was measured on another machine' },
      warnings: [
        { kind: 'errors', count: 25, share: 25 / 860, first: '503 Service Unavailable' },
        { kind: 'few-samples', percentile: 'p99', count: 860 },
        { kind: 'generator-saturated', utilisation: 0.93 },
      ],
    },
  ),
  needsSample: {
    state: 'needs-sample',
    endpoint: at('GET', '/api/orders/{id}', 'orders.ts', 64, [idParameter]),
    missing: [idParameter],
  },
  needsConsent: {
    state: 'needs-consent',
    endpoint: at('DELETE', '/api/orders/{id}', 'orders.ts', 88, [{ ...idParameter, example: 42 }]),
    reason: 'changes-data',
    method: 'DELETE',
    url: 'http://127.0.0.1:3000/api/orders/42',
  },
  cancelled: { state: 'cancelled', endpoint: anEndpoint() },
  failed: {
    state: 'failed',
    endpoint: at('GET', '/api/stock', 'stock.ts', 7),
    problem: {
      message: 'The server did not answer within 30 s.',
      nextStep: 'Look at its log below, or correct server.command in .endpoint-profiler/config.json.',
      detail: '> node server.js\nError: connect ECONNREFUSED 127.0.0.1:5432\n    <is the database running?>',
    },
  },
} satisfies Record<string, Profile>;

export const progress = {
  starting: { stage: 'server', message: 'Starting the server with “node server.js”' },
  probing: { stage: 'probes', message: 'Sending 8 requests one after the other' },
  round: {
    stage: 'burst',
    burst: {
      phase: 'round',
      name: 'round 3',
      index: 3,
      of: 6,
      done: 0.57,
      leftMs: 210,
      count: 1_706,
      errors: 0,
      rps: 2_098,
      p50Ms: 4.61,
      p95Ms: 9.72,
      p99Ms: 13.9,
      distribution: distributionsOf([{ ...wide, count: 1_706 }])[0]!,
    },
  },
  explaining: { stage: 'plans', message: 'Asking the database for the plans of 2 statements' },
} satisfies Record<string, ProfileProgress>;

export function detailState(profile: Profile | null, overrides: Partial<DetailState> = {}): DetailState {
  const endpoint = profile?.endpoint ?? anEndpoint();
  return {
    view: 'detail',
    id: endpointId(endpoint),
    endpoint,
    running: null,
    profile,
    stale: false,
    isBaseline: false,
    history: [],
    ...overrides,
  };
}

/** The third of twelve endpoints is being profiled. */
export const runOfAll: OverviewState['running'] = {
  id: endpointId(anEndpoint()),
  progress: progress.round,
  position: 3,
  of: 12,
};

export function overviewState(overrides: Partial<OverviewState> = {}): OverviewState {
  const shown = Object.values(profiles).filter(({ state }) => state !== 'cancelled');
  const never = [at('POST', '/api/orders', 'orders.ts', 70), at('GET', '/api/stock/{sku}', 'stock.ts', 31)];
  return {
    view: 'overview',
    title: 'orders-api',
    rows: [
      ...shown.map((profile) => ({
        id: endpointId(profile.endpoint),
        endpoint: profile.endpoint,
        profile,
        stale: profile === profiles.faster,
        isBaseline: false,
        trend: [],
      })),
      ...never.map((endpoint) => ({
        id: endpointId(endpoint),
        endpoint,
        profile: null,
        stale: false,
        isBaseline: false,
        trend: [],
      })),
    ],
    running: null,
    ...overrides,
  };
}

export const embeddedReport = (shown: Profile[] = Object.values(profiles)): EmbeddedReport => ({
  title: 'orders-api',
  writtenAt: '2025-11-19T09:15:00.000Z',
  profiles: shown.filter(({ state }) => state !== 'cancelled'),
});

export const aMachine: Machine = {
  cpu: 'Example 9000',
  cores: 8,
  memoryBytes: 16e9,
  os: 'linux 6.1',
  container: false,
  node: 'v24.1.0',
};

export const reportedRun = (shown?: Profile[]): ReportedRun => ({
  ...embeddedReport(shown),
  machine: aMachine,
  commit: 'b2c3d4e',
});
