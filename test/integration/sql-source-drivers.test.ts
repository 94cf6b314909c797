// Programs that hand statements to a driver in each of its ways, with the preload and without it.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Database, startDatabase } from '../../examples/orders-api/database/start.ts';
import { openLocations, type SourceOf } from '../../src/sql/source/locations.ts';

const preloadPath = join(import.meta.dirname, '../../src/sql/source/preload.ts');

let database: Database;

beforeAll(async () => {
  database = await startDatabase({ seed: false });
});
afterAll(() => database?.stop());

/** What the program's statements lead to. The program has to print the same as without. */
async function sourcesIn(name: string, program: string): Promise<SourceOf> {
  await mkdir('.cache', { recursive: true });
  // Inside the checkout, where the program finds its packages.
  const root = await mkdtemp(resolve('.cache/source-test-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await writeFile(join(root, name), program);
  const locations = await openLocations({ preloadPath, root, nodeOptions: undefined });
  onTestFinished(() => locations.dispose());
  const run = async (env: Record<string, string>) => {
    const options = { env: { ...process.env, DB: database.url, ...env }, timeout: 20_000 };
    const { stdout } = await promisify(execFile)(process.execPath, [join(root, name)], options);
    return stdout;
  };
  expect(await run(locations.env)).toBe(await run({}));
  expect(await readFile(locations.env.ENDPOINT_PROFILER_PLACES!, 'utf8')).not.toMatch(/secret|SELECT/);
  return locations.read();
}

const lineOf = (program: string, words: string): number =>
  program.split('\n').findIndex((line) => line.includes(words)) + 1;

/** Every way to hand a statement to `pg`, line by line; prints what came of each. */
const pgProgram = `const pg = require('pg');
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
  const held = await Promise.all([pool.connect(), pool.connect()]);
  const waited = pool.query('SELECT 9 AS waited');
  for (const each of held) each.release();
  say('waited', (await waited).rows);
  say('shape', [client.query.length, client.query.name, pool.query.length, Error.stackTraceLimit]);
  await client.end();
  await pool.end();
})();
`;

test('Whatever way a statement takes to pg, its line is found, and the program notices nothing', async () => {
  const sourceOf = await sourcesIn('program.cjs', pgProgram);
  const sent = ['SELECT 1 AS promise', 'SELECT 2 AS callback', 'SELECT $1::int AS named', 'SELECT 3 AS array'];
  sent.push("COPY (SELECT 4, 'secret') TO STDOUT", 'SELECT 5 AS submitted', 'SELECT nonsense', 'SELECT 6 AS pool');
  sent.push('SELECT $1::int AS pooled', 'SELECT 9 AS waited');
  for (const text of sent) {
    expect(sourceOf([text]), text).toEqual({ file: 'program.cjs', line: lineOf(pgProgram, text) });
  }
  expect(sourceOf(['SELECT 1 AS promise', 'SELECT 6 AS pool']), 'from two places').toBeNull();
  expect(sourceOf(['SELECT 8 AS twice']), 'from another place after a burst').toBeNull();
  expect(sourceOf(['SELECT 99 AS promise']), 'with another constant').toMatchObject({ file: 'program.cjs' });
});

/** Every way to hand one to `postgres`, as an ES module and as a CommonJS one. */
const postgresProgram = `const sql = postgres(process.env.DB, { max: 2, onnotice() {} });
const say = (name, value) => console.log(name, JSON.stringify(value));
const main = async () => {
  say('template', await sql\`SELECT 1 AS template\`);
  for (let i = 0; i < 3; i++) say('parameters', await sql\`SELECT \${i}::int AS parameter\`);
  const condition = sql\`WHERE n > \${1}\`;
  say('fragment', await sql\`SELECT n FROM generate_series(1, 2) AS n \${condition}\`);
  say('helper', await sql\`SELECT 2 AS \${sql('helped')}\`);
  const later = sql\`SELECT 3 AS later\`;
  await new Promise((done) => setImmediate(done));
  say('later', await later);
  say('unsafe', await sql.unsafe('SELECT $1::int AS unsafe', [4]));
  say('simple', await sql.unsafe("SELECT 'secret' AS simple").simple());
  say('transaction', await sql.begin(async (transaction) => [
    await transaction\`SELECT 5 AS inside\`,
    await transaction.savepoint((savepoint) => savepoint\`SELECT 6 AS deeper\`),
  ]));
  say('error', await sql\`SELECT nonsense\`.catch(({ code }) => code));
  for await (const rows of sql\`SELECT 7 AS cursor\`.cursor(1)) say('cursor', rows);
  say('shape', [Object.keys(later).length > 5, (await later).statement?.string, (await later).count, Error.stackTraceLimit]);
  for (let i = 0; i < 200; i++) await sql.unsafe('SELECT 8 AS twice');
  await new Promise((done) => setTimeout(done, 150));
  await sql.unsafe('SELECT 8 AS twice');
  await sql.end();
};
main();
`;

test.each([
  ['program.cjs', `const postgres = require('postgres');\n${postgresProgram}`],
  ['program.mjs', `import postgres from 'postgres';\n${postgresProgram}`],
  ['program.mts', `import postgres, { type Sql } from 'postgres';\ntype Own = Sql;\n${postgresProgram}`],
])('So it is with postgres, in %s', async (file, program) => {
  const sourceOf = await sourcesIn(file, program);
  const sent: Record<string, string> = {
    'SELECT 1 AS template': 'SELECT 1 AS template',
    'SELECT $1::int AS parameter': 'AS parameter',
    'SELECT n FROM generate_series(1, 2) AS n WHERE n > $1': "say('fragment'",
    'SELECT 2 AS "helped"': "say('helper'",
    'SELECT 3 AS later': 'const later',
    'SELECT $1::int AS unsafe': 'AS unsafe',
    "SELECT 'secret' AS simple": 'AS simple',
    'SELECT 5 AS inside': 'SELECT 5 AS inside',
    'SELECT 6 AS deeper': 'SELECT 6 AS deeper',
    'SELECT nonsense': 'SELECT nonsense',
    'SELECT 7 AS cursor': 'SELECT 7 AS cursor',
  };
  for (const [text, words] of Object.entries(sent)) {
    expect(sourceOf([text]), text).toEqual({ file, line: lineOf(program, words) });
  }
  expect(sourceOf(['SELECT 8 AS twice']), 'from another place after a burst').toBeNull();
});
