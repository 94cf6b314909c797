// `node scripts/plan-corpus.ts [--postgres15 FOLDER] [NN …]`: makes test/plans/NN-plan.json from cases.sql, on real
// servers: PostgreSQL 18 from npm, and 15 from the folder with its programs, which Debian's postgresql-15 installs.
// Times differ from run to run, and the severities of NN-expect.json with them: look at them after a new run.

import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { openCluster } from '../examples/orders-api/database/cluster.ts';
import { findPostgres, type Postgres } from '../examples/orders-api/database/postgres.ts';
import { copyTemplate, openCache, provideTemplate, urlOf } from '../examples/orders-api/database/template.ts';
import { type CorpusCase, type CorpusPlan, readCases } from '../test/support/plan-corpus.ts';

const folder = join(import.meta.dirname, '../test/plans');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { postgres15: { type: 'string', default: '/usr/lib/postgresql/15/bin' } },
});

const cases = readCases(await readFile(join(folder, 'cases.sql'), 'utf8'));
const cache = await openCache(tmpdir());
const programs: Record<string, Postgres> = { 18: await findPostgres(cache), 15: await postgres15(values.postgres15) };

for (const [version, program] of Object.entries(programs)) {
  const asked = cases.filter(
    ({ number, on }) => on === version && (positionals.length === 0 || positionals.includes(number)),
  );
  if (asked.length > 0) await explainOn(program, asked);
}
process.exit();

async function postgres15(bin: string): Promise<Postgres> {
  const programs = { postgres: join(bin, 'postgres'), initdb: join(bin, 'initdb') };
  const { user } = await findPostgres(cache);
  const version = spawnSync(programs.postgres, ['--version'], { encoding: 'utf8' }).stdout.trim();
  return { ...programs, version, user };
}

async function explainOn(program: Postgres, asked: CorpusCase[]): Promise<void> {
  const cluster = await openCluster(program, cache);
  try {
    await copyTemplate(await provideTemplate(program, cache, true), program, cluster);
    const client = new pg.Client(urlOf(await cluster.start(0, ['shared_buffers=512MB'])));
    client.on('error', () => {}); // Of a server that is stopped below.
    await client.connect();
    // VACUUM wants to be alone, so that the paragraphs are sent one by one.
    for (const paragraph of (await readFile(join(folder, 'schema.sql'), 'utf8')).split('\n\n')) {
      await client.query(paragraph);
    }
    // Even rolled back, an UPDATE leaves traces in the pages of its table: those cases come last.
    for (const one of asked.toSorted((a, b) => Number(updates(a)) - Number(updates(b)))) {
      const plan: CorpusPlan = { name: one.name, postgres: program.version, ...(await explain(client, one)) };
      await writeFile(join(folder, `${one.number}-plan.json`), `${JSON.stringify(plan, null, 2)}\n`);
    }
    await client.end();
  } finally {
    await cluster.release();
  }
}

function updates({ setUp }: CorpusCase): boolean {
  return setUp.some((text) => text.startsWith('UPDATE'));
}

/** Nothing stays: each case runs in a transaction that is rolled back. */
async function explain(client: pg.Client, { setUp, statement, calls, repeated, attribution, explained }: CorpusCase) {
  await client.query('BEGIN');
  try {
    for (const text of setUp) await client.query(text);
    const durations: number[] = [];
    let rowsPerCall = 0;
    for (let run = 0; run < (explained ? 4 : 1); run++) {
      await client.query('SAVEPOINT run');
      const startMs = performance.now();
      const { rows } = await client.query(statement);
      durations.push(performance.now() - startMs);
      rowsPerCall = rows.length;
      await client.query('ROLLBACK TO run');
    }
    const msPerCall = Math.min(...durations.slice(-3)); // After the first the pages are in memory.
    const of = {
      statement,
      setUp,
      attribution,
      calls,
      repeated,
      msPerCall: Math.round(msPerCall * 1e3) / 1e3,
      rowsPerCall,
    };
    if (!explained) return { ...of, printed: null };
    const printed: Printed[] = [];
    for (let run = 0; run < 3; run++) {
      await client.query('SAVEPOINT run');
      const { rows } = await client.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${statement}`);
      printed.push(rows[0]['QUERY PLAN']);
      await client.query('ROLLBACK TO run');
    }
    return { ...of, printed: printed.sort((a, b) => totalMs(a) - totalMs(b))[0] }; // The least disturbed.
  } finally {
    await client.query('ROLLBACK');
  }
}

type Printed = [{ 'Planning Time': number; 'Execution Time': number }];

function totalMs([plan]: Printed): number {
  return plan['Planning Time'] + plan['Execution Time'];
}
