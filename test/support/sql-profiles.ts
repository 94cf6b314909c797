/** An endpoint whose SQL has everything that there is to show of it. */

import type { IndexProof, MeasuredProfile, QueryProfile, Waterfall } from '../../src/model.ts';
import { anEndpoint, measured, recorded } from './profiles.ts';
import { customersById, estimatedOnly, itemsOfOrder, recentOrders, uncertainSettings } from './queries.ts';

const step = { relation: 'orders', index: null, rows: 4_012, selfMs: 67.28 };

/** Its index was dropped, or its statistics are wrong. */
export const ordersWithoutIndex: QueryProfile = {
  ...recentOrders,
  before: {
    state: 'known',
    callsPerRequest: 1,
    msPerCall: 0.05,
    planMs: { was: 0.061, now: 69.7 },
    steps: [
      {
        was: { ...step, type: 'Index Scan', index: 'orders_customer_id_idx', rows: 11, selfMs: 0.04 },
        now: { ...step, type: 'Seq Scan' },
      },
      { was: null, now: { ...step, type: 'Sort', relation: null, rows: 20, selfMs: 2.4 } },
    ],
  },
};

const candidate = { ddl: 'CREATE INDEX orders_note_idx ON orders (note)', table: 'orders', node: [0] };

export const proofs = {
  proposed: {
    ...candidate,
    ...{ state: 'proposed', database: 'shop', tableRows: 400_000, tableBytes: 52_000_000, expectedBuildMs: 1_200 },
  },
  estimated: {
    ...candidate,
    ...{ state: 'estimated', source: 'hypopg', costBefore: 8_412, costAfter: 8.4, factor: 1_001 },
    reason: 'The table has more rows than are locked for a proof.',
  },
  refused: { ...candidate, state: 'refused', reason: 'The role may not create indexes on orders.' },
  noGain: { ...candidate, ...{ state: 'no-gain', reason: 'unused', beforeMs: 12.1, afterMs: 12.2 } },
} satisfies Record<string, IndexProof>;

const logged: QueryProfile = {
  ...customersById,
  fingerprint: 'b7c8d9e0f1a2b3c4',
  text: 'INSERT INTO searches (term, found, by_user, at) VALUES ($1, $2, $3, $4)',
  callsPerRequest: { min: 1, median: 1, max: 1 },
  msPerCall: { min: 0.3, median: 0.42, max: 1.2 },
  msPerRequest: 0.42,
  rowsPerCall: 1,
  duplicateCallsPerRequest: 0,
  parameters: [
    { type: 'text', bytes: 12 },
    { type: 'int4', bytes: 4 },
    { type: null, bytes: null },
    { type: 'timestamptz', bytes: 8 },
  ],
  plan: {
    state: 'estimated',
    root: { ...plainInsert() },
    json: '[]',
    reason: 'INSERT changes data, so it was not run again.',
  },
  before: { state: 'new' },
};

function plainInsert() {
  if (estimatedOnly.plan.state !== 'estimated') throw new Error('The sample is an estimate.');
  return { ...estimatedOnly.plan.root, type: 'Insert', relation: 'searches' };
}

/** On two connections, with a transaction, and work that goes on behind the answer. */
const waterfall: Waterfall = {
  probeMs: 41.2,
  databaseMs: 27.9,
  statements: [
    ...Array.from({ length: 18 }, (_, call) => ({
      fingerprint: customersById.fingerprint,
      atMs: 1.4 + call * 0.62,
      durationMs: 0.41,
      rows: 1,
      inTransaction: false,
    })),
    { fingerprint: recentOrders.fingerprint, atMs: 13.1, durationMs: 15.9, rows: 20, inTransaction: false },
    { fingerprint: estimatedOnly.fingerprint, atMs: 13.2, durationMs: 7.7, rows: 1, inTransaction: false },
    { fingerprint: itemsOfOrder.fingerprint, atMs: 31, durationMs: 2.1, rows: 3, inTransaction: true },
    { fingerprint: logged.fingerprint, atMs: 34.4, durationMs: 1.9, rows: 1, inTransaction: true },
    { fingerprint: logged.fingerprint, atMs: 43.1, durationMs: 1.2, rows: 1, inTransaction: false },
  ],
  leftOut: 0,
};

export const searchWithSql: MeasuredProfile = measured({
  endpoint: anEndpoint({ path: '/api/orders/search' }),
  slowestStatements: [
    { text: ordersWithoutIndex.text, calls: 18_402, meanMs: 41.2, totalMs: 758_162, share: 0.83 },
    {
      text: 'UPDATE stock SET count = count - $1 WHERE item_id = $2',
      calls: 90,
      meanMs: 0.4,
      totalMs: 36,
      share: 0.0004,
    },
  ],
  sql: {
    ...{ state: 'recorded', probes: 8, uncertain: uncertainSettings, waterfall },
    queries: [
      ordersWithoutIndex,
      customersById,
      { ...estimatedOnly, proofs: Object.values(proofs) },
      logged,
      itemsOfOrder,
    ],
    vanished: [
      {
        fingerprint: 'd0e1f2a3b4c5d6e7',
        text: 'SELECT id, name FROM customers WHERE id = ANY($1)',
        callsPerRequest: 1,
        msPerCall: 0.31,
      },
    ],
  },
});
export const withAverages = measured({
  sql: {
    ...{ state: 'not-recorded', reason: { kind: 'server-not-launched-here' } },
    averages: { probes: 8, statements: [{ text: customersById.text, callsPerRequest: 25, msPerCall: 0.132 }] },
  },
});
export const withoutStatements = measured({ sql: recorded([]) });
