/** Statistics of a real database. Needs dist/ (npm run build). */

import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCluster } from '../../examples/orders-api/database/cluster.ts';
import { findPostgres } from '../../examples/orders-api/database/postgres.ts';
import { copyTemplate, openCache, provideTemplate, urlOf } from '../../examples/orders-api/database/template.ts';
import { defaultBurst, defaultLoad } from '../../src/profile/load-choice.ts';
import { createProfiler } from '../../src/profile.ts';
import { averagesBetween, openStatistics, slowestOf } from '../../src/sql/statements.ts';
import { anEndpoint } from '../support/profiles.ts';

const signal = new AbortController().signal;
let cluster: Awaited<ReturnType<typeof openCluster>>;
let url: string;
let app: pg.Client;

beforeAll(async () => {
  const cache = await openCache(tmpdir());
  const program = await findPostgres(cache);
  cluster = await openCluster(program, cache);
  await copyTemplate(await provideTemplate(program, cache, false), program, cluster);
  url = urlOf(await cluster.start(0, ['shared_preload_libraries=pg_stat_statements']));
  app = new pg.Client(url);
  await app.connect();
  await app.query('CREATE TABLE orders (id int, note text)');
});

afterAll(async () => {
  await app?.end();
  await cluster?.release();
});

test('a database without the extension tells nothing, and nobody is told', async () => {
  const logged: string[] = [];
  expect(await openStatistics(url, '.', (line) => logged.push(line))!.read(signal)).toBeNull();
  expect(logged).toEqual([]);
});

test('with it: what was asked, how often, for how long, without values and without what the profiler asks', async () => {
  // Where the application does not look for it.
  await app.query('CREATE SCHEMA "Extra"; CREATE EXTENSION pg_stat_statements SCHEMA "Extra"');
  await app.query('SELECT "Extra".pg_stat_statements_reset()');
  const statistics = openStatistics(url, '.', () => {})!;
  await app.query("INSERT INTO orders VALUES (1, 'secret')");
  const before = (await statistics.read(signal))!;
  for (let id = 0; id < 6; id++) await app.query('SELECT note FROM orders WHERE id = $1', [id]);
  for (let id = 0; id < 3; id++) await app.query(`SELECT id FROM orders WHERE note = 'secret ${id}'`);
  const after = (await statistics.read(signal))!;

  const averages = await averagesBetween(before, after, 3);
  expect(averages.toSorted((a, b) => a.text.localeCompare(b.text))).toEqual([
    { text: 'SELECT id FROM orders WHERE note = $1', callsPerRequest: 1, msPerCall: expect.any(Number) },
    { text: 'SELECT note FROM orders WHERE id = $1', callsPerRequest: 2, msPerCall: expect.any(Number) },
  ]);
  const slowest = await slowestOf(after);
  expect(slowest.map(({ text, calls }) => [text, calls]).toSorted()).toEqual([
    ['INSERT INTO orders VALUES ($1, $2)', 1],
    ['SELECT id FROM orders WHERE note = $1', 3],
    ['SELECT note FROM orders WHERE id = $1', 6],
  ]);
});

test('a server that ran already: averages of its requests, and the slowest statements', async () => {
  const pool = new pg.Pool({ connectionString: url });
  const server = createServer(async (_, response) => {
    for (let id = 0; id < 3; id++) await pool.query('SELECT note FROM orders WHERE id = $1', [id]);
    response.end('ok');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const root = await mkdtemp(join(tmpdir(), 'statements-'));
  const { port } = server.address() as AddressInfo;
  await mkdir(join(root, '.endpoint-profiler'));
  const config = { server: { url: `http://127.0.0.1:${port}` }, database: { url } };
  await writeFile(join(root, '.endpoint-profiler', 'config.json'), JSON.stringify(config));
  const profiler = createProfiler({ root, distDir: resolve('dist'), env: {}, onServerLog: () => {}, log: () => {} });
  try {
    const [profile] = await profiler.run([anEndpoint({ path: '/notes' })], {
      ...{ signal, agreed: new Set(), sql: true, provesIndexes: false, launch: true },
      load: { ...defaultLoad, burst: { ...defaultBurst, rounds: 1, roundMs: 100 } },
      onProgress: () => {},
      onProfile: () => {},
    });
    const text = 'SELECT note FROM orders WHERE id = $1';
    expect(profile).toMatchObject({
      state: 'measured',
      sql: {
        ...{ state: 'not-recorded', reason: { kind: 'server-not-launched-here' } },
        averages: { statements: [{ text, callsPerRequest: 3 }] },
      },
      slowestStatements: expect.arrayContaining([expect.objectContaining({ text })]),
    });
  } finally {
    await profiler.dispose();
    server.closeAllConnections();
    server.close();
    await pool.end();
    await rm(root, { recursive: true });
  }
});

test('a role without the right sees no statement of others, but that they took their share', async () => {
  await app.query('CREATE ROLE guest LOGIN PASSWORD \'guest\'; GRANT USAGE ON SCHEMA "Extra" TO guest');
  const guest = openStatistics(url.replace('shop:shop@', 'guest:guest@'), '.', () => {})!;
  const counts = (await guest.read(signal))!;
  expect(await slowestOf(counts)).toEqual([]);
  expect(counts).toContainEqual({ id: null, text: null, calls: expect.any(Number), totalMs: expect.any(Number) });
});

test('where it may not be read at all, the log says so, once', async () => {
  await app.query('REVOKE USAGE ON SCHEMA "Extra" FROM guest');
  const logged: string[] = [];
  const guest = openStatistics(url.replace('shop:shop@', 'guest:guest@'), '.', (line) => logged.push(line))!;
  expect([await guest.read(signal), await guest.read(signal)]).toEqual([null, null]);
  expect(logged).toEqual([expect.stringContaining('permission denied for schema Extra')]);
});
