import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Database, startDatabase } from '../../examples/orders-api/database/start.ts';
import type { QueryProfile } from '../../src/model.ts';
import type { CapturedTraffic, SqlSession } from '../../src/sql/session.ts';
import { openSession, recordedOf, recordProbes } from '../support/sql-session.ts';
import { cursor, pipeline, simpleCopy, wireQuery } from '../support/wire-queries.ts';

const signal = new AbortController().signal;

let database: Database;
let session: SqlSession;
/** Straight to the database. */
let admin: pg.Client;

const schema = `
  CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, note text NOT NULL);
  INSERT INTO orders SELECT n, n % 500, 'n' FROM generate_series(1, 20000) AS n;
  CREATE FUNCTION shout() RETURNS int LANGUAGE plpgsql AS $$
    BEGIN
      RAISE INFO E'duration: 1.000 ms  plan:\\n{"Query Text": "SELECT shout()"}';
      RAISE NOTICE 'hello';
      RETURN 1;
    END $$;
  CREATE ROLE humble LOGIN PASSWORD 'humble';
  GRANT ALL ON orders TO humble;
  ANALYZE;`;

beforeAll(async () => {
  database = await startDatabase({ seed: false });
  admin = new pg.Client(database.url);
  await admin.connect();
  await admin.query(schema);
  session = await openSession(database.url);
});

afterAll(async () => {
  await admin?.end();
  await session?.dispose();
  await database?.stop();
});

/** As a launched server connects; `notices`: what it is told beside the answers. */
async function connectApp(url = session.env.DB!): Promise<{ app: pg.Client; notices: string[] }> {
  const app = new pg.Client(url);
  const notices: string[] = [];
  app.on('notice', ({ message }) => notices.push(message ?? ''));
  app.on('error', () => {});
  await app.connect();
  onTestFinished(() => app.end());
  return { app, notices };
}

async function planned(work: () => Promise<unknown>): Promise<CapturedTraffic> {
  await session.startRecordingPlans();
  await work();
  return session.stopRecording();
}

const nodesOf = ({ statements }: CapturedTraffic): (string | null)[] =>
  statements.map(({ plan }) => plan && JSON.parse(plan.json).Plan['Node Type']).map((node) => node ?? null);

const settingsOf = async (app: pg.Client) =>
  (await app.query(`SELECT name, setting, source FROM pg_settings WHERE name NOT LIKE 'auto_explain%' ORDER BY name`))
    .rows;

describe('The database tells the plan of', () => {
  test('each statement of a connection that was open before, simple and extended, writes included', async () => {
    const { app, notices } = await connectApp();
    const { statements } = await planned(async () => {
      await app.query('SELECT count(*) FROM orders');
      await app.query('SELECT * FROM orders WHERE id = $1', [7]);
      await app.query('UPDATE orders SET note = $1 WHERE id = $2', ['changed', 7]);
      await app.query('INSERT INTO orders VALUES (90001, 1, $1) RETURNING id', ['new']);
      await app.query('DELETE FROM orders WHERE id = 90001');
    });
    expect(statements.map(({ plan }) => JSON.parse(plan!.json).Plan)).toMatchObject([
      { 'Node Type': 'Aggregate', 'Actual Rows': 1 },
      { 'Node Type': 'Index Scan', 'Actual Rows': 1 },
      { 'Node Type': 'ModifyTable', Operation: 'Update' },
      { 'Node Type': 'ModifyTable', Operation: 'Insert', 'Actual Rows': 1 },
      { 'Node Type': 'ModifyTable', Operation: 'Delete' },
    ]);
    expect(notices).toEqual([]);
  });

  test('a connection that is opened meanwhile', async () => {
    await session.startRecordingPlans();
    const { app } = await connectApp();
    await app.query('SELECT count(*) FROM orders');
    expect(nodesOf(await session.stopRecording())).toEqual(['Aggregate']);
  });

  test('statements of a transaction, each its own, though their portals are dropped later', async () => {
    const { app } = await connectApp();
    const traffic = await planned(async () => {
      await app.query('BEGIN');
      for (const id of [1, 2]) await app.query('SELECT * FROM orders WHERE id = $1', [id]);
      await app.query('SELECT count(*) FROM orders WHERE note <> $1', ['x']);
      await app.query('ROLLBACK');
    });
    expect(nodesOf(traffic)).toEqual([null, 'Index Scan', 'Index Scan', 'Aggregate', null]);
  });

  test('pipelined statements, cursors that are read in parts, and statements prepared in SQL', async () => {
    const { app } = await connectApp();
    await app.query('PREPARE one AS SELECT * FROM orders WHERE id = 1');
    const traffic = await planned(async () => {
      const find = { text: 'SELECT * FROM orders WHERE id = $1::int', values: ['3'] };
      await app.query(pipeline([find, { text: 'SELECT count(*) FROM orders', values: [] }, find])).done;
      await app.query(cursor('SELECT id FROM orders WHERE id > $1::int', ['100'], 7, 3)).done;
      await app.query('EXECUTE one');
    });
    const scans = ['Index Scan', 'Aggregate', 'Index Scan', 'Seq Scan', 'Index Scan'];
    expect(nodesOf(traffic)).toEqual(scans);
  });
});

describe('The client', () => {
  test('gets its own notices, even one that looks like a plan', async () => {
    const { app, notices } = await connectApp();
    await planned(() => app.query('SELECT shout()'));
    expect(notices).toEqual([expect.stringContaining('duration: 1.000 ms'), 'hello']);
  });

  test('keeps its unnamed prepared statement', async () => {
    const { app } = await connectApp();
    const rows: unknown[] = [];
    await app.query(
      wireQuery((to) => {
        to.parse({ text: 'SELECT 42 AS answer' });
        to.sync();
      }),
    ).done;
    await session.startRecordingPlans();
    const execute = wireQuery((to) => {
      to.bind({});
      to.execute({});
      to.sync();
    });
    Object.assign(execute, { handleDataRow: (row: unknown) => rows.push(row) });
    await app.query(execute).done;
    const { statements } = await session.stopRecording();
    expect(rows).toHaveLength(1);
    expect(statements).toMatchObject([{ text: 'SELECT 42 AS answer', error: null }]);
  });

  test('has the settings it had before once the recording is over', async () => {
    const { app } = await connectApp();
    await app.query(`SET work_mem = '7MB'`);
    const before = await settingsOf(app);
    await planned(() => app.query('SELECT 1'));
    expect(await settingsOf(app)).toEqual(before);
    const own = await app.query(`SELECT name FROM pg_settings WHERE name LIKE 'auto_explain%' AND source <> 'default'`);
    expect(own.rows).toEqual([]);
    expect((await app.query('SELECT name FROM pg_prepared_statements')).rows).toEqual([]);
  });

  test('that is in a transaction is asked nothing before it is over', async () => {
    const { app } = await connectApp();
    await app.query('BEGIN');
    const traffic = await planned(async () => {
      await app.query('SELECT count(*) FROM orders');
      await app.query('COMMIT');
      await app.query('SELECT count(*) FROM orders');
    });
    expect(nodesOf(traffic)).toEqual([null, null, 'Aggregate']);
  });

  test('that resets its session between two uses is asked again', async () => {
    const { app } = await connectApp();
    const traffic = await planned(async () => {
      for (const reset of ['DISCARD ALL', 'RESET ALL', 'RESET work_mem']) {
        await app.query('SELECT count(*) FROM orders');
        await app.query(reset);
      }
      await app.query('SELECT count(*) FROM orders');
    });
    expect(nodesOf(traffic)).toEqual(['Aggregate', null, 'Aggregate', null, 'Aggregate', null, 'Aggregate']);
    const own = await app.query(`SELECT name FROM pg_settings WHERE name LIKE 'auto_explain%' AND source <> 'default'`);
    expect(own.rows).toEqual([]);
  });

  test('may copy, fail and be cancelled meanwhile', async () => {
    const { app, notices } = await connectApp();
    const traffic = await planned(async () => {
      await app.query(simpleCopy('COPY orders FROM STDIN', ['95000\t1\tcopied'])).done;
      await app.query('SELECT 1 / $1::int', [0]).catch(() => {});
      await app.query('SELEC').catch(() => {});
      await app.query('SELECT count(*) FROM orders');
    });
    expect(traffic.statements.map(({ error }) => error)).toEqual([null, '22012', '42601', null]);
    expect(nodesOf(traffic).at(-1)).toBe('Aggregate');
    expect(notices).toEqual([]);
    await admin.query('DELETE FROM orders WHERE id = 95000');
  });

  test('whose role may not load the module notices nothing, and is asked once', async () => {
    const humble = new URL(session.env.DB!);
    humble.username = humble.password = 'humble';
    const { app, notices } = await connectApp(humble.href);
    const traffic = await planned(() => app.query('SELECT count(*) FROM orders'));
    expect(traffic.statements).toHaveLength(1);
    expect(nodesOf(traffic)).toEqual([null]);
    expect((await app.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    expect(notices).toEqual([]);
  });
});

test('Behind a pooler nothing is set: it would be another client’s', async () => {
  const pooler = createServer((client) => {
    const server = connect(Number(new URL(database.url).port), '127.0.0.1');
    // As poolers do, it hands out a cancel key of its own.
    server.on('data', (chunk) => {
      const key = chunk.indexOf(Buffer.from([0x4b, 0, 0, 0, 12]));
      if (key >= 0) chunk.writeInt32BE(1, key + 5);
      client.write(chunk);
    });
    client.pipe(server);
    for (const socket of [client, server]) socket.on('error', () => {}).on('close', () => [client.end(), server.end()]);
  });
  pooler.listen(0, '127.0.0.1');
  await once(pooler, 'listening');
  onTestFinished(() => void pooler.close());
  const pooled = new URL(database.url);
  pooled.port = String((pooler.address() as AddressInfo).port);
  const own = await openSession(pooled.href);
  onTestFinished(() => own.dispose());

  const { app } = await connectApp(own.env.DB!);
  await own.startRecordingPlans();
  const { rows } = await app.query(`SELECT setting FROM pg_settings WHERE name = 'auto_explain.log_min_duration'`);
  expect(rows).toEqual([{ setting: '-1' }]);
  const { statements } = await own.stopRecording();
  expect(statements).toHaveLength(1);
  expect(statements[0]).not.toHaveProperty('plan');
});

describe('Whatever a client does, while plans are asked for and no more at any moment,', () => {
  /** What each call brings its caller, as text. */
  async function observe(app: pg.Client, acts: number[], between: () => void): Promise<string[]> {
    const seen: string[] = [];
    const { processID: processId } = app as unknown as { processID: number };
    app.on('notice', ({ message }) => seen.push(`notice ${message}`));
    app.on('notification', ({ payload }) => seen.push(`heard ${payload}`));
    const query = (text: string, values?: unknown[]) =>
      app.query(text, values).then(
        (result) => seen.push(JSON.stringify([result].flat().map(({ command, rows }) => [command, rows]))),
        (error: pg.DatabaseError) => seen.push(`error ${error.code}`),
      );
    const actions: ((n: number) => Promise<unknown>)[] = [
      (n) => query(`SELECT ${n} AS n, count(*) FROM orders`),
      (n) => query('SELECT * FROM orders WHERE id = $1', [n]),
      (n) => query(`SELECT ${n}; SELECT count(*) FROM orders; SELECT 3`),
      (n) => query('SELECT 1 / ($1::int - $1::int)', [n]),
      () => query('SELEC'),
      () => query('SELECT shout()'),
      () => query(''),
      () => query('RESET ALL'),
      () => query('DISCARD ALL'),
      async (n) => {
        await query('BEGIN');
        between();
        await query('UPDATE orders SET note = $1 WHERE id = 5 RETURNING note', [`note ${n}`]);
        if (n % 2 === 0) await query('SELECT 1 / 0');
        await query('ROLLBACK');
      },
      // Sent without waiting.
      (n) => Promise.all([query(`SELECT ${n}`), query('SELECT $1::int', [n]), query('SELECT shout()')]),
      (n) =>
        app.query(
          pipeline([
            { text: 'SELECT $1::int', values: [String(n)] },
            { text: 'SELECT 2', values: [] },
          ]),
        ).done,
      (n) => app.query(cursor('SELECT id FROM orders WHERE id > $1::int', [String(n)], 5, 2)).done,
      () => app.query(simpleCopy('COPY sink FROM STDIN', ['1', '2'])).done,
      (n) => query(`LISTEN channel_${processId}; NOTIFY channel_${processId}, '${n}'`),
    ];
    for (const [n, act] of acts.entries()) {
      between();
      await actions[act % actions.length]!(n);
    }
    return seen;
  }

  test('it gets what it gets without the tap', async () => {
    await admin.query('CREATE TABLE sink (n int)');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(14), { minLength: 5, maxLength: 25 }),
        fc.infiniteStream(fc.boolean()),
        async (acts, switches) => {
          const direct = new pg.Client(database.url);
          const tapped = new pg.Client(session.env.DB!);
          for (const client of [direct, tapped]) {
            client.on('error', () => {});
            await client.connect();
          }
          onTestFinished(() => Promise.all([direct.end(), tapped.end()]).then(() => {}));
          const expected = await observe(direct, acts, () => {});
          let isOn = false;
          const between = () => {
            if (!switches.next().value) return;
            isOn = !isOn;
            void (isOn ? session.startRecordingPlans() : session.stopRecording());
          };
          const seen = await observe(tapped, acts, between);
          expect((await session.stopRecording()).unreadable).toBe(0);
          expect(seen).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('What becomes of a told plan', () => {
  async function profile(work: (probe: number) => Promise<unknown>): Promise<QueryProfile[]> {
    const { traffic, probes } = await recordProbes(session, work, 3);
    const outcome = await session.explain(traffic, probes, { planned: await planned(() => work(9)), signal });
    return recordedOf(outcome).queries;
  }

  test('It is that of the real execution, and no parameter stands in it', async () => {
    const { app } = await connectApp();
    const [query] = await profile((probe) =>
      app.query('UPDATE orders SET note = $1 WHERE customer_id = $2 AND note <> $3', [`s3cret${probe}`, 417, 'hush']),
    );
    expect(query!.plan).toMatchObject({
      state: 'executed',
      source: 'auto_explain',
      root: { type: 'Update', children: [{ type: 'Seq Scan', rowsRemoved: 19_960 }] },
      planningMs: expect.any(Number),
    });
    expect(JSON.stringify(query!.plan)).not.toMatch(/s3cret|= 417|hush/);
  });

  test('Nor does one that a client put into the text', async () => {
    const { app } = await connectApp();
    const [query] = await profile((probe) => app.query(`SELECT count(*) FROM orders WHERE note = 's3cret${probe}'`));
    expect(query!.plan).toMatchObject({ state: 'executed', source: 'auto_explain' });
    expect(JSON.stringify(query)).not.toMatch(/s3cret/);
  });

  test('A text of several statements has none', async () => {
    const { app } = await connectApp();
    const [query] = await profile(() => app.query('SELECT count(*) FROM orders; SELECT 2'));
    expect(query!.plan).toMatchObject({ state: 'refused' });
  });
});
