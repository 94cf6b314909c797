import { describe, expect, it } from 'vitest';
import type {
  IndexProof,
  MeasuredProfile,
  QueryBefore,
  QueryProfile,
  WaterfallStatement,
} from '../../../../src/model.ts';
import { recommendationsOf } from '../../../../src/report/recommendations/index.ts';
import { at, faultless, found, query, withQueries } from '../../../support/facts.ts';
import { recentOrders } from '../../../support/queries.ts';
import { proofs } from '../../../support/sql-profiles.ts';

const kinds = (...profiles: MeasuredProfile[]) => recommendationsOf(profiles).map(({ kind }) => kind);

/** A scan of 40 ms of a request of 50 ms. */
const scan: QueryProfile = {
  ...recentOrders,
  msPerRequest: 40,
  msPerCall: { min: 38, median: 40, max: 45 },
  proofs: [],
};
const proven = recentOrders.proofs[0] as Extract<IndexProof, { state: 'proven' }>;
const scanFound = found('seq-scan-filter', 'HIGH', { impactMs: 39, fingerprint: scan.fingerprint, node: [0, 0] });

const scanning = (proof: IndexProof[], overrides: Partial<MeasuredProfile> = {}, before: QueryBefore | null = null) =>
  faultless({
    sql: withQueries([{ ...scan, proofs: proof, before }], 50),
    findings: [scanFound],
    ...overrides,
  });

const lost: QueryBefore = {
  ...{ state: 'known', callsPerRequest: 1, msPerCall: 0.05, planMs: null },
  steps: [
    {
      was: { type: 'Index Scan', relation: 'orders', index: 'orders_customer_id_idx', rows: 11, selfMs: 0.04 },
      now: { type: 'Seq Scan', relation: 'orders', index: null, rows: 4_012, selfMs: 39 },
    },
  ],
};
const planFound = found('plan-changed', 'HIGH', { impactMs: 39.9, fingerprint: scan.fingerprint });

describe('add-index', () => {
  it('has the DDL that was proven, and what it saves of a request', () => {
    const [first, ...others] = recommendationsOf([scanning([proven])]);
    expect(first).toMatchObject({ kind: 'add-index', priority: 'HIGH', code: proven.ddl });
    expect(first!.title).toBe('Add an index on orders (customer_id, created_at DESC)');
    expect(first!.savesMs).toBeCloseTo(39.97, 2);
    expect(first!.evidence).toEqual([
      {
        endpoint: 'GET /api/orders/recent',
        figure: '69.7 ms → 0.050 ms a call (1,394× faster), saves 40.0 ms of the 50.0 ms that a request takes alone',
      },
    ]);
    expect(others).toEqual([]);
  });

  it('is one for all statements and endpoints that gain by it, the one that gains most first', () => {
    const other = { ...scan, fingerprint: 'another', msPerRequest: 10, proofs: [proven] };
    const elsewhere = faultless({ ...at('/api/else'), sql: withQueries([other], 50) });
    const [first, ...others] = recommendationsOf([elsewhere, scanning([proven])]);
    expect(others).toEqual([]);
    expect(first!.evidence.map(({ endpoint }) => endpoint)).toEqual(['GET /api/orders/recent', 'GET /api/else']);
    expect(first!.savesMs).toBeCloseTo(39.97, 2);
  });

  it('says where another one begins with the same columns', () => {
    const narrow = { ...proven, ddl: 'CREATE INDEX orders_customer_id_idx ON orders (customer_id)' };
    const other = { ...scan, fingerprint: 'another', proofs: [narrow] };
    const elsewhere = faultless({ ...at('/api/else'), sql: withQueries([other], 50) });
    const [first, second] = recommendationsOf([scanning([proven]), elsewhere]);
    expect(first!.advice).not.toContain('recommended too');
    expect(second!.advice).toContain('One on orders (customer_id, created_at DESC) is recommended too');
  });

  it('stands for the plan that changed too, and names the index that is gone', () => {
    const [first, ...others] = recommendationsOf([
      scanning(
        [proven],
        { findings: [scanFound, planFound, found('row-estimate', 'LOW', { fingerprint: scan.fingerprint })] },
        lost,
      ),
    ]);
    expect(others).toEqual([]);
    expect(first!.advice).toContain('used the index orders_customer_id_idx: see whether it was dropped');
  });

  it('claims no saving where nothing was measured, and says how it would be', () => {
    const [first] = recommendationsOf([scanning([proofs.proposed])]);
    expect(first).toMatchObject({ kind: 'add-index', savesMs: null, priority: 'HIGH', code: proofs.proposed.ddl });
    expect(first!.title).toBe('Try an index on orders (note)');
    expect(first!.advice).toContain('"allowIndexProof": true');
  });

  it('is none for a candidate that was tried in vain: the finding stays', () => {
    expect(kinds(scanning([proofs.noGain]))).toEqual(['improve-statement']);
  });

  it('is none for a statement that may belong to something else', () => {
    const varying: QueryProfile = { ...scan, attribution: 'varying', proofs: [proven] };
    expect(kinds(faultless({ sql: withQueries([varying], 50) }))).toEqual([]);
  });
});

describe('ask-once', () => {
  const loop = query({
    callsPerRequest: { min: 25, median: 25, max: 25 },
    msPerRequest: 3,
    duplicateCallsPerRequest: 6,
  });
  const loopFound = found('n-plus-one', 'HIGH', { impactMs: 2.9, fingerprint: loop.fingerprint });
  const repeated = found('duplicate-query', 'MEDIUM', { impactMs: 0.7, fingerprint: loop.fingerprint });

  it('is one for the loop and the repetitions in it, with the place that sends it', () => {
    const sent = { ...loop, source: { file: 'src/orders.ts', line: 17 } };
    const [first, ...others] = recommendationsOf([
      faultless({ sql: withQueries([sent], 4), findings: [loopFound, repeated] }),
    ]);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ kind: 'ask-once', priority: 'HIGH', savesMs: 2.9 });
    expect(first!.title).toBe('Ask once instead of 25 times: SELECT name FROM customers WHERE id = $1');
    expect(first!.advice).toContain('src/orders.ts:17');
    expect(first!.evidence[0]!.figure).toBe('25 calls take 3.00 ms of the 4.00 ms that a request takes alone');
  });

  it('is drawn from averages where no SQL was recorded, and says what they are', () => {
    const averages = (callsPerRequest: number, text = loop.text): MeasuredProfile['sql'] => ({
      ...{ state: 'not-recorded', reason: { kind: 'server-not-launched-here' } },
      averages: { probes: 8, statements: [{ text, callsPerRequest, msPerCall: 0.1 }] },
    });
    const [first] = recommendationsOf([faultless({ sql: averages(25) })]);
    expect(first).toMatchObject({ kind: 'ask-once', savesMs: null });
    expect(first!.evidence[0]!.figure).toContain('pg_stat_statements');
    expect(kinds(faultless({ sql: averages(4) }))).toEqual([]);
    expect(kinds(faultless({ sql: averages(25, 'SET search_path = shop') }))).toEqual([]);
  });
});

describe('keep-answer', () => {
  const twice = query({
    callsPerRequest: { min: 3, median: 3, max: 3 },
    duplicateCallsPerRequest: 2,
    msPerRequest: 1.5,
  });
  const repeated = found('duplicate-query', 'LOW', { impactMs: 1, fingerprint: twice.fingerprint });
  const repeating = (path: string) => faultless({ ...at(path), sql: withQueries([twice]), findings: [repeated] });

  it('is one for all endpoints that repeat the statement, and looks at what they share', () => {
    const [first, ...others] = recommendationsOf(['/a', '/b', '/c'].map(repeating));
    expect(others).toEqual([]);
    expect(first).toMatchObject({ kind: 'keep-answer', priority: 'MEDIUM', savesMs: 1 });
    expect(first!.advice).toContain('middleware');
    expect(first!.evidence).toHaveLength(3);
  });

  it('does not speak of several endpoints for one', () => {
    expect(recommendationsOf([repeating('/a')])[0]!.advice).not.toContain('Several');
  });
});

describe('plan-changed', () => {
  it('says which node took the place of which, where no index is known', () => {
    const [first, ...others] = recommendationsOf([scanning([], { findings: [planFound] }, lost)]);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ kind: 'plan-changed', priority: 'HIGH', savesMs: 39.9 });
    expect(first!.evidence[0]!.figure).toBe(
      'Index Scan using orders_customer_id_idx → Seq Scan on orders; 0.050 ms → 40.0 ms a request',
    );
  });
});

describe('improve-statement', () => {
  it('is one for a statement with several faults, the dearest first', () => {
    const findings = [
      found('row-estimate', 'LOW', { impactMs: 1, fingerprint: scan.fingerprint }),
      found('sort-spill', 'HIGH', { impactMs: 30, fingerprint: scan.fingerprint }),
    ];
    const [first, ...others] = recommendationsOf([scanning([], { findings })]);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ kind: 'improve-statement', priority: 'HIGH', savesMs: null });
    expect(first!.title).toMatch(/^Spare a step that spills to disk: SELECT id,/);
    expect(first!.advice).toBe('Advice of sort-spill. Advice of row-estimate.');
    expect(first!.evidence).toHaveLength(2);
  });
});

describe('shorten-transaction', () => {
  const statement = (atMs: number, durationMs: number, inTransaction: boolean): WaterfallStatement => ({
    ...{ fingerprint: 'any', atMs, durationMs, rows: 1, inTransaction },
  });
  const sending = (statements: WaterfallStatement[]) =>
    faultless({
      sql: {
        ...{ state: 'recorded', probes: 8, queries: [], uncertain: [], vanished: [] },
        waterfall: { probeMs: 80, databaseMs: 3, statements, leftOut: 0 },
      },
    });

  it('measures how long a transaction was open without a statement', () => {
    const [first] = recommendationsOf([
      sending([statement(1, 1, false), statement(3, 1, true), statement(44, 1, true), statement(45, 1, true)]),
    ]);
    expect(first).toMatchObject({ kind: 'shorten-transaction', priority: 'MEDIUM' });
    expect(first!.evidence[0]!.figure).toBe(
      'a transaction was open for 43.0 ms, 40.0 ms of them (93 %) without a statement',
    );
  });

  it('is none for a busy transaction, for pauses outside one, nor between two', () => {
    expect(kinds(sending([statement(1, 20, true), statement(22, 20, true)]))).toEqual([]);
    expect(kinds(sending([statement(1, 1, false), statement(60, 1, false)]))).toEqual([]);
    const two = [statement(1, 1, true), statement(30, 0.1, false), statement(31, 1, true)];
    expect(kinds(sending(two))).toEqual([]);
  });
});

describe('slow-statement', () => {
  const dear = (text: string, share = 0.6, meanMs = 120) =>
    faultless({ slowestStatements: [{ text, calls: 90, meanMs, totalMs: 10_800, share }] });

  it('is one for the whole database, whatever endpoint was profiled', () => {
    const all = recommendationsOf([dear('SELECT * FROM audit'), dear('SELECT * FROM audit')]);
    expect(all).toMatchObject([
      {
        kind: 'slow-statement',
        evidence: [{ endpoint: null, figure: '60 % of the database’s time, 90 calls of 120 ms on average' }],
      },
    ]);
  });

  it('is none for what an endpoint of the run sends, what is quick, and what is rare', () => {
    expect(kinds(dear('select name from customers\n where id = $1'))).toEqual([]);
    expect(kinds(dear('SELECT * FROM audit', 0.6, 9))).toEqual([]);
    expect(kinds(dear('SELECT * FROM audit', 0.1))).toEqual([]);
  });
});
