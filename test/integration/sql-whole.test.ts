/** The built command line on a small API with a database. Needs dist/ (npm run build). */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Database, startDatabase } from '../../examples/orders-api/database/start.ts';
import { freePort } from '../../scripts/free-port.mjs';
import type { ProfileWarning, QueryProfile, Summary } from '../../src/model.ts';

let root: string;
let database: Database;
let admin: pg.Client;

/** Two ways to its database: one address, or the variables that libpq knows. */
const api = `import express from 'express';
import pg from 'pg';
const { DATABASE_URL } = process.env;
const pool = new pg.Pool(DATABASE_URL ? { connectionString: DATABASE_URL } : {});
pool.on('error', () => {});
const app = express();
app.get('/orders', async (request, response) => {
  const { rows } = await pool.query('SELECT * FROM orders WHERE customer_id = $1 ORDER BY id', [4711]);
  const total = await pool.query('SELECT count(*) FROM orders WHERE note = $1', ['s3cret']);
  response.json({ rows, total });
});
app.get('/tick', async (request, response) => {
  const { rows } = await pool.query("UPDATE visits SET seen = seen WHERE page = $1 RETURNING nextval('draws')", ['s3cret']);
  response.json(rows);
});
app.get('/health', (request, response) => response.send('ok'));
app.listen(Number(process.env.PORT), '127.0.0.1');
`;

const schema = `
  CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, note text NOT NULL);
  INSERT INTO orders SELECT n, n % 5000, 'note ' || n FROM generate_series(1, 20000) AS n;
  CREATE TABLE visits (page text, seen int);
  INSERT INTO visits VALUES ('s3cret', 1);
  CREATE SEQUENCE draws;
  CREATE SEQUENCE untouched;
  ANALYZE;`;

beforeAll(async () => {
  database = await startDatabase({ seed: false });
  admin = new pg.Client(database.url);
  await admin.connect();
  await admin.query(schema);
  await mkdir('.cache', { recursive: true });
  // Inside the checkout, where the API finds its packages.
  root = await mkdtemp(resolve('.cache/sql-test-'));
  await mkdir(join(root, '.endpoint-profiler'));
  await writeFile(join(root, 'server.mjs'), api);
});
afterAll(async () => {
  await admin?.end();
  await database?.stop();
  await rm(root, { recursive: true });
});

/** Everything that profiling could leave behind. */
async function checksum(): Promise<unknown> {
  const { rows } = await admin.query(`
    SELECT (SELECT md5(string_agg(o::text, ',' ORDER BY id)) FROM orders o) AS orders,
           (SELECT md5(string_agg(v::text, ',')) FROM visits v) AS visits,
           (SELECT last_value::text || is_called FROM untouched) AS untouched,
           (SELECT md5(string_agg(c::text, ',' ORDER BY oid)) FROM (
              SELECT oid, relname, relkind, relnatts, reloptions FROM pg_class) c) AS relations,
           (SELECT md5(string_agg(r::text, ',' ORDER BY oid)) FROM pg_roles r) AS roles,
           (SELECT md5(string_agg(e::text, ',' ORDER BY oid)) FROM pg_extension e) AS extensions,
           (SELECT md5(string_agg(s::text, ',')) FROM pg_db_role_setting s) AS role_settings,
           (SELECT md5(string_agg(s::text, ',' ORDER BY name)) FROM pg_settings s) AS settings,
           (SELECT count(*)::int FROM pg_prepared_xacts) AS prepared,
           (SELECT count(*)::int FROM pg_locks WHERE locktype IN ('advisory', 'relation') AND pid <> pg_backend_pid()) AS locks`);
  return rows[0];
}

interface Profiled {
  state: string;
  warnings: ProfileWarning[];
  summary: Summary;
  queries: QueryProfile[];
}

async function profile(
  path: string,
  config: object,
  env: Record<string, string> = {},
  meanwhile: (processId: number) => Promise<void> = async () => {},
): Promise<Profiled> {
  const port = await freePort();
  const server = {
    url: `http://127.0.0.1:${port}`,
    command: 'node server.mjs',
    env: { PORT: String(port), ...env },
    ready: '/health',
  };
  await writeFile(join(root, '.endpoint-profiler/config.json'), JSON.stringify({ server, ...config }));
  const words = ['run', `GET ${path}`, '--duration', '1', '--connections', '2', '--format', 'json'];
  const child = spawn(process.execPath, [resolve('dist/cli.js'), ...words], { cwd: root });
  const ended = once(child, 'exit');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), ended, meanwhile(child.pid!)]);
  expect(stdout + stderr).not.toMatch(/s3cret|= 4711/);
  return JSON.parse(stdout).profiles[0];
}

const plansOf = ({ queries }: Profiled) =>
  queries.map(({ text, plan }) => [text, plan.state === 'executed' ? plan.source : plan]);

test('Plans come from the requests themselves, and nothing in the database has changed afterwards', async () => {
  const before = await checksum();
  const profiled = await profile('/orders', { database: { url: database.url } });
  expect(await checksum()).toEqual(before);
  expect(plansOf(profiled)).toEqual(
    expect.arrayContaining([
      ['SELECT * FROM orders WHERE customer_id = $1 ORDER BY id', 'auto_explain'],
      ['SELECT count(*) FROM orders WHERE note = $1', 'auto_explain'],
    ]),
  );
});

test('A write has the plan of its own execution, and nothing but the requests has run it', async () => {
  const before = await checksum();
  const profiled = await profile('/tick', { database: { url: database.url } });
  expect(await checksum()).toEqual(before);
  const { rows } = await admin.query<{ last_value: string }>('SELECT last_value FROM draws');
  // Probes and plans, side requests, warm-up and rounds: what was sent is more than what was counted.
  expect(Number(rows[0]!.last_value)).toBeGreaterThan(profiled.summary.count);
  expect(plansOf(profiled)).toEqual([[expect.stringContaining('UPDATE visits'), 'auto_explain']]);
});

test('A server that is led by PGHOST and PGPORT is recorded too', async () => {
  const { port, username, password, pathname } = new URL(database.url);
  const env = {
    PGHOST: 'localhost',
    PGPORT: port,
    PGUSER: username,
    PGPASSWORD: password,
    PGDATABASE: pathname.slice(1),
  };
  const profiled = await profile('/orders', {}, env);
  expect(plansOf(profiled)).toHaveLength(2);
});

test('A tap that is killed in the middle of a burst is started again, and the result says so', async () => {
  const drawn = async () => Number((await admin.query('SELECT last_value FROM draws')).rows[0].last_value);
  const before = await drawn();
  const profiled = await profile('/tick', { database: { url: database.url } }, {}, async (processId) => {
    // More than are sent before the burst.
    await vi.waitFor(async () => expect((await drawn()) - before).toBeGreaterThan(60), { timeout: 20_000 });
    process.kill(await tapOf(processId), 'SIGKILL');
  });
  expect(profiled.warnings).toContainEqual({ kind: 'tap-restarted', times: 1 });
  expect(plansOf(profiled)).toHaveLength(1);
  // It went on through the new one.
  expect(profiled.summary.statusCodes['200']).toBeGreaterThan(0);
});

async function tapOf(processId: number): Promise<number> {
  const children = await readFile(`/proc/${processId}/task/${processId}/children`, 'utf8');
  for (const id of children.trim().split(' ')) {
    if ((await readFile(`/proc/${id}/cmdline`, 'utf8')).includes('tap.js')) return Number(id);
  }
  throw new Error('There is no tap.');
}
