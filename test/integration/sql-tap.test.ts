import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, startDatabase } from '../../examples/orders-api/database/start.ts';
import { openSqlSession, type SqlSession } from '../../src/sql/session.ts';
import { cursor } from '../support/wire-queries.ts';

const tapPath = join(import.meta.dirname, '../../src/sql/tap/process.ts');

let database: Database;
let session: SqlSession;
const log: string[] = [];

beforeAll(async () => {
  database = await startDatabase({ seed: false });
  session = await openSqlSession({
    tapPath,
    databaseUrl: database.url,
    envNames: ['DATABASE_URL'],
    onLog: (line) => log.push(line),
  });
  const admin = await connectClient(database.url);
  await admin.query('CREATE TABLE item (id int PRIMARY KEY)');
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
