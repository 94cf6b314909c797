/**
 * What does the SQL tap add to a statement? One client runs one prepared statement again and again: straight to the
 * database, through a plain TCP pipe in a process of its own, through the tap that only hands on (`pipe`, as during
 * the rounds of a burst), and through the tap that records (as during the probes). The four take turns, so that they
 * meet the same disturbances. `node test/bench/tap.ts`; about 25 seconds.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import pg from 'pg';
import { startDatabase } from '../../examples/orders-api/database/start.ts';
import { openSqlSession, type SqlSession } from '../../src/sql/session.ts';

/** Short ones: what else this machine does disturbs few of them. */
const turns = 40;
const turnMs = 125;
const ways = ['direct', 'plain pipe', 'tap: pipe', 'tap: record'] as const;
type Way = (typeof ways)[number];

if (process.argv[2] === 'pipe') servePipe(Number(process.argv[3]));
else await compare();

function servePipe(port: number): void {
  const server = createServer((client) => {
    const database = connect(port, '127.0.0.1').setNoDelay(true);
    client.setNoDelay(true).pipe(database).pipe(client);
    for (const socket of [client, database]) socket.on('error', () => [client.destroy(), database.destroy()]);
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
  process.on('disconnect', () => process.exit());
}

async function compare(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tap-bench-'));
  const database = await startDatabase();
  let pipe: ChildProcess | undefined;
  let session: SqlSession | undefined;
  try {
    session = await openSqlSession({
      tapPath: await bundleTap(folder),
      databaseUrl: database.url,
      envNames: ['DATABASE_URL'],
      onLog: console.error,
    });
    pipe = fork(import.meta.filename, ['pipe', new URL(database.url).port]);
    const piped = new URL(database.url);
    piped.port = String((await once(pipe, 'message'))[0]);
    const tapped = session.env.DATABASE_URL!;
    await measure(session, {
      direct: database.url,
      'plain pipe': piped.href,
      'tap: pipe': tapped,
      'tap: record': tapped,
    });
  } finally {
    pipe?.disconnect();
    await session?.dispose();
    await database.stop();
    await rm(folder, { recursive: true });
  }
}

async function bundleTap(folder: string): Promise<string> {
  const outfile = join(folder, 'tap.js');
  const entry = join(import.meta.dirname, '../../src/sql/tap/process.ts');
  await build({ entryPoints: [entry], outfile, bundle: true, minify: true, platform: 'node', format: 'cjs' });
  return outfile;
}

interface Turn {
  p50Ms: number;
  perSecond: number;
}

async function measure(session: SqlSession, urls: Record<Way, string>): Promise<void> {
  const clients = new Map<Way, pg.Client>();
  for (const way of ways) {
    const client = new pg.Client(urls[way]);
    await client.connect();
    await takeTurn(client);
    clients.set(way, client);
  }
  const taken: Record<Way, Turn>[] = [];
  for (let round = 0; round < turns; round++) {
    const results: Partial<Record<Way, Turn>> = {};
    for (let step = 0; step < ways.length; step++) {
      const way = ways[(round + step) % ways.length]!;
      if (way === 'tap: record') await session.startRecording();
      results[way] = await takeTurn(clients.get(way)!);
      if (way === 'tap: record') await session.stopRecording();
    }
    taken.push(results as Record<Way, Turn>);
  }
  for (const client of clients.values()) await client.end();
  for (const way of ways) console.log(line(way, taken));
  console.log('Goals of the tap: at most 0.080 ms added, at least 0.85 of the plain pipe.');
}

async function takeTurn(client: pg.Client): Promise<Turn> {
  const latenciesMs: number[] = [];
  const startMs = performance.now();
  let nowMs = startMs;
  while (nowMs < startMs + turnMs) {
    const id = 1 + (latenciesMs.length % 20_000);
    await client.query({ name: 'customer', text: 'SELECT name, city FROM customers WHERE id = $1', values: [id] });
    const doneMs = performance.now();
    latenciesMs.push(doneMs - nowMs);
    nowMs = doneMs;
  }
  return { p50Ms: median(latenciesMs), perSecond: (latenciesMs.length * 1000) / (nowMs - startMs) };
}

function line(way: Way, taken: Record<Way, Turn>[]): string {
  const own = taken.map((turn) => turn[way]);
  const addedMs = taken.map((turn) => turn[way].p50Ms - turn.direct.p50Ms);
  const ratioTo = (other: Way) => median(taken.map((turn) => turn[way].perSecond / turn[other].perSecond)).toFixed(2);
  return [
    way.padEnd(12),
    `p50 ${median(own.map(({ p50Ms }) => p50Ms)).toFixed(3)} ms`,
    `added ${median(addedMs).toFixed(3)} ms`,
    `statements a second: ${Math.round(median(own.map(({ perSecond }) => perSecond)))}`,
    `of direct: ${ratioTo('direct')}`,
    `of the plain pipe: ${ratioTo('plain pipe')}`,
  ].join(' | ');
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}
