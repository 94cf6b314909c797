/**
 * `check` in a repository of its own: the example with a real PostgreSQL, a baseline that is committed, and commits that
 * change it. Needs dist/ (npm run build).
 */

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Database, startDatabase } from '../../examples/orders-api/database/start.ts';
import { copyExample } from '../../scripts/example.mjs';
import { freePort } from '../../scripts/free-port.mjs';

const ordersOfCustomer = 'GET /api/v1/customers/{id}/orders';
/** Few connections, as the machine may be busy. */
const load = ['--connections', '2'];

let database: Database;
let workspace: { folder: string; dispose(): void };

beforeAll(async () => {
  database = await startDatabase();
  workspace = await copyExample({ databaseUrl: database.url, serverPort: await freePort() });
  await write('database/migrate.mjs', migrate);
  await write('database/migrations/1.sql', 'CREATE INDEX IF NOT EXISTS orders_customer_id ON orders (customer_id);\n');
  await edit('.endpoint-profiler/config.json', (config) =>
    config.replace('"command": "npm start"', '"command": "node database/migrate.mjs && node src/server.ts"'),
  );
  // So slow that what else the machine does stays small beside it.
  await edit('src/routes/customers.ts', (code) => code.replace(handler, `${handler}\n  await askPartner(40);`));
  await edit('src/routes/customers.ts', (code) => `${code}\n${askPartner}`);
  git('init', '-q', '-b', 'main');
  commit('Begin');
  const saved = await cli('baseline', 'save', ordersOfCustomer, ...load);
  expect(saved).toMatchObject({ code: 0, stderr: expect.stringContaining(`: ${ordersOfCustomer}\n`) });
  commit('Save a baseline');
  git('tag', 'base');
}, 120_000);

afterAll(async () => {
  workspace?.dispose();
  await database?.stop();
});

beforeEach(() => git('checkout', '-q', '--force', '-B', 'topic', 'base'));

/** Runs all migrations in order, as a deployment does. */
const migrate = `import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
const folder = new URL('./migrations/', import.meta.url);
for (const file of readdirSync(folder).sort()) await client.query(readFileSync(new URL(file, folder), 'utf8'));
await client.end();
`;
const handler = "customersRouter.get('/:id/orders', async (request, response) => {";
const askPartner = 'const askPartner = (ms: number) => new Promise((answered) => setTimeout(answered, ms));\n';

const pathOf = (file: string) => join(workspace.folder, file);

async function write(file: string, content: string): Promise<void> {
  await mkdir(dirname(pathOf(file)), { recursive: true });
  await writeFile(pathOf(file), content);
}

async function edit(file: string, change: (content: string) => string): Promise<void> {
  const before = await readFile(pathOf(file), 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  await write(file, after);
}

function git(...words: string[]): void {
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgSign=false'];
  execFileSync('git', [...who, ...words], { cwd: workspace.folder, stdio: ['ignore', 'ignore', 'inherit'] });
}

function commit(message: string): void {
  git('add', '-A');
  git('commit', '-qm', message);
}

async function cli(...words: string[]) {
  const env = { ...process.env, NO_COLOR: '1', DATABASE_URL: database.url };
  const child = spawn(process.execPath, [resolve('dist/cli.js'), ...words], { cwd: workspace.folder, env });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: code as number, stdout, stderr };
}

/** Only the endpoints of this file: its others would take their time. */
const check = (...words: string[]) => cli('check', ordersOfCustomer, '--changed-since', 'base', ...load, ...words);

test('a commit that changes a comment passes', async () => {
  await edit('src/routes/customers.ts', (code) => code.replace(handler, `${handler}\n  // Newest first.`));
  commit('Explain the order');
  const { code, stdout, stderr } = await check();
  expect(stderr).toMatch(/^1 of 1 endpoint affected by what changed since base \(.*\): src\/routes\/customers\.ts\.\n/);
  expect(stdout).toMatch(/\b(OK|FASTER|inconclusive)\b/);
  expect(stderr).toContain('1 endpoint of 1 passed the check.');
  expect(code).toBe(0);
});

test('a commit that makes the handler wait fails, with the endpoint and how much slower it is', async () => {
  await edit('src/routes/customers.ts', (code) => code.replace('askPartner(40)', 'askPartner(240)'));
  commit('Ask a slower partner');
  const { code, stdout, stderr } = await check();
  expect(stdout).toContain('HIGH');
  expect(stderr).toMatch(/failed +GET \/api\/v1\/customers\/\{id\}\/orders: HIGH · p(50|95) [2-9]\.\d+× slower/);
  expect(code).toBe(1);
});

test('a commit that drops an index fails, with the plan that changed, although the endpoint is hardly slower', async () => {
  await write('database/migrations/2.sql', 'DROP INDEX orders_customer_id;\n');
  commit('Drop an index');
  const { code, stdout, stderr } = await check();
  expect(stderr).toMatch(/^What changed since base .* may matter to .*: database\/migrations\/2\.sql\.\n/);
  expect(stdout).toMatch(/HIGH +Plan changed: .* → Seq Scan on orders\n/);
  expect(stderr).toMatch(
    /failed .*The index orders_customer_id is not used any more: all 200000 rows of orders are read/,
  );
  expect(code).toBe(1);
});

test('a commit after which the server does not start cannot be measured', async () => {
  await edit('src/routes/customers.ts', (code) => `throw new Error('broken');\n${code}`);
  commit('Break it');
  const { code, stdout } = await check();
  expect(stdout).toContain('Error: broken');
  expect(code).toBe(2);
});

test('what nothing can be said of passes with the reason, and has an exit code of its own where it has to be known', async () => {
  await edit('src/routes/customers.ts', (code) => code.replace(handler, `${handler}\n  // Newest first.`));
  const few = await check('--strict', '--rounds', '1');
  expect(few.stderr).toMatch(/inconclusive +GET \S+: inconclusive · p50 .* of the baseline\. .* would tell\.\n/);
  expect(few.code).toBe(3);
  const otherLoad = await check('--strict', '--connections', '1');
  expect(otherLoad.stderr).toMatch(
    /not compared +GET \S+: the baseline was measured with 2 connections, this result with 1/,
  );
  expect(otherLoad.code).toBe(3);
});

test('a commit that no endpoint has anything to do with: nothing is started', async () => {
  await write('README.md', '# Orders\n');
  commit('Write');
  const { code, stderr } = await check();
  expect(stderr).toMatch(/^Nothing that the endpoint needs has changed since base/);
  expect(code).toBe(0);
});

test('an update keeps the baseline of what is as it was, and saves a new one', async () => {
  const file = '.endpoint-profiler/baselines/api.v1.customers.$id.orders.GET.json';
  const before = await readFile(pathOf(file), 'utf8');
  await edit('src/routes/customers.ts', (code) => `${code}// The end.\n`);
  await check('--update');
  expect(await readFile(pathOf(file), 'utf8')).toBe(before);
  await rm(pathOf(file));
  const { stderr } = await check('--update');
  expect(stderr).toContain(`Saved 1 baseline in ${dirname(pathOf(file))}: ${ordersOfCustomer}\n`);
});
