import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { type Random, randomFrom } from '../random.ts';
import { cursor, extendedCopy, fastpathCall, pipeline, simpleCopy, wireQuery } from '../wire-queries.ts';
import { type Driver, sessionText, strings } from './driver.ts';

export const pgDriver: Driver = {
  name: 'pg',
  missing: async () => null,
  async run({ url, session, turns, seed }) {
    const random = randomFrom(seed);
    const client = new pg.Client(url);
    client.on('error', ignore);
    await client.connect();
    await client.query(sessionText(session));
    for (let turn = 0; turn < turns; turn++) await act(client, random, { url, mark: `${session}-${turn}` });
    // The answer to this is the end of the session.
    await client.query('SELECT pg_terminate_backend(pg_backend_pid())').catch(ignore);
    await client.end().catch(ignore);
  },
};

const ignore = () => {};

/** Functions of PostgreSQL, by their OIDs, which do not change. */
const creatingLargeObject = 957;
const unlinkingLargeObject = 964;

/** One random use of the connection. Each text is marked, so that no two statements are alike by chance. */
async function act(client: pg.Client, random: Random, { url, mark }: { url: string; mark: string }): Promise<void> {
  const id = String(random(200) + 1);
  const text = strings[random(strings.length)]!;
  const wired = (send: Parameters<typeof wireQuery>[0], onCopyIn?: Parameters<typeof wireQuery>[1]) =>
    client.query(wireQuery(send, onCopyIn)).done;
  const actions: (() => Promise<unknown>)[] = [
    // Simple
    () => client.query(`SELECT count(*) FROM item WHERE price > ${id} /* ${mark} */`),
    () => client.query(`SELECT 1 /* ${mark} */; SELECT name FROM item WHERE id < 10`),
    () => client.query(`SELECT FROM item WHERE id < 5 /* ${mark} */`),
    () => client.query(`SELECT 1 /* ${mark} */; SELECT 1 / 0; SELECT 'never reached'`).catch(ignore),
    () => client.query(`/* nothing ${mark} */`),
    () => client.query(`SELECT '${strings[4]}' AS "größe" /* ${mark} */`),
    () => client.query(`DO $$ BEGIN RAISE WARNING 'look out'; PERFORM count(*) FROM item; END $$ /* ${mark} */`),
    () => client.query(`CREATE TEMP TABLE "t${mark}" AS SELECT id FROM item WHERE id <= 7`),
    () => client.query(`LISTEN news; NOTIFY news, '${mark}'`),
    () => client.query(`SET application_name = '${mark}'`),
    () => client.query(`EXPLAIN SELECT name FROM item WHERE id = ${id} /* ${mark} */`),
    // Extended, prepared
    () => client.query(`SELECT name FROM item WHERE id = $1::int /* ${mark} */`, [id]),
    () =>
      client.query(`SELECT $1::text, $2::int, $3::bytea /* ${mark} */`, [
        text,
        null,
        Buffer.from([random(256), 0, 255]),
      ]),
    () =>
      client.query(`SELECT $1::timestamptz, $2::jsonb, $3::float8, $4::bool /* ${mark} */`, [
        new Date(1_700_000_000_000 + random(1_000_000)),
        { text, list: [1, random(9)] },
        random(1000) / 8,
        random(2) === 0,
      ]),
    () => client.query({ name: `by-id`, text: 'SELECT * FROM item WHERE id = $1::int', values: [id] }),
    () => client.query({ name: `named-${id}`, text: `SELECT '${id}', $1::text`, values: [text] }),
    () => client.query(`SELECT length($1::text) /* ${mark} */`, [text.padEnd(100 * random(2_000), '.')]),
    () => client.query(`SELECT 'x' FROM generate_series(1, 3000) /* ${mark} */`),
    () =>
      client.query({
        text: `SELECT id FROM item WHERE id > $1::int ORDER BY id /* ${mark} */`,
        values: ['150'],
        rows: 20,
      } as pg.QueryConfig),
    // Changes
    () => client.query(`UPDATE item SET name = $1::text WHERE id = $2::int /* ${mark} */`, [text, id]),
    () => client.query(`UPDATE item SET name = name WHERE id < $1::int RETURNING id /* ${mark} */`, ['6']),
    () => client.query(`INSERT INTO entry (note) SELECT 'n' FROM generate_series(1, $1::int) /* ${mark} */`, [id]),
    () => client.query(`INSERT INTO item (id) VALUES (1), (2) ON CONFLICT (id) DO UPDATE SET name = 'x' /* ${mark} */`),
    () =>
      client.query(
        `MERGE INTO item USING (VALUES (1), (2)) AS v (n) ON id = n WHEN MATCHED THEN UPDATE SET price = n /* ${mark} */`,
      ),
    // Errors
    () => client.query(`SELEC nonsense /* ${mark} */`).catch(ignore),
    () => client.query(`SELECT * FROM missing WHERE id = $1 /* ${mark} */`, ['1']).catch(ignore),
    () => client.query(`SELECT $1::int /* ${mark} */`, ['no number']).catch(ignore),
    () => client.query(`SELECT 10 / ($1::int - $1::int) /* ${mark} */`, [id]).catch(ignore),
    () => client.query(`SELECT 10 / (3 - n) FROM generate_series(1, $1::int) AS n /* ${mark} */`, [id]).catch(ignore),
    () => client.query(`INSERT INTO item (id) VALUES ($1::int) /* ${mark} */`, [id]).catch(ignore),
    // Transactions
    async () => {
      await client.query('BEGIN');
      await client.query(`DELETE FROM item WHERE id = $1::int /* ${mark} */`, [id]).catch(ignore);
      await client.query(`SAVEPOINT "${mark}"`).catch(ignore);
      if (random(2) === 0) await client.query(`SELECT 1 / 0 /* ${mark} */`).catch(ignore);
      if (random(2) === 0) await client.query(`SELECT 2 /* ${mark} */`).catch(ignore);
      if (random(2) === 0) await client.query(`ROLLBACK TO "${mark}"`).catch(ignore);
      await client.query('ROLLBACK');
    },
    async () => {
      await client.query('BEGIN');
      await client.query(`DECLARE "c${mark}" CURSOR FOR SELECT * FROM item WHERE id < 60 ORDER BY id`);
      await client.query(`FETCH 7 FROM "c${mark}" /* rows=7 */`);
      await client.query(`MOVE 3 IN "c${mark}" /* rows=3 */`);
      await client.query(`CLOSE "c${mark}"; COMMIT`);
    },
    async () => {
      await client.query(`PREPARE "p${mark}" AS SELECT name FROM item WHERE id < $1`);
      await client.query(`EXECUTE "p${mark}" (${id})`);
      await client.query(`DEALLOCATE "p${mark}"`);
    },
    () => client.query(`INSERT INTO child (parent) VALUES (-1) /* ${mark} */; COMMIT`).catch(ignore),
    // Fails where it is committed: at the Sync
    () => client.query(`INSERT INTO child (parent) VALUES ($1::int) /* ${mark} */`, ['-1']).catch(ignore),
    () =>
      client.query(
        pipeline([
          { text: `INSERT INTO child (parent) VALUES ($1::int) /* ${mark} a */`, values: ['-1'] },
          { text: `SELECT $1::int /* ${mark} b */`, values: [id] },
        ]),
      ).done,
    // Without a text
    () => client.query(fastpathCall(creatingLargeObject, 0x60000)).done,
    () => client.query(fastpathCall(unlinkingLargeObject, 4_000_000)).done,
    () =>
      wired((wire) => {
        wire.bind({ statement: `missing-${mark}`, values: [id] });
        wire.execute({});
        wire.sync();
      }),
    // Pipelined
    () =>
      client.query(
        pipeline([
          { text: `SELECT $1::int + 1 /* ${mark} a */`, values: [id] },
          { text: `SELECT $1::text /* ${mark} b */`, values: [text] },
          { text: `SELECT 'nothing' LIMIT $1::bigint /* ${mark} c */`, values: ['0'] },
        ]),
      ).done,
    () =>
      client.query(
        pipeline([
          { text: `SELECT $1::int /* ${mark} a */`, values: [id] },
          { text: `SELECT 1 / ($1::int - $1::int) /* ${mark} b */`, values: [id] },
          { text: `SELECT 'never reached' /* ${mark} c */`, values: [] },
        ]),
      ).done,
    () =>
      wired((wire) => {
        wire.parse({ text: `SELECT $1::int /* ${mark} a */`, name: mark });
        wire.flush();
        for (const value of [id, '7']) {
          wire.bind({ statement: mark, values: [value] });
          wire.execute({});
          wire.flush();
        }
        wire.close({ type: 'S', name: mark });
        wire.parse({ text: `SELECT $1::text /* ${mark} b */`, name: mark });
        wire.bind({ statement: mark, portal: mark, values: [text] });
        wire.describe({ type: 'S', name: mark });
        wire.describe({ type: 'P', name: mark });
        wire.execute({ portal: mark });
        wire.close({ type: 'P', name: mark });
        wire.sync();
      }),
    () => client.query(cursor(`SELECT id FROM item WHERE id > $1::int /* ${mark} */`, ['100'], 7, 3)).done,
    // COPY
    () => client.query(simpleCopy(`COPY entry (note) FROM STDIN /* ${mark} rows=2 */`, ['a', 'b'])).done,
    () => client.query(extendedCopy(`COPY entry (note) FROM STDIN /* ${mark} rows=3 */`, ['a', 'b', 'c'])).done,
    () => client.query(extendedCopy(`COPY entry (id) FROM STDIN /* ${mark} */`, ['not a number', '1'])).done,
    () => client.query(`COPY (SELECT * FROM item ORDER BY id LIMIT 3) TO STDOUT /* ${mark} */`),
    () =>
      wired(
        (wire) => wire.query(`COPY entry (note) FROM STDIN /* ${mark} */; SELECT 1`),
        (wire) => wire.sendCopyFail('changed my mind'),
      ),
    // Cancel
    () => cancelled(client, url, `SELECT pg_sleep(5) /* ${mark} */`),
  ];
  await actions[random(actions.length)]!();
}

/**
 * The request to cancel is repeated until it is heeded: the first may come before the statement has begun. The server
 * closes its connection once it has passed it on, so that none can meet a later statement.
 */
async function cancelled(client: pg.Client, url: string, text: string): Promise<void> {
  const { processID, secretKey } = client as unknown as { processID: number; secretKey: number };
  const message = Buffer.alloc(16);
  for (const [at, value] of [16, 80877102, processID, secretKey].entries()) message.writeInt32BE(value, at * 4);
  let isOver = false;
  const slow = client.query(text).then(ignore, () => {
    isOver = true;
  });
  while (!isOver) {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await new Promise((resolve) => socket.on('error', ignore).on('close', resolve).resume().write(message));
    await Promise.race([slow, setTimeout(20)]);
  }
}
