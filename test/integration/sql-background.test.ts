import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { startDatabase } from '../../examples/orders-api/database/start.ts';
import { openSqlSession, type ProbeWindow, type SqlSession } from '../../src/sql/session.ts';
import { randomFrom } from '../support/random.ts';
import { type RecordedSql, recordedOf } from '../support/sql-session.ts';

const tapPath = join(import.meta.dirname, '../../src/sql/tap/process.ts');
const nowMs = () => Number(process.hrtime.bigint()) / 1e6;

/** An API whose endpoint and whose timer share one pool, seen through the tap. */
async function startApi(jobEveryMs: number, answerMs = 0) {
  const database = await startDatabase({ seed: false });
  onTestFinished(() => database.stop());
  const session = await openSqlSession({ tapPath, databaseUrl: database.url, envNames: ['DB'], onLog: () => {} });
  onTestFinished(() => session.dispose());
  const pool = new pg.Pool({ connectionString: session.env.DB!, max: 4 });
  pool.on('error', () => {});
  await pool.query('CREATE TABLE item (id int); CREATE TABLE job (id int); CREATE TABLE audit (id int)');

  const job = setInterval(() => {
    pool.query('SELECT id FROM job FOR UPDATE SKIP LOCKED').catch(() => {});
  }, jobEveryMs);
  const api = createServer(async (_, response) => {
    const client = await pool.connect();
    await client.query('BEGIN');
    await client.query('SELECT id FROM item');
    if (answerMs > 0) await client.query('SELECT pg_sleep($1)', [answerMs / 1000]);
    await client.query('INSERT INTO audit VALUES (1)');
    await client.query('COMMIT');
    client.release();
    response.end('done');
  }).listen(0, '127.0.0.1');
  onTestFinished(async () => {
    clearInterval(job);
    api.close();
    await pool.end();
  });
  await once(api, 'listening');
  return { session, url: `http://127.0.0.1:${(api.address() as AddressInfo).port}/` };
}

async function profiled(session: SqlSession, url: string, count: number): Promise<RecordedSql> {
  const random = randomFrom(1);
  const { signal } = new AbortController();
  const probes: ProbeWindow[] = [];
  await session.startRecording();
  for (let probe = 0; probe < count; probe++) {
    const startMonotonicMs = nowMs();
    await (await fetch(url)).text();
    probes.push({ startMonotonicMs, endMonotonicMs: nowMs() });
    await setTimeout(5 + random(20));
  }
  const traffic = await session.stopRecording();
  const unasked = await session.recordUnasked(traffic, probes, signal);
  return recordedOf(await session.explain(traffic, probes, { unasked, signal }));
}

test.each([3, 18, 60])('A job every %d ms on the same pool is not blamed on the endpoint', async (jobEveryMs) => {
  const { session, url } = await startApi(jobEveryMs);
  const outcome = await profiled(session, url, 8);

  const constant = outcome.queries.filter(({ attribution }) => attribution === 'constant');
  expect(constant.map(({ text, callsPerRequest }) => [text, callsPerRequest.median]).sort()).toEqual([
    ['BEGIN', 1],
    ['COMMIT', 1],
    ['INSERT INTO audit VALUES ($1)', 1],
    ['SELECT id FROM item', 1],
  ]);
  const { statements } = outcome.waterfall!;
  const own = new Map(constant.map(({ fingerprint, text }) => [fingerprint, text]));
  expect(
    statements.flatMap(({ fingerprint, inTransaction }) =>
      own.has(fingerprint) ? [[own.get(fingerprint), inTransaction]] : [],
    ),
  ).toEqual([
    ['BEGIN', false],
    ['SELECT id FROM item', true],
    ['INSERT INTO audit VALUES ($1)', true],
    ['COMMIT', true],
  ]);
});

test.each([
  [470, 2],
  [490, 4],
  [220, 3],
])('nor is a job every %d ms on a slow one that was called %d times', async (jobEveryMs, count) => {
  const { session, url } = await startApi(jobEveryMs, 450);
  const { queries, uncertain } = await profiled(session, url, count);
  const job = 'SELECT id FROM job FOR UPDATE SKIP LOCKED';
  const seen = queries.find(({ text }) => text === job);
  expect(seen ? seen.attribution : uncertain).toEqual(seen ? 'varying' : [job]);
  const constant = queries.filter(({ attribution }) => attribution === 'constant');
  expect(constant.map(({ text }) => text)).toContain('SELECT pg_sleep($1)');
});
