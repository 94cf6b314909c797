import { once } from 'node:events';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqlSession, type SqlSession } from '../../src/sql/session.ts';
import type { CapturedStatement } from '../../src/sql/tap/protocol.ts';
import { type LoggedDatabase, type LoggedStatement, startLoggedDatabase } from '../support/logged-database.ts';
import { cursor, extendedCopy, pipeline, simpleCopy } from '../support/wire-queries.ts';

const tapPath = join(import.meta.dirname, '../../src/sql/tap/process.ts');

let database: LoggedDatabase;
let session: SqlSession;
const log: string[] = [];

beforeAll(async () => {
  database = await startLoggedDatabase(tmpdir());
  session = await openSqlSession({
    tapPath,
    databaseUrl: database.url,
    envNames: ['DATABASE_URL'],
    onLog: (line) => log.push(line),
  });
  const admin = await connectClient(database.url);
  await admin.query('CREATE TABLE item (id int PRIMARY KEY, name text, data bytea, price numeric)');
  await admin.query(`INSERT INTO item SELECT n, 'name ' || n, NULL, n * 1.5 FROM generate_series(1, 200) AS n`);
  await admin.end();
});

afterAll(async () => {
  await session?.dispose();
  await database?.stop();
});

async function connectClient(url = session.env.DATABASE_URL!): Promise<pg.Client> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  return client;
}

const processIdOf = (client: pg.Client): number => (client as unknown as { processID: number }).processID;

/** Small and seedable, so that a failure can be run again: mulberry32. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const strings = ['plain', "O'Neil", 'back\\slash', 'new\nline', 'żółw 🐢', '$1', "'; DROP TABLE item; --", ''];

/** One random use of the connection. Each text is marked, so that no two statements are alike by chance. */
async function act(client: pg.Client, random: (below: number) => number, mark: string): Promise<void> {
  const id = String(random(200) + 1);
  const text = strings[random(strings.length)]!;
  const ignore = () => {};
  const actions: (() => Promise<unknown>)[] = [
    () => client.query(`SELECT count(*) FROM item WHERE price > ${id} /* ${mark} */`),
    () => client.query(`SELECT 1 /* ${mark} */; SELECT name FROM item WHERE id < 10`),
    () => client.query(`SELECT name FROM item WHERE id = $1::int /* ${mark} */`, [id]),
    () =>
      client.query(`SELECT $1::text, $2::int, $3::bytea /* ${mark} */`, [
        text,
        null,
        Buffer.from([random(256), 0, 255]),
      ]),
    () => client.query({ name: `by-id`, text: 'SELECT * FROM item WHERE id = $1::int', values: [id] }),
    () => client.query({ name: `named-${id}`, text: `SELECT '${id}', $1::text`, values: [text] }),
    () => client.query(`UPDATE item SET name = $1::text WHERE id = $2::int /* ${mark} */`, [text, id]),
    () =>
      client.query({
        text: `SELECT id FROM item WHERE id > $1::int ORDER BY id /* ${mark} */`,
        values: ['150'],
        rows: 20,
      } as pg.QueryConfig),
    () => client.query(`SELEC nonsense /* ${mark} */`).catch(ignore),
    () => client.query(`SELECT * FROM missing WHERE id = $1 /* ${mark} */`, ['1']).catch(ignore),
    () => client.query(`SELECT 10 / ($1::int - $1::int) /* ${mark} */`, [id]).catch(ignore),
    () => client.query(`INSERT INTO item (id) VALUES ($1::int) /* ${mark} */`, [id]).catch(ignore),
    () => client.query(`/* nothing ${mark} */`),
    async () => {
      await client.query('BEGIN');
      await client.query(`DELETE FROM item WHERE id = $1::int /* ${mark} */`, [id]);
      if (random(2) === 0) await client.query(`SELECT 1 / 0 /* ${mark} */`).catch(ignore);
      if (random(2) === 0) await client.query(`SELECT 2 /* ${mark} */`).catch(ignore);
      await client.query('ROLLBACK');
    },
    () =>
      client.query(
        pipeline([
          { text: `SELECT $1::int + 1 /* ${mark} a */`, values: [id] },
          { text: `SELECT $1::text /* ${mark} b */`, values: [text] },
          { text: `SELECT 'nothing' LIMIT $1::bigint /* ${mark} c */`, values: ['0'] },
        ]),
      ).done,
    () =>
      client.query(
        pipeline([
          { text: `SELECT $1::int /* ${mark} a */`, values: [id] },
          { text: `SELECT 1 / ($1::int - $1::int) /* ${mark} b */`, values: [id] },
          { text: `SELECT 'never reached' /* ${mark} c */`, values: [] },
        ]),
      ).done,
    () => client.query(cursor(`SELECT id FROM item WHERE id > $1::int /* ${mark} */`, ['100'], 7, 3)).done,
    () =>
      client.query(simpleCopy(`COPY item (id, name) FROM STDIN /* ${mark} */`, [`${1000 + Number(mark)}\tcopied`]))
        .done,
    () =>
      client.query(extendedCopy(`COPY item (id, name) FROM STDIN /* ${mark} */`, [`${9000 + Number(mark)}\tcopied`]))
        .done,
    () => client.query(extendedCopy(`COPY item (id) FROM STDIN /* ${mark} */`, ['not a number', '1'])).done,
    () => client.query(`COPY (SELECT * FROM item LIMIT 3) TO STDOUT /* ${mark} */`),
  ];
  await actions[random(actions.length)]!();
}

/** The log writes parameters as literals of their type. */
function literalOf(value: CapturedStatement['parameters'] extends (infer V)[] | null ? V : never): string {
  if (!value) return 'NULL';
  const bytes = Buffer.from(value.bytes);
  return value.format === 'binary' ? `'\\x${bytes.toString('hex')}'` : `'${bytes.toString().replaceAll("'", "''")}'`;
}

/** A captured statement in the words of the log, as far as the log knows it. */
function inLogWords({ protocol, text, parameters, error }: CapturedStatement, ran: boolean): LoggedStatement {
  return ran ? { ran, protocol, text, parameters: parameters!.map(literalOf), error } : { ran, text, error };
}

test('What the tap recorded is what the server logged, on a random mix of over 500 statements', async () => {
  const seed = Date.now() % 1_000_000_000;
  const random = randomFrom(seed);
  const clients = [await connectClient(), await connectClient(), await connectClient()];
  // Prepared before the recording, executed during it.
  for (const client of clients) {
    await client.query({ name: 'by-id', text: 'SELECT * FROM item WHERE id = $1::int', values: ['1'] });
  }

  await session.startRecording();
  await Promise.all(
    clients.map(async (client, index) => {
      for (let turn = 0; turn < 180; turn++) await act(client, random, String(turn * 3 + index));
    }),
  );
  const traffic = await session.stopRecording();

  expect(traffic, `seed ${seed}: ${log.join('\n')}`).toMatchObject({ missed: 0, unreadable: 0 });
  expect(traffic.statements.length).toBeGreaterThan(500);
  for (const [index, client] of clients.entries()) {
    await client.query('SELECT $$the end$$');
    const [, ...logged] = await database.statementsBefore('SELECT $$the end$$', processIdOf(client));
    const recorded = traffic.statements
      .filter(({ connection }) => connection === index + 1)
      .sort((a, b) => a.startMs - b.startMs);
    const words = recorded.map((statement, at) => inLogWords(statement, logged[at]?.ran ?? true));
    expect(words, `seed ${seed}, connection ${index + 1}`).toEqual(logged);
  }
  for (const { startMs, endMs, busyMs } of traffic.statements) {
    expect(endMs).toBeGreaterThanOrEqual(startMs);
    expect(busyMs).toBeLessThanOrEqual(endMs - startMs + 1e-6);
  }
  await Promise.all(clients.map((client) => client.end()));
});

test('Rows, transaction state and one record for a cursor that is read in parts', async () => {
  const client = await connectClient();
  await session.startRecording();
  await client.query('SELECT generate_series(1, 17)');
  await client.query('BEGIN');
  await client.query('INSERT INTO item (id) VALUES (50001), (50002)');
  await client.query(cursor('SELECT generate_series(1, 100) AS n', [], 7, 3)).done;
  await client.query('ROLLBACK');
  const { statements } = await session.stopRecording();
  await client.end();

  expect(statements.map(({ text, rows, transaction }) => ({ text, rows, transaction }))).toEqual([
    { text: 'SELECT generate_series(1, 17)', rows: 17, transaction: 'none' },
    { text: 'BEGIN', rows: 0, transaction: 'none' },
    { text: 'INSERT INTO item (id) VALUES (50001), (50002)', rows: 2, transaction: 'open' },
    { text: 'SELECT generate_series(1, 100) AS n', rows: 21, transaction: 'open' },
    { text: 'ROLLBACK', rows: 0, transaction: 'open' },
  ]);
});

test('A request to cancel reaches the database', async () => {
  const client = await connectClient();
  await session.startRecording();
  const { processID, secretKey } = client as unknown as { processID: number; secretKey: number };
  const slow = client.query('SELECT pg_sleep(30)').catch((error: Error & { code: string }) => error.code);
  const { port } = new URL(session.env.DATABASE_URL!);
  const message = Buffer.alloc(16);
  for (const [at, value] of [16, 80877102, processID, secretKey].entries()) message.writeInt32BE(value, at * 4);
  // Sent until it is heeded: the first may arrive before the statement has begun.
  const timer = setInterval(
    () =>
      connect(Number(port), '127.0.0.1')
        .on('error', () => {})
        .end(message),
    50,
  );
  expect(await slow).toBe('57014');
  clearInterval(timer);
  await client.query('SELECT 1').catch(() => client.query('SELECT 1'));
  const { statements } = await session.stopRecording();
  expect(statements).toContainEqual(expect.objectContaining({ text: 'SELECT pg_sleep(30)', error: '57014' }));
  await client.end();
});

test('Encryption is declined, and the session goes on in the clear', async () => {
  const { port } = new URL(session.env.DATABASE_URL!);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]));
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toBe('N');
  socket.destroy();
});

test('Values larger than the bound pass, but are not kept', async () => {
  const client = await connectClient();
  await session.startRecording();
  const large = 'x'.repeat(3 * 1024 * 1024);
  const { rows } = await client.query('SELECT length($1::text) AS length, $1::text AS echo', [large]);
  const { statements } = await session.stopRecording();
  expect(rows).toEqual([{ length: large.length, echo: large }]);
  expect(statements).toMatchObject([
    { text: 'SELECT length($1::text) AS length, $1::text AS echo', parameters: null, rows: 1 },
  ]);
  await client.end();
});

test('What is not the protocol passes as it is, and is reported', async () => {
  const { port } = new URL(session.env.DATABASE_URL!);
  const socket = connect(Number(port), '127.0.0.1');
  socket.on('error', () => {});
  socket.write('GET / HTTP/1.1\r\n\r\n');
  await once(socket, 'close');
  await session.startRecording();
  expect(await session.stopRecording()).toMatchObject({ unreadable: 1 });
  expect(log.join('\n')).toContain('goes on unread');
});
