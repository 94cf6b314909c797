import { setTimeout } from 'node:timers/promises';
import postgres from 'postgres';
import { type Random, randomFrom } from '../random.ts';
import { type Driver, sessionText, strings } from './driver.ts';

export const postgresJsDriver: Driver = {
  name: 'postgres.js',
  missing: async () => null,
  async run({ url, session, turns, seed }) {
    const random = randomFrom(seed);
    const sql = postgres(url, { max: 1, onnotice: () => {}, idle_timeout: 0, max_lifetime: null });
    await sql.unsafe(sessionText(session));
    for (let turn = 0; turn < turns; turn++) await act(sql, random, `${session}-${turn}`);
    await sql.end();
  },
};

const ignore = () => {};

async function act(sql: postgres.Sql, random: Random, mark: string): Promise<void> {
  const id = random(200) + 1;
  const text = strings[random(strings.length)]!;
  const actions: (() => Promise<unknown>)[] = [
    // The same text again: prepared once, then only bound.
    () => sql`SELECT * FROM item WHERE id = ${id}::int`,
    () => sql`SELECT ${text}::text, ${null}::int, ${Buffer.from([id, 0, 255])}::bytea`,
    () => sql`SELECT name FROM item WHERE id = ${id}::int ${sql.unsafe(`/* ${mark} */`)}`,
    () =>
      sql`SELECT ${new Date(1_700_000_000_000 + id)}::timestamptz, ${sql.json({ text, id })}::jsonb, ${id / 8}::float8`,
    () => sql`SELECT ${random(2) === 0}::bool, ${String(BigInt(id) * 1_000_000_007n)}::bigint`,
    () => sql`UPDATE item SET name = ${text}::text WHERE id = ${id}::int`,
    () => sql`INSERT INTO entry (note) SELECT 'n' FROM generate_series(1, ${id}::int) RETURNING id`,
    // Several at once, in one pipeline.
    () =>
      Promise.allSettled([
        sql`SELECT ${id}::int + 1`,
        sql`SELECT name FROM item WHERE id < ${id}::int`,
        sql`SELECT 1 / (${id}::int - ${id}::int)`,
        sql`SELECT ${text}::text || 'after'`,
        sql.unsafe(`SELECT 'simple' /* ${mark} */`),
      ]),
    () => Promise.all(Array.from({ length: 5 }, (_, n) => sql`SELECT count(*) FROM item WHERE price > ${n}::numeric`)),
    () => sql.unsafe(`SELECT 1 /* ${mark} */; SELECT name FROM item WHERE id < 10`),
    () => sql.unsafe(`SELECT $1::text /* ${mark} */`, [text], { prepare: true }),
    () => sql.unsafe(`SELECT $1::int /* ${mark} */`, [id]),
    () => sql`SELECT name FROM item WHERE id > 190`.simple(),
    () => sql`SELECT id FROM item WHERE id > ${id}::int`.cursor(20, async () => {}),
    () => sql`SELECT id FROM item WHERE id <= ${id}::int`.forEach(ignore),
    () => sql`SELECT name FROM item WHERE id = ${id}::int AND price > ${1}::numeric`.describe(),
    () => sql`SELECT * FROM missing WHERE id = ${id}::int`.catch(ignore),
    () => sql.unsafe(`SELEC nonsense /* ${mark} */`).catch(ignore),
    () => sql`INSERT INTO item (id) VALUES (${id}::int)`.catch(ignore),
    () =>
      sql
        .begin(async (tx) => {
          await tx`DELETE FROM item WHERE id = ${id}::int`;
          await tx.savepoint((inner) => inner`SELECT 1 / (${id}::int - ${id}::int)`).catch(ignore);
          await Promise.all([tx`SELECT ${id}::int AS a`, tx`SELECT ${text}::text AS b`]);
          if (random(2) === 0) throw new Error('changed my mind');
        })
        .catch(ignore),
    async () => {
      const writable = await sql.unsafe(`COPY entry (note) FROM STDIN /* ${mark} rows=2 */`).writable();
      await new Promise((resolve) => writable.on('finish', resolve).on('error', resolve).end('a\nb\n'));
    },
    async () => {
      for await (const _ of await sql
        .unsafe(`COPY (SELECT * FROM item ORDER BY id LIMIT 3) TO STDOUT /* ${mark} */`)
        .readable());
    },
    async () => {
      const slow = sql.unsafe(`SELECT pg_sleep(3) /* ${mark} */`);
      const over = slow.catch(ignore);
      await setTimeout(20);
      slow.cancel();
      await over;
    },
  ];
  await actions[random(actions.length)]!();
}
