/** Statements with their plans as the SQL stage would hand them over. */

import type { PlanNode, QueryProfile, Waterfall, WaterfallStatement } from '../../src/model.ts';

export const node = (type: string, overrides: Partial<PlanNode>): PlanNode => ({
  type,
  role: null,
  relation: null,
  index: null,
  details: [],
  plannedRows: 20,
  actualRows: 20,
  loops: 1,
  selfMs: 0.01,
  totalMs: 0.01,
  rowsRemoved: 0,
  rowsRemovedByJoin: 0,
  heapFetches: 0,
  pagesHit: 0,
  pagesRead: 0,
  spilledBytes: 0,
  children: [],
  ...overrides,
});

export const customersById: QueryProfile = {
  fingerprint: '50fde20626009aba',
  text: 'SELECT name FROM customers WHERE id = $1',
  source: null,
  attribution: 'constant',
  callsPerRequest: { min: 25, median: 25, max: 25 },
  msPerCall: { min: 0.09, median: 0.132, max: 0.41 },
  msPerRequest: 3.3,
  rowsPerCall: 1,
  duplicateCallsPerRequest: 6,
  parameters: [{ type: 'int4', bytes: 4 }],
  plan: {
    state: 'executed',
    source: 'replay',
    root: node('Index Scan', {
      relation: 'customers',
      index: 'customers_pkey',
      details: [{ label: 'Index Cond', text: '(id = 4711)' }],
      plannedRows: 1,
      actualRows: 1,
      selfMs: 0.021,
      totalMs: 0.021,
      pagesHit: 3,
    }),
    planningMs: 0.09,
    executionMs: 0.034,
    jitMs: 0,
    json: '[{"Plan":{"Node Type":"Index Scan"}}]',
  },
  proofs: [],
  before: null,
};

export const recentOrders: QueryProfile = {
  fingerprint: 'a0ee1a35d4a1b1c2',
  text: 'SELECT id, customer_id, total_cents, created_at\n  FROM orders\n WHERE customer_id = $1\n ORDER BY created_at DESC\n LIMIT 20',
  source: null,
  attribution: 'constant',
  callsPerRequest: { min: 1, median: 1, max: 1 },
  msPerCall: { min: 0.58, median: 0.6, max: 0.92 },
  msPerRequest: 0.6,
  rowsPerCall: 20,
  duplicateCallsPerRequest: 0,
  parameters: [{ type: null, bytes: 4 }],
  plan: {
    state: 'executed',
    source: 'replay',
    root: node('Limit', {
      selfMs: 0.02,
      totalMs: 69.7,
      children: [
        node('Sort', {
          details: [{ label: 'Sort Key', text: 'created_at DESC' }],
          plannedRows: 19,
          selfMs: 2.4,
          totalMs: 69.68,
          spilledBytes: 2_600_000,
          children: [
            node('Seq Scan', {
              relation: 'orders',
              details: [{ label: 'Filter', text: '(customer_id = 1234)' }],
              plannedRows: 19,
              selfMs: 67.28,
              totalMs: 67.28,
              rowsRemoved: 399_980,
              pagesHit: 1_204,
              pagesRead: 1_737,
            }),
          ],
        }),
      ],
    }),
    planningMs: 0.21,
    executionMs: 69.7,
    jitMs: 0,
    json: '[{"Plan":{"Node Type":"Limit"}}]',
  },
  proofs: [
    {
      state: 'proven',
      ddl: 'CREATE INDEX orders_customer_id_created_at_idx ON orders (customer_id, created_at DESC)',
      table: 'orders',
      node: [0, 0],
      beforeMs: 69.7,
      afterMs: 0.05,
      factor: 1394,
      runs: 5,
      buildMs: 1180,
      indexBytes: 12_600_000,
      tableRows: 400_000,
      planAfter: node('Limit', {
        selfMs: 0.004,
        totalMs: 0.05,
        children: [
          node('Index Scan', {
            relation: 'orders',
            index: 'orders_customer_id_created_at_idx',
            details: [{ label: 'Index Cond', text: '(customer_id = 1234)' }],
            plannedRows: 19,
            selfMs: 0.046,
            totalMs: 0.046,
            pagesHit: 23,
          }),
        ],
      }),
    },
  ],
  before: null,
};

export const itemsOfOrder: QueryProfile = {
  fingerprint: 'c3d1f4a900112233',
  text: 'UPDATE order_items SET picked = true WHERE order_id = $1',
  source: null,
  attribution: 'varying',
  callsPerRequest: { min: 0, median: 1, max: 2 },
  msPerCall: { min: 0.4, median: 0.9, max: 2.2 },
  msPerRequest: 0.9,
  rowsPerCall: 3,
  duplicateCallsPerRequest: 0,
  parameters: [{ type: null, bytes: 4 }],
  plan: { state: 'refused', reason: 'it changes data, and only plain SELECTs are run again' },
  proofs: [],
  before: null,
};

export const estimatedOnly: QueryProfile = {
  ...recentOrders,
  fingerprint: 'e5f6a7b8c9d0e1f2',
  text: 'SELECT count(*) FROM orders WHERE note ILIKE $1',
  plan: {
    state: 'estimated',
    root: node('Aggregate', { actualRows: null, selfMs: null, totalMs: null, plannedRows: 1 }),
    json: '[{"Plan":{"Node Type":"Aggregate"}}]',
    reason: 'its run would take longer than the time limit of 5 s',
  },
  proofs: [],
};

export const uncertainSettings = ["SET application_name = 'orders-api'"];

/** All calls of one request, one after the other with a pause of 0.2 ms before each. */
export function waterfallOf(queries: QueryProfile[]): Waterfall | null {
  const pauseMs = 0.2;
  const statements: WaterfallStatement[] = [];
  let atMs = 0;
  for (const { fingerprint, callsPerRequest, msPerCall, rowsPerCall } of queries) {
    for (let call = 0; call < callsPerRequest.median; call++) {
      const durationMs = msPerCall.median;
      statements.push({ fingerprint, atMs: (atMs += pauseMs), durationMs, rows: rowsPerCall, inTransaction: false });
      atMs += durationMs;
    }
  }
  const databaseMs = statements.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return statements.length === 0 ? null : { probeMs: atMs + 1, databaseMs, statements, leftOut: 0 };
}
