import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openCluster } from '../../examples/orders-api/database/cluster.ts';
import { findPostgres } from '../../examples/orders-api/database/postgres.ts';
import { type Database, startDatabase } from '../../examples/orders-api/database/start.ts';
import { copyTemplate, openCache, provideTemplate, urlOf } from '../../examples/orders-api/database/template.ts';
import type { IndexProof, QueryProfile } from '../../src/model.ts';
import { type SqlSession, sqlFindings } from '../../src/sql/session.ts';
import { checksumOf } from '../support/database-checksum.ts';
import { openSession, recordedOf, recordProbes } from '../support/sql-session.ts';

const open = (databaseUrl: string, mayBuildIndexes = true) =>
  openSession(databaseUrl, { mayBuildIndexes, onLog: console.error });

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  return client;
}

let database: Database;
/** Straight to the database. */
let admin: pg.Client;
let session: SqlSession;

beforeAll(async () => {
  database = await startDatabase();
  admin = await connect(database.url);
  await admin.query(`
    CREATE TABLE jobs AS SELECT n AS id, n % 50 AS queue, CASE WHEN n % 500 = 0 THEN 'open' ELSE 'done' END AS status,
      n % 7 = 0 AS urgent, CASE WHEN n % 100 = 0 THEN NULL ELSE now() END AS done_at, '{}'::json AS payload
      FROM generate_series(1, 150000) AS n;
    CREATE SEQUENCE ticket;
    CREATE FUNCTION draw(int) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RETURN nextval('ticket') > $1; END $$;
    CREATE SCHEMA tenant;
    CREATE TABLE tenant."Order" AS SELECT n AS id, n % 9000 AS "group" FROM generate_series(1, 90000) AS n;
    ANALYZE jobs, tenant."Order";
    CREATE ROLE reader LOGIN PASSWORD 'reader';
    GRANT SELECT ON orders TO reader`);
  session = await open(database.url);
});

afterAll(async () => {
  await admin?.end();
  await session?.dispose();
  await database?.stop();
});

/** The statement run three times, each as a request of its own; `explained` looks into it. */
async function recorded(text: string, values: unknown[] = [], using = session) {
  const app = await connect(using.env.DB!);
  const { traffic, probes } = await recordProbes(using, () => app.query(text, values), 3);
  await app.end();
  return {
    async explained(signal = new AbortController().signal): Promise<QueryProfile> {
      const outcome = await using.explain(traffic, probes, { planned: null, signal });
      return recordedOf(outcome).queries[0]!;
    },
  };
}

async function proofsOf(text: string, values: unknown[] = [], using = session): Promise<IndexProof[]> {
  return (await (await recorded(text, values, using)).explained()).proofs;
}

async function advisoryLocks(): Promise<number> {
  return (await admin.query(`SELECT FROM pg_locks WHERE locktype = 'advisory'`)).rows.length;
}

const offered = (proofs: IndexProof[]): IndexProof[] => proofs.filter(({ state }) => state !== 'no-gain');

const ofCustomer = 'SELECT id, total_cents FROM orders WHERE customer_id = $1 ORDER BY created_at DESC';

describe('Of an index that a statement lacks it is measured what it brings', () => {
  const customer = 'customer7@example.com';
  test.each([
    [ofCustomer, [7], 'orders_customer_id_idx ON orders (customer_id)'],
    [
      'SELECT * FROM order_items WHERE serial_number = $1',
      ['SN-1'],
      'order_items_serial_number_idx ON order_items (serial_number)',
    ],
    [
      'SELECT id FROM orders WHERE region = $1 ORDER BY total_cents DESC LIMIT 10',
      ['north'],
      'orders_region_total_cents_idx ON orders (region, total_cents)',
    ],
    [
      'SELECT id FROM orders ORDER BY total_cents, note DESC LIMIT 10',
      [],
      'orders_total_cents_note_idx ON orders (total_cents, note DESC)',
    ],
    [
      `SELECT id FROM jobs WHERE status = 'open' AND queue = $1`,
      [0],
      `jobs_queue_idx ON jobs (queue) WHERE status = 'open'`,
    ],
    [
      'SELECT id FROM jobs WHERE done_at IS NULL AND id > $1',
      [149_000],
      'jobs_id_idx ON jobs (id) WHERE done_at IS NULL',
    ],
    [
      'SELECT c.name, o.id FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.email = $1',
      [customer],
      'orders_customer_id_idx ON orders (customer_id)',
    ],
    ['SELECT id FROM tenant."Order" WHERE "group" = $1', [7], '"Order_group_idx" ON tenant."Order" ("group")'],
  ])('%s', async (text, values, index) => {
    const [proof, ...others] = offered(await proofsOf(text, values));
    expect(others).toEqual([]);
    expect(proof).toMatchObject({ state: 'proven', ddl: `CREATE INDEX ${index}`, runs: 5 });
    if (proof?.state !== 'proven') return;
    expect(proof.factor).toBeGreaterThan(10);
    expect(proof.factor).toBeCloseTo(proof.beforeMs / proof.afterMs, 5);
    expect(proof.buildMs).toBeGreaterThan(1);
    expect(proof.indexBytes).toBeGreaterThan(8_000);
    expect(JSON.stringify(proof.planAfter)).toContain(`"index":"${index.split(' ON ')[0]!.replaceAll('"', '')}"`);
    expect(JSON.stringify(proof)).not.toMatch(/customer7@|SN-1|149000/);
  });

  test('The finding on the node advises it with the figures', async () => {
    const query = await (await recorded(ofCustomer, [7])).explained();
    const outcome = { state: 'recorded', probes: 3, queries: [query], uncertain: [], waterfall: null, vanished: [] };
    expect(sqlFindings(outcome as never)).toMatchObject([
      {
        rule: 'seq-scan-filter',
        advice: expect.stringMatching(
          /^Create an index: CREATE INDEX orders_customer_id_idx ON orders \(customer_id\) \([\d.]+ → 0\.\d\d ms measured, [\d,]+× faster\)\.$/,
        ),
      },
    ]);
  });
});

describe('Nothing is offered', () => {
  test.each([
    ['where an index is used', 'SELECT * FROM orders WHERE id = $1', [7]],
    ['where most rows are wanted', 'SELECT count(*) FROM orders WHERE total_cents > $1', [0]],
    ['for a column that has no order', `SELECT id FROM jobs WHERE payload::text = $1`, ['x']],
    [
      'where all rows are sorted',
      'SELECT max(place) FROM (SELECT row_number() OVER (ORDER BY note) AS place FROM orders) o',
      [],
    ],
    ['for a small table', 'SELECT * FROM products WHERE stock = $1', [5]],
  ])('%s', async (_case, text, values) => {
    expect(await proofsOf(text, values)).toEqual([]);
  });

  test('that another index serves already, used or not', async () => {
    await admin.query('CREATE INDEX mine ON jobs (queue, urgent, status)');
    onTestFinished(() => void admin.query('DROP INDEX mine'));
    const text = 'SELECT id FROM jobs WHERE NOT urgent AND queue + 0 >= 0 AND queue = $1 AND status = $2';
    expect(await proofsOf(text, [0, 'open'])).toEqual([]);
  });
});

describe('Without consent', () => {
  test('it is only said what would be done, and nothing is built', async () => {
    const asking = await open(database.url, false);
    onTestFinished(() => asking.dispose());
    const before = await checksumOf(database.url);
    expect(await proofsOf(ofCustomer, [7], asking)).toEqual([
      {
        state: 'proposed',
        ddl: 'CREATE INDEX orders_customer_id_created_at_idx ON orders (customer_id, created_at)',
        table: 'orders',
        node: [0],
        database: 'shop',
        tableRows: 200_000,
        tableBytes: expect.any(Number),
        expectedBuildMs: 240,
      },
    ]);
    expect(await checksumOf(database.url)).toEqual(before);
  });
});

describe('Nothing stays behind', () => {
  test('of proofs: tables, sequences, roles, indexes, settings and locks are as before', async () => {
    const requests = [
      await recorded(ofCustomer, [7]),
      await recorded('SELECT * FROM order_items WHERE serial_number = $1', ['SN-01234562']),
      await recorded(`SELECT id FROM jobs WHERE status = 'open' AND queue = $1`, [0]),
    ];
    const before = await checksumOf(database.url);
    for (const request of requests) {
      const { proofs } = await request.explained();
      expect(proofs.map(({ state }) => state)).toContain('proven');
    }
    expect(await checksumOf(database.url)).toEqual(before);
  });

  test.each([
    `SELECT count(*) FROM orders WHERE customer_id = 7 AND nextval('ticket') > 0`,
    'SELECT count(*) FROM orders WHERE customer_id = 7 AND draw(0)',
    `SELECT count(*) FROM orders WHERE customer_id = 7 AND pg_try_advisory_lock(7)`,
    `SELECT count(*) FROM orders WHERE customer_id = 7 AND pg_backend_pid() = 0; SELECT nextval('ticket')`,
    'SELECT id FROM orders WHERE customer_id = 7 FOR UPDATE',
    'UPDATE orders SET note = note || $$!$$ WHERE customer_id = 7',
    'WITH gone AS (DELETE FROM order_items WHERE serial_number = $$x$$ RETURNING 1) SELECT * FROM gone',
  ])('of a statement that must not run again: %s', async (text) => {
    const request = await recorded(text);
    await vi.waitFor(async () => expect(await advisoryLocks()).toBe(0));
    const before = await checksumOf(database.url);
    const { proofs } = await request.explained();
    expect(proofs.filter(({ state }) => state !== 'refused')).toEqual([]);
    expect(await checksumOf(database.url)).toEqual(before);
  });

  test('of a proof that is cancelled while it builds', async () => {
    const request = await recorded('SELECT * FROM order_items WHERE serial_number = $1', ['SN-01234562']);
    const before = await checksumOf(database.url);
    const building = async () => {
      const { rows } = await admin.query(
        `SELECT FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX%' AND state = 'active'`,
      );
      return rows.length;
    };
    const cancel = new AbortController();
    const outcome = request.explained(cancel.signal);
    await vi.waitFor(async () => expect(await building()).toBe(1), { interval: 5, timeout: 10_000 });
    cancel.abort();
    const cancelledAt = performance.now();
    expect((await outcome).proofs).toEqual([]);
    expect(performance.now() - cancelledAt).toBeLessThan(500);
    await vi.waitFor(async () => expect(await building()).toBe(0), { interval: 10, timeout: 1_000 });
    await vi.waitFor(async () => expect(await checksumOf(database.url)).toEqual(before), { timeout: 10_000 });
  });
});

describe('It is refused', () => {
  test('while another connection writes to the table, without making it wait', async () => {
    const request = await recorded(ofCustomer, [7]);
    const writer = await connect(database.url);
    onTestFinished(() => writer.end());
    await writer.query('BEGIN; UPDATE orders SET note = note WHERE id = 1');
    expect(offered((await request.explained()).proofs)).toMatchObject([
      { state: 'refused', reason: 'Another connection kept orders locked, so nothing was built.' },
      { state: 'refused' },
    ]);
    await writer.query('ROLLBACK');
  });

  test('where the table belongs to another role', async () => {
    const reader = await open(database.url.replace('shop:shop@', 'reader:reader@'));
    onTestFinished(() => reader.dispose());
    const [proof] = await proofsOf(ofCustomer, [7], reader);
    expect(proof).toMatchObject({
      state: 'refused',
      reason: 'orders belongs to another role, so no index could be tried.',
    });
  });
});

const postgres15 = '/usr/lib/postgresql/15/bin';
const hypopg = '/usr/share/postgresql/15/extension/hypopg.control';

test.skipIf(!existsSync(hypopg))('Where nothing may be built, HypoPG tells what the planner would do', async () => {
  const cache = await openCache(tmpdir());
  const { user } = await findPostgres(cache);
  const programs = { postgres: join(postgres15, 'postgres'), initdb: join(postgres15, 'initdb') };
  const program = { ...programs, version: 'postgres (PostgreSQL) 15, Debian', user };
  const cluster = await openCluster(program, cache);
  onTestFinished(() => cluster.release());
  await copyTemplate(await provideTemplate(program, cache, true), program, cluster);
  const url = urlOf(await cluster.start(0));
  const client = await connect(url);
  await client.query('CREATE EXTENSION hypopg');
  await client.end();
  const session15 = await open(url);
  onTestFinished(() => session15.dispose());

  const [proof] = await proofsOf('UPDATE orders SET note = note WHERE customer_id = $1', [7], session15);
  expect(proof).toMatchObject({
    state: 'estimated',
    ddl: 'CREATE INDEX orders_customer_id_idx ON orders (customer_id)',
    source: 'hypopg',
    reason: 'UPDATE changes data, so it was not run again.',
  });
  expect(proof?.state === 'estimated' && proof.factor).toBeGreaterThan(20);
  expect(offered(await proofsOf(ofCustomer, [7], session15))).toMatchObject([{ state: 'proven' }]);
});
