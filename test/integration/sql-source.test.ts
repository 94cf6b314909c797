import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import type { QueryProfile } from '../../src/model.ts';
import { openLocations } from '../../src/sql/source/locations.ts';
import { exampleFolder, openSession, profileSql, startExample } from '../support/sql-session.ts';

const preloadPath = join(import.meta.dirname, '../../src/sql/source/preload.ts');
const nodeOptions = '--max-http-header-size=20000';

let example: Awaited<ReturnType<typeof startExample>>;

beforeAll(async () => {
  example = await startExample({ locate: { preloadPath, root: exampleFolder, nodeOptions } });
  return () => example.stop();
});

async function queriesOf(method: string, path: string, body?: object): Promise<QueryProfile[]> {
  const headers = { authorization: 'Bearer demo-token', 'content-type': 'application/json' };
  const { queries } = await profileSql(example.session, async () => {
    const response = await fetch(example.address + path, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    expect(response.ok).toBe(true);
    await response.arrayBuffer();
  });
  return queries.filter(({ attribution }) => attribution === 'constant');
}

const newOrder = { customerId: 1, productId: 1, quantity: 1 };

test.each([
  ['GET', '/health', { 'src/db.ts': 1 }],
  ['GET', '/api/v1/orders/recent', { 'src/routes/orders.ts': 2 }],
  ['GET', '/api/v1/orders/1', { 'src/routes/orders.ts': 1 }],
  ['GET', '/api/v1/orders/1/invoice', { 'src/routes/orders.ts': 1 }],
  ['POST', '/api/v1/orders', { 'src/db.ts': 2, 'src/routes/orders.ts': 4 }, newOrder],
  ['GET', '/api/v1/customers', { 'src/routes/customers.ts': 1 }],
  ['GET', '/api/v1/customers/1/orders', { 'src/routes/customers.ts': 1 }],
  ['GET', '/api/v1/products/1', { 'src/routes/products.ts': 1 }],
  ['GET', '/api/v1/reports/daily', { 'src/routes/reports.ts': 1 }],
  ['GET', '/admin/low-stock', { 'src/routes/admin.ts': 1 }],
])('%s %s: each statement leads to the line that sends it', async (method, path, statements, body = undefined) => {
  const queries = await queriesOf(method, path, body);
  const files = Map.groupBy(queries, ({ source }) => source?.file);
  expect(Object.fromEntries([...files].map(([file, sent]) => [file, sent.length]))).toEqual(statements);
  for (const { text, source } of queries) {
    const code = (await readFile(join(exampleFolder, source!.file), 'utf8')).split('\n');
    expect(code[source!.line - 1]).toMatch(/query\(/);
    const [beginning = ''] = text.split(/\n|\$\d/);
    expect(code.slice(source!.line - 1, source!.line + 1).join('\n')).toContain(beginning);
  }
});

test('What NODE_OPTIONS said before is kept; what the server told is removed in the end', async () => {
  const locations = await openLocations({ preloadPath: '/with a space/"quote"\\preload.js', root: '/', nodeOptions });
  expect(locations.env.NODE_OPTIONS).toBe(`${nodeOptions} --require "/with a space/\\"quote\\"\\\\preload.js"`);
  const folder = dirname(locations.env.ENDPOINT_PROFILER_PLACES!);
  expect(existsSync(folder)).toBe(true);
  await locations.dispose();
  expect(existsSync(folder)).toBe(false);
});

test('Unless it is asked for, the server’s NODE_OPTIONS are not touched', async () => {
  const plain = await openSession(example.databaseUrl);
  onTestFinished(() => plain.dispose());
  expect(Object.keys(plain.env)).toEqual(['DB']);
});

/** Every way to hand a statement to `pg`, line by line; prints what came of each. */
const program = `const pg = require('pg');
const { to } = require('pg-copy-streams');
const { text: textOf } = require('node:stream/consumers');
const connectionString = process.env.DB;
const say = (name, value) => console.log(name, JSON.stringify(value));
(async () => {
  const pool = new pg.Pool({ connectionString, max: 2 });
  const client = new pg.Client({ connectionString });
  await client.connect();
  say('promise', (await client.query('SELECT 1 AS promise')).rows);
  await new Promise((done) => client.query('SELECT 2 AS callback', (error, { rows }) => done(say('callback', rows))));
  for (let i = 0; i < 3; i++) say('named', (await client.query({ name: 'n', text: 'SELECT $1::int AS named', values: [i] })).rows);
  say('array', (await client.query({ text: 'SELECT 3 AS array', rowMode: 'array' })).rows);
  say('copy', await textOf(client.query(to("COPY (SELECT 4, 'secret') TO STDOUT"))));
  await new Promise((done) => client.query(new pg.Query('SELECT 5 AS submitted')).on('row', (row) => say('row', row)).on('end', done));
  say('error', await client.query('SELECT nonsense').catch(({ code }) => code));
  say('typeerror', await (async () => client.query())().catch(({ message }) => message));
  say('pool', (await pool.query('SELECT 6 AS pool')).rows);
  await new Promise((done) => pool.query('SELECT $1::int AS pooled', [7], (error, { rows }) => done(say('pooled', rows))));
  const text = 'SELECT 8 AS twice';
  for (let i = 0; i < 200; i++) await pool.query(text);
  await new Promise((done) => setTimeout(done, 150));
  await client.query(text);
  say('shape', [client.query.length, client.query.name, pool.query.length, Error.stackTraceLimit]);
  await client.end();
  await pool.end();
})();
`;

test('Whatever way a statement takes to pg, its line is found, and the program notices nothing', async () => {
  await mkdir('.cache', { recursive: true });
  // Inside the checkout, where the program finds its packages.
  const root = await mkdtemp(resolve('.cache/source-test-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await writeFile(join(root, 'program.cjs'), program);
  const locations = await openLocations({ preloadPath, root, nodeOptions: undefined });
  onTestFinished(() => locations.dispose());
  const run = async (env: Record<string, string>) => {
    const options = { env: { ...process.env, DB: example.databaseUrl, ...env }, timeout: 20_000 };
    const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'program.cjs')], options);
    return stdout;
  };
  expect(await run(locations.env)).toBe(await run({}));

  const sourceOf = await locations.read();
  const lines = program.split('\n');
  const sent = ['SELECT 1 AS promise', 'SELECT 2 AS callback', 'SELECT $1::int AS named', 'SELECT 3 AS array'];
  sent.push("COPY (SELECT 4, 'secret') TO STDOUT", 'SELECT 5 AS submitted', 'SELECT nonsense', 'SELECT 6 AS pool');
  for (const text of [...sent, 'SELECT $1::int AS pooled']) {
    const line = lines.findIndex((each) => each.includes(text)) + 1;
    expect(sourceOf([text]), text).toEqual({ file: 'program.cjs', line });
  }
  expect(sourceOf(['SELECT 1 AS promise', 'SELECT 6 AS pool']), 'from two places').toBeNull();
  expect(sourceOf(['SELECT 8 AS twice']), 'from another place after a burst').toBeNull();
  expect(sourceOf(['SELECT 99 AS promise']), 'with another constant').toMatchObject({ file: 'program.cjs' });
  expect(await readFile(locations.env.ENDPOINT_PROFILER_PLACES!, 'utf8')).not.toMatch(/secret|SELECT/);
});
