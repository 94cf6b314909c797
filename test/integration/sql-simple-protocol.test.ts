/** Clients that put their parameters into the text of a statement: nothing of them may leave the SQL stage. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { startDatabase } from '../../examples/orders-api/database/start.ts';
import { keptQueries } from '../../src/baseline/plans.ts';
import { type SqlSession, sqlFindings } from '../../src/sql/session.ts';
import { openSession, profileSql, type RecordedSql } from '../support/sql-session.ts';
import { pythonWith } from '../support/witness/python.ts';

let session: SqlSession;

beforeAll(async () => {
  const database = await startDatabase({ seed: false });
  const admin = new pg.Client(database.url);
  await admin.connect();
  await admin.query(`
    CREATE TABLE orders (id bigint PRIMARY KEY, customer text NOT NULL);
    INSERT INTO orders SELECT n, 'customer ' || n % 20000 FROM generate_series(1, 200000) AS n;
    ANALYZE;`);
  await admin.end();
  session = await openSession(database.url, { mayBuildIndexes: true });
  return async () => {
    await session.dispose();
    await database.stop();
  };
});

const sql = 'SELECT id FROM orders WHERE customer = %s AND id < %s';
const values = { customer: 'customer 1234', id: 7_700_770_077 };

function expectNothingOfValues(outcome: RecordedSql): void {
  const [query] = outcome.queries;
  expect(query).toMatchObject({
    text: 'SELECT id FROM orders WHERE customer = $1 AND id < $2',
    attribution: 'constant',
    plan: { state: 'executed', root: { type: expect.stringContaining('Seq Scan') } },
  });
  expect(query!.proofs.map(({ state }) => state)).toContain('proven');
  const findings = sqlFindings(outcome);
  expect(findings.map(({ rule }) => rule)).toContain('seq-scan-filter');
  expect(JSON.stringify([outcome, findings, keptQueries(outcome)])).not.toMatch(/customer 1234|7700770077/);
}

test('a client of the simple protocol', async () => {
  const client = new pg.Client(session.env.DB!);
  await client.connect();
  onTestFinished(() => client.end());
  const text = sql.replace('%s', `'${values.customer}'`).replace('%s', String(values.id));
  expectNothingOfValues(await profileSql(session, () => client.query(text)));
});

const program = `
import json, sys, psycopg2
connection = psycopg2.connect(sys.argv[1])
connection.autocommit = True
cursor = connection.cursor()
for line in sys.stdin:
    cursor.execute(*json.loads(line))
    print(len(cursor.fetchall()), flush=True)
`;

test('psycopg2', async ({ skip }) => {
  const python = (await pythonWith('psycopg2')) ?? skip('no Python here has the module psycopg2');
  const client = spawn(python, ['-c', program, session.env.DB!], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(async () => {
    client.stdin.end();
    if (client.exitCode === null) await once(client, 'exit');
  });
  const answers = createInterface(client.stdout)[Symbol.asyncIterator]();
  const ask = async () => {
    client.stdin.write(`${JSON.stringify([sql, [values.customer, values.id]])}\n`);
    return (await answers.next()).value;
  };
  expect(await ask(), 'rows').toBe('10');
  expectNothingOfValues(await profileSql(session, ask));
});
