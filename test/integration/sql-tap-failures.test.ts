import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Database, startDatabase } from '../../examples/orders-api/database/start.ts';
import { openSqlSession, type SqlSession } from '../../src/sql/session.ts';
import type { TapReply, TapRequest, Upstream } from '../../src/sql/tap/protocol.ts';

const tapPath = join(import.meta.dirname, '../../src/sql/tap/process.ts');

let database: Database;

beforeAll(async () => {
  database = await startDatabase({ seed: false });
});
afterAll(() => database?.stop());

async function open(databaseUrl = database.url, log: string[] = []): Promise<SqlSession> {
  const session = await openSqlSession({ tapPath, databaseUrl, envNames: ['DB'], onLog: (line) => log.push(line) });
  onTestFinished(() => session.dispose());
  return session;
}

async function connectClient(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** The tap process alone, for looking at what it holds. */
async function startTap(databaseUrl: string): Promise<{ tap: ChildProcess; port: number }> {
  const tap = fork(tapPath, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  onTestFinished(() => void tap.kill());
  const upstream: Upstream = { address: { host: '127.0.0.1', port: Number(new URL(databaseUrl).port) }, tls: 'off' };
  tap.send({ kind: 'open', id: 1, upstream, port: 0 } satisfies TapRequest);
  const [reply] = (await once(tap, 'message')) as [TapReply];
  if (reply.kind !== 'opened') throw new Error(`The tap answered ${reply.kind}.`);
  return { tap, port: reply.port };
}

/** Through a tap on this port. */
function through(port: number): string {
  const url = new URL(database.url);
  url.port = String(port);
  return url.href;
}

async function socketsOf({ pid }: ChildProcess): Promise<number> {
  const links = await Promise.all(
    (await readdir(`/proc/${pid}/fd`)).map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')),
  );
  return links.filter((link) => link.startsWith('socket:')).length;
}

async function listen(onConnection: (socket: Socket) => void): Promise<{ server: Server; url: string }> {
  const server = createServer(onConnection).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return { server, url: `postgres://shop:shop@127.0.0.1:${(server.address() as AddressInfo).port}/shop` };
}

test.each([
  ['refuses', 'postgres://shop:shop@127.0.0.1:1/shop', 'connect ECONNREFUSED 127.0.0.1:1'],
  ['is refused under each address of its name', 'postgres://shop:shop@localhost:1/shop', 'ECONNREFUSED 127.0.0.1:1'],
  ['has no such socket', 'postgres:///shop?host=/no/such/folder', 'connect ENOENT /no/such/folder/.s.PGSQL.5432'],
])('A client whose database %s hears why', async (_, url, reason) => {
  const log: string[] = [];
  const session = await open(url, log);
  const failure = await connectClient(session.env.DB!).catch((error: pg.DatabaseError) => error);
  expect(failure).toMatchObject({ severity: 'FATAL', code: '08001' });
  expect((failure as Error).message).toContain('Endpoint Profiler could not reach the database: ');
  expect((failure as Error).message).toContain(reason);
  await vi.waitFor(() => expect(log.join()).toContain(reason));
});

test.each([
  ['declines TLS', (socket: Socket) => void socket.once('data', () => socket.write('N')), 'does not offer TLS'],
  ['closes', (socket: Socket) => void socket.once('data', () => socket.end()), 'closed the connection'],
  ['talks nonsense', (socket: Socket) => void socket.on('data', () => socket.write('S?')), ''],
])('A client hears why where the database %s when TLS is wanted', async (_, onConnection, reason) => {
  const { url } = await listen((socket) => onConnection(socket.on('error', () => {})));
  const session = await open(`${url}?sslmode=require`);
  const failure = await connectClient(session.env.DB!).catch((error: pg.DatabaseError) => error);
  expect(failure).toMatchObject({ code: '08001', message: expect.stringContaining(reason) });
});

test('Connections that are all encrypted behind the tap’s back are no endpoint without SQL', async () => {
  const { url } = await listen((socket) => socket.on('error', () => {}).resume());
  const session = await open(url);
  await session.startRecording();
  const socket = connect(Number(new URL(session.env.DB!).port), '127.0.0.1').on('error', () => {});
  onTestFinished(() => void socket.destroy());
  socket.write(Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1]));
  await vi.waitFor(async () => {
    const outcome = await session.explain(await session.stopRecording(), [], { signal: new AbortController().signal });
    expect(outcome).toMatchObject({ state: 'not-recorded', reason: { kind: 'tap-failed' } });
  });
});

test('A database that restarts ends the old connections with its own words, and takes new ones', async () => {
  const own = await startDatabase({ seed: false });
  onTestFinished(() => own.stop());
  const { tap, port } = await startTap(own.url);
  const idle = await socketsOf(tap);
  const client = new pg.Client(through(port));
  const errors: Error[] = [];
  client.on('error', (error) => errors.push(error));
  const ended = new Promise<void>((resolve) => client.once('end', resolve));
  await client.connect();
  expect(await socketsOf(tap)).toBe(idle + 2);

  await own.stop();
  await ended;
  expect(errors[0]).toMatchObject({ code: '57P01' });
  await vi.waitFor(async () => expect(await socketsOf(tap)).toBe(idle));
  await expect(connectClient(through(port))).rejects.toMatchObject({ code: '08001' });

  const again = await startDatabase({ seed: false, port: Number(new URL(own.url).port) });
  onTestFinished(() => again.stop());
  const { rows } = await (await connectClient(through(port))).query('SELECT 1 AS one');
  expect(rows).toEqual([{ one: 1 }]);
});

test('A client that leaves in the middle of a query takes its connection with it', async () => {
  const { tap, port } = await startTap(database.url);
  const idle = await socketsOf(tap);
  const client = await connectClient(through(port));
  const admin = await connectClient(database.url);
  onTestFinished(() => admin.end());
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  await client.query(`SET client_connection_check_interval = '50ms'`);
  client.query('SELECT pg_sleep(60)').catch(() => {});
  const states = async () =>
    (await admin.query('SELECT state FROM pg_stat_activity WHERE pid = $1', [rows[0]!.pid])).rows;
  await vi.waitFor(async () => expect(await states()).toEqual([{ state: 'active' }]));
  (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
  await vi.waitFor(async () => expect(await socketsOf(tap)).toBe(idle));
  await vi.waitFor(async () => expect(await states()).toEqual([]));
});

test('A client that opens a connection and says nothing, or not all, leaves nothing behind', async () => {
  const { tap, port } = await startTap(database.url);
  const idle = await socketsOf(tap);
  for (const bytes of [[], [0], [0, 0, 0, 50, 0, 3]]) {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(Buffer.from(bytes));
    await vi.waitFor(async () => expect(await socketsOf(tap)).toBe(idle + 1));
    socket.end();
    await vi.waitFor(async () => expect(await socketsOf(tap)).toBe(idle));
  }
});

test('A client that does not read makes the database wait, not the tap grow', async () => {
  const { tap, port } = await startTap(database.url);
  const rssBytes = async () => {
    const status = await readFile(`/proc/${tap.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)![1]) * 1024;
  };
  const large = `SELECT repeat('x', 1000) FROM generate_series(1, 100000)`;
  const [slow, quick] = [await connectClient(through(port)), await connectClient(through(port))];
  await quick.query(large);
  const before = await rssBytes();
  const stream = (slow as unknown as { connection: { stream: Socket } }).connection.stream;
  const answer = slow.query(large);
  await once(stream, 'data');
  stream.pause();
  // While the other client gets all of its answer, the tap has the time to take in too much of this one's.
  await quick.query(large);
  const waits = `SELECT FROM pg_stat_activity WHERE wait_event = 'ClientWrite'`;
  expect((await quick.query(waits)).rowCount).toBe(1);
  expect((await rssBytes()) - before).toBeLessThan(40 * 1024 * 1024);
  stream.resume();
  expect((await answer).rows).toHaveLength(100_000);
  await Promise.all([slow.end(), quick.end()]);
});

describe('A tap whose process ends', () => {
  /** The only child of this process that runs it. */
  async function tapProcessId(): Promise<number> {
    const children = await readFile(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
    for (const id of children.trim().split(' ')) {
      const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
      if (command.includes(tapPath)) return Number(id);
    }
    throw new Error('There is no tap.');
  }

  test('is started again on its port, where a pool finds it, and what it recorded is said to be lost', async () => {
    const log: string[] = [];
    const session = await open(database.url, log);
    const pool = new pg.Pool({ connectionString: session.env.DB!, max: 2 });
    pool.on('error', () => {});
    onTestFinished(() => pool.end());
    await session.startRecording();
    await pool.query('SELECT 1');
    process.kill(await tapProcessId(), 'SIGKILL');
    await vi.waitFor(async () => expect((await pool.query('SELECT 2 AS two')).rows).toEqual([{ two: 2 }]), {
      timeout: 5_000,
    });

    const outcome = await session.explain(await session.stopRecording(), [], { signal: new AbortController().signal });
    expect(outcome).toEqual({
      state: 'not-recorded',
      reason: { kind: 'tap-failed', message: 'The SQL tap ended unexpectedly (SIGKILL).' },
    });
    expect(log.join()).toContain('The SQL tap ended unexpectedly (SIGKILL).');
    expect([session.takeRestarts(), session.takeRestarts()]).toEqual([1, 0]);

    await session.startRecordingPlans();
    await pool.query('SELECT count(*) FROM pg_class');
    expect((await session.stopRecording()).statements).toMatchObject([{ text: 'SELECT count(*) FROM pg_class' }]);
  });

  test('again and again is given up, and no call rejects', async () => {
    const session = await open();
    const ids = new Set<number>();
    for (let end = 1; end <= 6; end++) {
      const id = await vi.waitFor(async () => {
        const found = await tapProcessId();
        expect(ids).not.toContain(found);
        return found;
      });
      ids.add(id);
      await session.startRecording();
      process.kill(id, 'SIGKILL');
      expect((await session.stopRecording()).lost).toContain('SIGKILL');
    }
    await session.startRecording();
    expect((await session.stopRecording()).lost).toContain('SIGKILL');
    expect(session.takeRestarts()).toBe(5);
  });
});
