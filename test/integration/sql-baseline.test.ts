// A plan that changed since the baseline, of a real database, from its traffic to the words of the panel.

import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, startDatabase } from '../../examples/orders-api/database/start.ts';
import { againstBaseline } from '../../src/baseline/plan-change.ts';
import { keptQueries } from '../../src/baseline/plans.ts';
import { stepName } from '../../src/report/sql-wording.ts';
import type { SqlSession } from '../../src/sql/session.ts';
import { openSession, profileSql } from '../support/sql-session.ts';

let database: Database;
let session: SqlSession;
let admin: pg.Client;
let app: pg.Client;

beforeAll(async () => {
  database = await startDatabase({ port: 0, seed: false });
  admin = new pg.Client(database.url);
  await admin.connect();
  await admin.query(`
    CREATE TABLE orders (id int PRIMARY KEY, customer text NOT NULL);
    INSERT INTO orders SELECT n, 'customer ' || n % 2000 FROM generate_series(1, 20000) AS n;
    CREATE INDEX orders_customer ON orders (customer);
    ANALYZE;`);
  session = await openSession(database.url);
  app = new pg.Client(session.env.DB!);
  await app.connect();
});

afterAll(async () => {
  await app?.end();
  await admin?.end();
  await session?.dispose();
  await database?.stop();
});

test('A dropped index shows as the scan that took its place, and no value is kept of it', async () => {
  const ofCustomer = () => app.query('SELECT id FROM orders WHERE customer = $1', ['customer 1234']);
  const byNumber = () => app.query("SELECT count(*) FROM orders WHERE id < 7700770077 AND customer <> 'customer 99'");
  const kept = keptQueries(
    await profileSql(session, async () => {
      await ofCustomer();
      await byNumber();
    }),
  );
  expect(JSON.stringify(kept)).not.toMatch(/customer 1234|customer 99|7700770077/);

  await admin.query('DROP INDEX orders_customer');
  const now = againstBaseline(await profileSql(session, ofCustomer), kept);
  if (now.state !== 'recorded') throw new Error('It was recorded.');
  const [query] = now.queries;
  expect(query!.parameters).toEqual([{ type: null, bytes: 13 }]);
  expect(query!.before).toMatchObject({ state: 'known', callsPerRequest: 1 });
  const steps = query!.before?.state === 'known' ? query!.before.steps : [];
  expect(steps.map(stepName)).toEqual([
    'Bitmap Heap Scan → Seq Scan on orders',
    'Bitmap Index Scan using orders_customer is gone',
  ]);
  expect(now.vanished.map(({ text }) => text)).toEqual([
    'SELECT count(*) FROM orders WHERE id < $1 AND customer <> $2',
  ]);
  expect(JSON.stringify(now)).not.toContain('customer 1234');
});
