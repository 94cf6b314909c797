// The example: its database, and that each route really has the fault (or the virtue) that its README promises.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { findPostgres } from '../../examples/orders-api/database/postgres.ts';
import { type Database, startDatabase } from '../../examples/orders-api/database/start.ts';
import { openCache, provideTemplate } from '../../examples/orders-api/database/template.ts';

const example = join(import.meta.dirname, '../../examples/orders-api');
const token = { authorization: 'Bearer demo-token' };

async function query<Row extends object>(url: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

describe('the database', () => {
  let database: Database;

  beforeAll(async () => {
    database = await startDatabase();
  });
  afterAll(() => database?.stop());

  test('holds the same rows on every machine', async () => {
    const checksum = async (table: string) => {
      const text = `SELECT count(*)::int AS count, md5(string_agg(t::text, '' ORDER BY id)) AS md5 FROM ${table} t`;
      return (await query<{ count: number; md5: string }>(database.url, text))[0];
    };
    expect(await checksum('customers')).toEqual({ count: 20_000, md5: 'cdf41cd819afd2c652856fd03232202e' });
    expect(await checksum('products')).toEqual({ count: 400, md5: '17112db48f880434cba3e27ed3aff802' });
    expect(await checksum('orders')).toEqual({ count: 200_000, md5: 'e2a314e80396c480ccf62005a11ff0d3' });
    expect(await checksum('order_items')).toEqual({ count: 600_000, md5: 'aa01bca1f26efa3ae6ec1f392af792de' });
  });

  test('is known to be visible to all, so that an index can answer alone', async () => {
    const pages = await query<{ relname: string; relpages: number; relallvisible: number }>(
      database.url,
      `SELECT relname, relpages, relallvisible FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
    );
    expect(pages.length).toBeGreaterThanOrEqual(4);
    for (const { relname, relpages, relallvisible } of pages) expect(relallvisible, relname).toBe(relpages);
  });

  test('is a private copy for each start, even for two at once', async () => {
    const [one, two] = await Promise.all([startDatabase(), startDatabase()]);
    onTestFinished(() => Promise.all([one.stop(), two.stop()]).then(() => {}));
    await query(one.url, 'DELETE FROM orders WHERE id <= 100');
    const count = async (url: string) =>
      (await query<{ n: number }>(url, 'SELECT count(*)::int AS n FROM orders'))[0]!.n;
    expect([await count(one.url), await count(two.url)]).toEqual([199_900, 200_000]);
  });

  test('can be had empty', async () => {
    const empty = await startDatabase({ seed: false });
    onTestFinished(() => empty.stop());
    expect(await query(empty.url, `SELECT 1 FROM pg_tables WHERE schemaname = 'public'`)).toEqual([]);
  });

  test('is found and reused on its port, and outlives the one who reuses it', async () => {
    const port = Number(new URL(database.url).port);
    const reused = await startDatabase({ port });
    expect(reused).toMatchObject({ url: database.url, reused: true });
    await reused.stop();
    expect(await query(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('says so when its port is taken by something else', async () => {
    const port = await occupyPort();
    await expect(startDatabase({ port })).rejects.toThrow(`Port ${port} is taken by another program`);
  });

  test('rebuilds a cached folder that has lost a file', async () => {
    const cache = await mkdtemp(join(tmpdir(), 'orders-api-test-'));
    onTestFinished(() => rm(cache, { recursive: true }));
    await chmod(cache, 0o755);
    const program = await findPostgres(await openCache(tmpdir()));
    const { folder } = await provideTemplate(program, cache, false);
    await rm(join(folder, 'data', 'global', 'pg_control'));
    await provideTemplate(program, cache, false);
    expect(existsSync(join(folder, 'data', 'global', 'pg_control'))).toBe(true);
    expect(await readdir(cache)).toHaveLength(1);
  });
});

describe('npm run database', () => {
  const endings: [string, (script: ChildProcess, facts: ServerFacts) => unknown][] = [
    ['SIGTERM', (script) => script.kill('SIGTERM')],
    ['SIGINT', (script) => script.kill('SIGINT')],
    ['SIGKILL', (script) => script.kill('SIGKILL')],
    ['the end of its stdin', (script) => script.stdin!.end()],
    ['SIGKILL of its guard', (_script, { guardId }) => process.kill(guardId, 'SIGKILL')],
  ];

  test.each(endings)('leaves no process and no data behind after %s', async (_name, end) => {
    const script = startScript(['--port', '0', '--until-stdin-closes']);
    const facts = await factsOf((await lineOf(script, /^database ready at (\S+)/))[1]!);
    expect(isAlive(facts.postgresId)).toBe(true);
    end(script, facts);
    await vi.waitFor(
      () => {
        expect(isAlive(facts.postgresId)).toBe(false);
        expect(isAlive(facts.guardId)).toBe(false);
        expect(existsSync(facts.runFolder)).toBe(false);
      },
      { timeout: 10_000 },
    );
  });

  test('leaves nothing behind, and nothing to reuse, after SIGKILL while it seeds', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'orders-api-test-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await chmod(folder, 0o755);
    const script = startScript(['--port', '0'], { TMPDIR: folder });
    const cache = join(folder, `orders-api-database-${process.getuid!()}`);
    // Where the checkout cannot be entered by PostgreSQL's user, its programs are copied there too, and are kept.
    const made = async () => (await readdir(cache)).filter((name) => !name.startsWith('programs-'));
    const serverFile = async () => join(cache, (await made())[0]!, 'data', 'postmaster.pid');
    const postgresId = await vi.waitFor(async () => Number.parseInt(await readFile(await serverFile(), 'utf8'), 10), {
      timeout: 10_000,
    });
    script.kill('SIGKILL');
    await vi.waitFor(
      async () => {
        expect(isAlive(postgresId)).toBe(false);
        expect(await made()).toEqual([]);
      },
      { timeout: 10_000 },
    );
  });

  test('ends with a sentence and 1 when its port is taken', async () => {
    const port = await occupyPort();
    const { code, errors } = await outcomeOf(startScript(['--port', String(port)]));
    expect(code).toBe(1);
    expect(errors).toMatch(/^Port \d+ is taken by another program[\s\S]*npm run database -- --port \d+\n$/);
  });

  const startScript = (options: string[], env: NodeJS.ProcessEnv = {}) =>
    startNode(['database/database.ts', ...options], env);
});

describe('the API', () => {
  let database: Database;
  let server: Server;
  let url: string;
  /** The statements of the last request, as the handlers handed them to the pool. */
  let statements: { text: string; values: unknown[] }[];

  beforeAll(async () => {
    database = await startDatabase();
    vi.stubEnv('DATABASE_URL', database.url);
    const { pool } = await import('../../examples/orders-api/src/db.ts');
    const { createApp } = await import('../../examples/orders-api/src/app.ts');
    const runQuery = pool.query.bind(pool) as (text: string, values?: unknown[]) => Promise<pg.QueryResult>;
    vi.spyOn(pool, 'query').mockImplementation(((text: string, values: unknown[] = []) => {
      statements.push({ text, values });
      return runQuery(text, values);
    }) as never);
    server = createServer(createApp()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return async () => {
      server.close();
      await pool.end();
      vi.unstubAllEnvs();
      await database.stop();
    };
  });

  async function get(path: string, headers: Record<string, string> = {}) {
    statements = [];
    const response = await fetch(url + path, { headers });
    return { status: response.status, headers: response.headers, body: await response.text() };
  }

  /** The plan of the last request's only statement. */
  async function plan(): Promise<string> {
    expect(statements).toHaveLength(1);
    const { text, values } = statements[0]!;
    const rows = await query<{ 'QUERY PLAN': string }>(database.url, `EXPLAIN (ANALYZE, COSTS OFF) ${text}`, values);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  }

  test('answers every sample request of its configuration', async () => {
    const config = JSON.parse(await readFile(join(example, '.endpoint-profiler/config.json'), 'utf8'));
    const outcomes: Record<string, number> = {};
    statements = [];
    for (const [endpoint, sample] of Object.entries<Sample>(config.requests)) {
      const [method, template] = endpoint.split(' ') as [string, string];
      const path = template.replaceAll(/\{(\w+)\}/g, (_, name) => sample.path![name]!);
      const response = await fetch(`${url}${path}?${new URLSearchParams(sample.query)}`, {
        method,
        headers: { 'content-type': 'application/json', ...sample.headers },
        ...(sample.body ? { body: JSON.stringify(sample.body) } : {}),
      });
      outcomes[endpoint] = response.status;
    }
    const expected = { POST: 201, DELETE: 204 } as Record<string, number>;
    expect(outcomes).toEqual(
      Object.fromEntries(Object.keys(outcomes).map((id) => [id, expected[id.split(' ')[0]!] ?? 200])),
    );
    expect(Object.keys(outcomes)).toHaveLength(19);
  });

  test('GET /orders/recent asks for each customer alone: an N+1', async () => {
    await get('/api/v1/orders/recent');
    expect(statements).toHaveLength(26);
    expect(new Set(statements.map(({ text }) => text)).size).toBe(2);
  });

  test('GET /customers/:id/orders reads all orders, for want of an index', async () => {
    expect(JSON.parse((await get('/api/v1/customers/7/orders')).body)).not.toEqual([]);
    expect(await plan()).toMatch(
      /Seq Scan on orders [\s\S]*Filter: \(customer_id = 7\)\n +Rows Removed by Filter: 1999\d\d/,
    );
  });

  test('GET /orders/items/search reads all order items, for want of an index', async () => {
    expect(JSON.parse((await get('/api/v1/orders/items/search?serial=SN-01234562')).body)).toHaveLength(1);
    expect(await plan()).toMatch(/Seq Scan on order_items [\s\S]*Rows Removed by Filter: (600|599)\d{3}/);
  });

  test('GET /reports/top-orders sorts on disk', async () => {
    expect(JSON.parse((await get('/api/v1/reports/top-orders')).body)).toHaveLength(40);
    expect(await plan()).toMatch(/Sort Method: external merge {2}Disk: \d{4,}kB/);
  });

  test.each([
    ['/api/v1/orders/4711', /Index Scan using orders_pkey/],
    ['/api/v1/orders/4711/receipt', /Index Scan using order_items_order_id/],
    ['/api/v1/customers?after=1000', /Index Scan using customers_pkey/],
    ['/api/v1/reports/daily', /Index Scan (using|on) orders_created_at/],
  ])('GET %s is healthy: it takes an index', async (path, index) => {
    expect((await get(path)).status).toBe(200);
    const text = await plan();
    expect(text).toMatch(index);
    expect(text).not.toMatch(/Seq Scan on (orders|order_items|customers)/);
  });

  test('GET /products comes from memory after the first time, and costs nothing where the client has it', async () => {
    const first = await get('/api/v1/products');
    expect(first.headers.get('cache-control')).toBe('public, max-age=60');
    expect((await get('/api/v1/products')).body).toBe(first.body);
    expect(statements).toEqual([]);
    // As a browser's reload; by itself fetch would add no-cache.
    const headers = { 'if-none-match': first.headers.get('etag')!, 'cache-control': 'max-age=0' };
    const again = await get('/api/v1/products', headers);
    expect(again).toMatchObject({ status: 304, body: '' });
  });

  test('GET /products/:id/paid does its work in the first call only', async () => {
    vi.resetModules(); // A process that has just started: nothing in memory yet.
    const { paidPrices } = await import('../../examples/orders-api/src/prices.ts');
    const { pool } = await import('../../examples/orders-api/src/db.ts');
    onTestFinished(() => pool.end());
    const asked = vi.spyOn(pool, 'query');
    expect([(await paidPrices()).wasBuilt, (await paidPrices()).wasBuilt]).toEqual([true, false]);
    expect(asked).toHaveBeenCalledOnce();
    const text = `EXPLAIN (ANALYZE, COSTS OFF) ${asked.mock.calls[0]![0]}`;
    expect(JSON.stringify(await query(database.url, text))).toMatch(/Seq Scan on order_items .*rows=(600|599)\d{3}/);
    expect((await get('/api/v1/products/42/paid')).headers.has('server-timing')).toBe(false);
  });

  test('GET /orders/:id/shipping fails every 33rd time', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 99; i++) statuses.push((await get('/api/v1/orders/4711/shipping')).status);
    const failed = statuses.flatMap((status, i) => (status === 503 ? [i] : []));
    expect(failed).toHaveLength(3);
    expect(failed.map((i) => i - failed[0]!)).toEqual([0, 33, 66]);
    expect(statuses.filter((status) => status === 200)).toHaveLength(96);
  });

  test('GET /products/export sends a large body as it is', async () => {
    const { headers, body } = await get('/api/v1/products/export', { 'accept-encoding': 'gzip, br' });
    expect(headers.get('content-encoding')).toBe(null);
    expect(body.length).toBeGreaterThan(180_000);
  });

  test('/admin wants the token', async () => {
    expect((await get('/admin/low-stock')).status).toBe(401);
    expect((await get('/admin/low-stock', token)).status).toBe(200);
  });

  test('unknown things and bad input are answered in JSON', async () => {
    expect(await get('/api/v1/orders/999999999')).toMatchObject({ status: 404, body: '{"error":"No such order."}' });
    expect(await get('/api/v1/orders/x')).toMatchObject({
      status: 400,
      body: '{"error":"id must be a whole number."}',
    });
    expect(await get('/nowhere')).toMatchObject({ status: 404, body: '{"error":"No route GET /nowhere"}' });
  });

  describe('as a process', () => {
    const startServer = (env: NodeJS.ProcessEnv) =>
      startNode(['src/server.ts'], { DATABASE_URL: database.url, PORT: '0', ...env });

    test.each(['SIGTERM', 'SIGINT'] as const)('ends cleanly on %s, with a connection open', async (signal) => {
      const child = startServer({});
      const [, address] = await lineOf(child, /listens on (\S+)/);
      expect((await fetch(`${address}/health`)).status).toBe(200); // fetch keeps its connection.
      child.kill(signal);
      expect(await outcomeOf(child)).toEqual({ code: 0, errors: '' });
    });

    test('writes its heartbeat through the same pool', async () => {
      const child = startServer({});
      await lineOf(child, /listens on/);
      const seen = `SELECT name FROM instances WHERE name = 'api-${child.pid}'`;
      await vi.waitFor(async () => expect(await query(database.url, seen)).toHaveLength(1), { timeout: 5000 });
    });

    test('says what to do when its port is taken', async () => {
      const port = await occupyPort();
      expect(await outcomeOf(startServer({ PORT: String(port) }))).toEqual({
        code: 1,
        errors: `Port ${port} is taken. Set PORT to another one.\n`,
      });
    });

    test('says what to do when the database does not answer', async () => {
      const { code, errors } = await outcomeOf(startServer({ DATABASE_URL: 'postgres://shop:shop@127.0.0.1:1/shop' }));
      expect(code).toBe(1);
      expect(errors).toBe(
        'orders-api cannot reach its database: connect ECONNREFUSED 127.0.0.1:1\n' +
          'Start it with "npm run database", or set DATABASE_URL.\n',
      );
    });
  });
});

interface Sample {
  path?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: object;
}

interface ServerFacts {
  postgresId: number;
  guardId: number;
  runFolder: string;
}

/** Killed when the test ends, however it ends. */
function startNode(options: string[], env: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn(process.execPath, options, { cwd: example, env: { ...process.env, ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function lineOf(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  let output = '';
  child.stderr!.on('data', (chunk) => (output += chunk));
  for await (const chunk of child.stdout!.iterator({ destroyOnReturn: false })) {
    output += chunk;
    const match = pattern.exec(output);
    if (match) return match;
  }
  throw new Error(`It ended before it printed ${pattern}: ${output}`);
}

async function outcomeOf(child: ChildProcess): Promise<{ code: number | null; errors: string }> {
  let errors = '';
  child.stderr!.on('data', (chunk) => (errors += chunk));
  child.stdout!.resume();
  const [code] = await once(child, 'close');
  return { code, errors };
}

async function factsOf(url: string): Promise<ServerFacts> {
  const [row] = await query<{ data_directory: string }>(url, 'SHOW data_directory');
  const postgresId = Number.parseInt(await readFile(join(row!.data_directory, 'postmaster.pid'), 'utf8'), 10);
  const status = await readFile(`/proc/${postgresId}/status`, 'utf8');
  return {
    postgresId,
    guardId: Number(/^PPid:\t(\d+)/m.exec(status)![1]),
    runFolder: join(row!.data_directory, '..'),
  };
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}

async function occupyPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
