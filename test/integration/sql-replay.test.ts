import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Database, startDatabase } from '../../examples/orders-api/database/start.ts';
import type { QueryProfile } from '../../src/model.ts';
import { type CapturedTraffic, type SqlSession, sqlFindings } from '../../src/sql/session.ts';
import { openSession, profileSql, tapPath } from '../support/sql-session.ts';
import { pipeline } from '../support/wire-queries.ts';

const signal = new AbortController().signal;

let database: Database;
let session: SqlSession;
/** Straight to the database. */
let admin: pg.Client;
/** As a launched server connects: through the tap. */
let app: pg.Client;

beforeAll(async () => {
  database = await startDatabase({ port: 0, seed: false });
  admin = new pg.Client(database.url);
  await admin.connect();
  await admin.query(schema);
  session = await openSession(database.url, { envNames: ['DATABASE_URL', 'DB'] });
});

beforeEach(async () => {
  app = new pg.Client(session.env.DB!);
  await app.connect();
  return () => app.end();
});

afterAll(async () => {
  await admin?.end();
  await session?.dispose();
  await database?.stop();
});

const schema = `
  CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, status text NOT NULL, note text NOT NULL);
  INSERT INTO orders SELECT n, n % 500, CASE WHEN n % 50 = 0 THEN 'open' ELSE 'done' END, repeat('x', 100)
    FROM generate_series(1, 20000) AS n;
  CREATE SEQUENCE ticket;
  CREATE TABLE audit (entry text);
  CREATE FUNCTION touch(text) RETURNS int LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO audit VALUES ($1); RETURN 1; END $$;
  CREATE FUNCTION loud(orders) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN nextval('ticket'); END $$;
  CREATE FUNCTION same(int, int) RETURNS boolean LANGUAGE plpgsql AS $$
    BEGIN PERFORM nextval('ticket'); RETURN $1 = $2; END $$;
  CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = same);
  CREATE VIEW drawing AS SELECT nextval('ticket') AS number;
  CREATE VIEW outer_drawing AS SELECT number FROM drawing;
  CREATE TABLE guarded (id int);
  INSERT INTO guarded VALUES (1);
  CREATE POLICY peek ON guarded USING (nextval('ticket') > 0);
  ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
  CREATE SCHEMA tenant;
  CREATE TABLE tenant.thing (id int);
  ANALYZE;`;

/** Runs the same work as `count` requests. */
const profile = (work: () => Promise<unknown>, count?: number) => profileSql(session, work, count);

/** As if the tap had recorded this text once. */
function trafficOf(text: string): CapturedTraffic {
  const call = { connection: 1, protocol: 'simple' as const, text, parameterTypes: [], parameters: [], startMs: 0 };
  const rest = { endMs: 1, busyMs: 1, rows: 0, error: null, transaction: 'none' as const, searchPath: null };
  return { statements: [{ ...call, ...rest }], missed: 0, connections: 1, unreadable: 0 };
}

const only = ({ queries }: { queries: QueryProfile[] }): QueryProfile => {
  expect(queries).toHaveLength(1);
  return queries[0]!;
};

describe('What an endpoint asked', () => {
  test('A loop of queries and a missing index are found, with the plan, and no parameter value leaks', async () => {
    const outcome = await profile(async () => {
      for (let customer = 31_401; customer < 31_425; customer++) {
        await app.query('SELECT id, status FROM orders WHERE customer_id = $1 AND status <> $2', [customer, 's3cret']);
      }
    });

    const query = only(outcome);
    expect(query).toMatchObject({
      attribution: 'constant',
      callsPerRequest: { min: 24, median: 24, max: 24 },
      duplicateCallsPerRequest: 0,
      plan: {
        state: 'executed',
        source: 'replay',
        root: { type: 'Seq Scan', relation: 'orders', rowsRemoved: 20_000 },
      },
    });
    const filter = query.plan.state === 'executed' && query.plan.root.details.find(({ label }) => label === 'Filter');
    expect(filter).toMatchObject({ text: '((status <> $2::text) AND (customer_id = $1))' });
    expect(JSON.stringify(outcome)).not.toMatch(/s3cret|\b314\d\d\b/);
    expect(outcome.waterfall).toMatchObject({ statements: { length: 24 }, leftOut: 0 });
    expect(outcome.waterfall!.databaseMs).toBeLessThan(outcome.waterfall!.probeMs);

    expect(sqlFindings(outcome).toSorted((a, b) => a.rule.localeCompare(b.rule))).toMatchObject([
      { rule: 'n-plus-one', severity: 'HIGH', title: 'One query runs 24 times a request' },
      {
        rule: 'seq-scan-filter',
        node: [],
        advice: 'Try an index: CREATE INDEX orders_customer_id_idx ON orders (customer_id)',
      },
    ]);
  });

  test('Binary parameters with named types are bound again as they came', async () => {
    const customer = Buffer.alloc(4);
    customer.writeInt32BE(150);
    const statement = { text: 'SELECT count(*) FROM orders WHERE customer_id = $1', types: [23], values: [customer] };
    const query = only(await profile(() => app.query(pipeline([statement])).done));
    expect(query.plan).toMatchObject({ state: 'executed' });
    const scan = query.plan.state === 'executed' ? query.plan.root.children[0] : null;
    expect(scan).toMatchObject({ type: 'Seq Scan', actualRows: 40, rowsRemoved: 19_960 });
  });

  test('A sort that does not fit spills, and the same question twice is noticed', async () => {
    await admin.query(`ALTER ROLE shop SET work_mem = '64kB'`);
    const list = () => app.query('SELECT * FROM orders ORDER BY note, status, id DESC');
    const outcome = await profile(async () => [await list(), await list()]);
    await admin.query('ALTER ROLE shop RESET work_mem');
    expect(
      sqlFindings(outcome)
        .map(({ rule }) => rule)
        .toSorted(),
    ).toEqual(['duplicate-query', 'no-limit', 'sort-spill']);
  });

  test('A statement that runs in some probes only is shown as varying, and blamed for nothing', async () => {
    let turn = 0;
    const outcome = await profile(async () => {
      await app.query('SELECT 1');
      if (turn++ % 2 === 1)
        for (let n = 0; n < 9; n++) await app.query(`SELECT count(*) FROM orders WHERE status = 'x'`);
    });
    expect(outcome.queries.map(({ text, attribution }) => [text, attribution])).toEqual([
      ['SELECT count(*) FROM orders WHERE status = $1', 'varying'],
      ['SELECT $1', 'constant'],
    ]);
    expect(sqlFindings(outcome)).toEqual([]);
  });

  test('The search path of the application is used', async () => {
    await app.query('SET search_path = tenant');
    expect(only(await profile(() => app.query('SELECT * FROM thing'))).plan).toMatchObject({ state: 'executed' });
  });

  test('What a client puts into the text, call by call, does not leak either', async () => {
    let probe = 0;
    const query = only(await profile(() => app.query(`SELECT count(*) FROM orders WHERE note = 's3cret${probe++}'`)));
    expect(query.plan).toMatchObject({ state: 'executed', source: 'replay' });
    expect(JSON.stringify(query)).not.toMatch(/s3cret/);
  });

  test('A statement that fails has a plan outcome that says so, without the value', async () => {
    const query = only(await profile(() => app.query('SELECT $1::int', ['s3cret']).catch(() => {})));
    expect(query.plan).toEqual({ state: 'failed', message: 'PostgreSQL refused it with SQLSTATE 22P02.' });
  });

  test('Without any connection through the tap the outcome says so', async () => {
    const unused = await openSession(database.url, { envNames: [] });
    await unused.startRecording();
    const outcome = await unused.explain(await unused.stopRecording(), [], { signal });
    expect(outcome).toEqual({ state: 'not-recorded', reason: { kind: 'nothing-passed-the-tap' } });
    await unused.dispose();
  });
});

describe('What must not run again', () => {
  const state = async () => {
    const { rows } = await admin.query(`
      SELECT (SELECT last_value::text || is_called FROM ticket) AS ticket, (SELECT count(*) FROM audit) AS audit,
             (SELECT md5(string_agg(o::text, ',' ORDER BY id)) FROM orders o) AS orders,
             (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory') AS locks,
             (SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace) AS relations,
             current_setting('work_mem') AS work_mem`);
    return rows;
  };

  const estimated = [
    `SELECT nextval('ticket')`,
    `SELECT setval('ticket', 99)`,
    'SELECT pg_sleep(0)',
    'SELECT pg_advisory_lock(7), pg_advisory_unlock(7)',
    `SELECT set_config('work_mem', '1MB', true)`,
    'SELECT pg_terminate_backend(0)',
    `SELECT pg_read_file('PG_VERSION')`,
    `SELECT query_to_xml('SELECT 1', true, true, '')`,
    `SELECT touch('x') FROM orders LIMIT 1`,
    'SELECT o.loud FROM orders o LIMIT 1',
    'SELECT (o).loud FROM orders o LIMIT 1',
    'SELECT 1 === 1',
    'SELECT * FROM drawing',
    'SELECT * FROM outer_drawing',
    'SELECT * FROM guarded',
    'SELECT * FROM orders WHERE id = 1 FOR UPDATE',
    'WITH gone AS (DELETE FROM audit RETURNING 1) SELECT * FROM gone',
    `INSERT INTO audit VALUES ('x')`,
    `UPDATE orders SET note = note WHERE id = 1`,
    'DELETE FROM audit',
  ];
  test.each(estimated)('Only estimated: %s', async (text) => {
    const outcome = await profile(() => app.query(text), 2);
    const before = await state();
    // Once more, with the application out of the picture.
    expect(only(outcome).plan).toMatchObject({ state: 'estimated', reason: expect.stringContaining('not run again') });
    const again = await sessionExplains(text);
    expect(again).toMatchObject({ state: 'estimated' });
    expect(await state()).toEqual(before);
  });

  const refused = [
    'SELECT 1; SELECT 2',
    'SELECT 1 INTO TEMP made',
    'CREATE TEMP TABLE made2 (id int)',
    'SET work_mem = 1000',
    'COPY audit TO STDOUT',
    'DO $$ BEGIN END $$',
    'VACUUM audit',
    'EXPLAIN ANALYZE SELECT 1',
    `LISTEN channel`,
    'BEGIN',
    'NOT SQL AT ALL',
    '',
  ];
  test.each(refused)('Refused: %s', async (text) => {
    const before = await state();
    expect(await sessionExplains(text)).toMatchObject({ state: 'refused' });
    expect(await state()).toEqual(before);
  });

  test('What is harmless runs: random(), WITH, subqueries, set-returning functions', async () => {
    for (const text of [
      'SELECT random(), gen_random_uuid(), now(), count(*) FROM orders',
      'WITH open AS (SELECT * FROM orders WHERE status = $$open$$) SELECT count(*) FROM open; -- the end',
      'SELECT * FROM generate_series(1, 10) AS n WHERE n IN (SELECT id FROM orders)',
      'VALUES (1), (2)',
    ]) {
      expect(await sessionExplains(text), text).toMatchObject({ state: 'executed' });
    }
  });

  async function sessionExplains(text: string) {
    const outcome = await session.explain(trafficOf(text), [{ startMonotonicMs: 0, endMonotonicMs: 1 }], { signal });
    return outcome.state === 'recorded' ? only(outcome).plan : outcome;
  }
});

describe('Ends', () => {
  test('A database on another host is left alone', async () => {
    const foreign = await openSession('postgres://a:b@db.example.com/x');
    expect(foreign.env).toEqual({});
    const outcome = await foreign.explain(await foreign.stopRecording(), [], { signal });
    expect(outcome).toEqual({ state: 'not-recorded', reason: { kind: 'host-not-allowed', host: 'db.example.com' } });
  });

  test('A tap that dies rejects the calls with a sentence', async () => {
    const doomed = await openSession(database.url, { tapPath: join(import.meta.dirname, 'no-such-tap.js') }).catch(
      (error: Error) => error,
    );
    expect(doomed).toMatchObject({ message: 'The SQL tap ended unexpectedly (exit code 1).' });
  });

  test('Without its database a statement has failed, and nothing waits', async () => {
    const lonely = await openSession('postgres://a:b@localhost:1/x');
    const outcome = await lonely.explain(trafficOf('SELECT 1'), [{ startMonotonicMs: 0, endMonotonicMs: 1 }], {
      signal,
    });
    await lonely.dispose();
    expect(outcome).toMatchObject({
      queries: [{ plan: { state: 'failed', message: expect.stringMatching(/ECONNREFUSED/) } }],
    });
  });

  test('A cancelled explanation ends at once', async () => {
    const controller = new AbortController();
    const slow =
      'SELECT count(*) FROM generate_series(1, 3000) a, generate_series(1, 3000) b, generate_series(1, 300) c';
    const explaining = session.explain(trafficOf(slow), [{ startMonotonicMs: 0, endMonotonicMs: 1 }], controller);
    const running = () => admin.query(`SELECT FROM pg_stat_activity WHERE query LIKE 'EXPLAIN%' AND state = 'active'`);
    while ((await running()).rowCount === 0) await setTimeout(10);
    controller.abort();
    expect(await explaining).toMatchObject({
      queries: [{ plan: { state: 'failed', message: expect.stringMatching(/Cancelled/) } }],
    });
    while ((await running()).rowCount !== 0) await setTimeout(10);
  });

  test('Killing the parent leaves no tap', async () => {
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', parentProgram, tapPath, database.url], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: import.meta.dirname,
      // Node takes the sources as they are; it only warns that package.json does not say “module”.
      env: { ...process.env, NODE_OPTIONS: '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON' },
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const { port } = new URL(line.toString());
    const client = new pg.Client(line.toString());
    client.on('error', () => {});
    await client.connect();
    const cut = new Promise<void>((resolve) => client.once('end', resolve));
    parent.kill('SIGKILL');
    await cut;
    // Cut a moment before the port is free: the rest of the process is still ending.
    const connectLate = () => new pg.Client({ host: '127.0.0.1', port: Number(port), user: 'shop' }).connect();
    await vi.waitFor(() => expect(connectLate()).rejects.toThrow(/ECONNREFUSED/), { interval: 20 });
  });

  const parentProgram = `
    const { openSqlSession } = await import('../../src/sql/session.ts');
    const [tapPath, databaseUrl] = process.argv.slice(1);
    const session = await openSqlSession({ tapPath, databaseUrl, envNames: ['DB'], onLog: console.error });
    console.log(session.env.DB);`;
});
