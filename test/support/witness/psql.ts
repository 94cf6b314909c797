import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Random, randomFrom } from '../random.ts';
import { type Driver, runProgram, sessionText, starts } from './driver.ts';

export const psqlDriver: Driver = {
  name: 'psql',
  missing: async () => ((await starts('psql', '--version')) ? null : 'psql is not installed'),
  async run({ url, session, turns, seed }) {
    const random = randomFrom(seed);
    const lines = Array.from({ length: turns }, (_, turn) => turnOf(random, `${session}-${turn}`));
    const script = join(tmpdir(), `witness-${process.pid}-${session}.sql`);
    try {
      await writeFile(script, [`${sessionText(session)};`, ...lines, ''].join('\n'));
      await runProgram('psql', ['-X', '-q', '-o', '/dev/null', '-f', script, url], {});
    } finally {
      await rm(script, { force: true });
    }
  },
};

function turnOf(random: Random, mark: string): string {
  const id = random(200) + 1;
  const turns = [
    `SELECT count(*) FROM item WHERE price > ${id} /* ${mark} */;`,
    `SELECT 'it''s "żółw"', E'back\\\\slash' /* ${mark} */;`,
    `SELECT 1 /* ${mark} */ \\; SELECT name FROM item WHERE id < 10;`,
    `SELECT id,\n  name -- to the end\nFROM item WHERE id = ${id} /* ${mark} */;`,
    `SELECT $body$;not the end;$body$ /* ${mark} */;`,
    `UPDATE item SET name = 'n ${mark}' WHERE id = ${id};`,
    `INSERT INTO entry (note) VALUES ('a'), ('b ${mark}') RETURNING id;`,
    `SELEC nonsense /* ${mark} */;`,
    `SELECT 1 / 0 /* ${mark} */;`,
    `BEGIN;\nDELETE FROM item WHERE id = ${id};\nSELECT 1 / 0 /* ${mark} */;\nSELECT 2 /* ${mark} */;\nROLLBACK;`,
    `\\set ON_ERROR_ROLLBACK on\nBEGIN;\nSELECT 1 / 0 /* ${mark} */;\nSELECT 2 /* ${mark} */;\nCOMMIT;\n\\unset ON_ERROR_ROLLBACK`,
    `\\set FETCH_COUNT 7\nSELECT id FROM item WHERE id <= ${id} /* ${mark} */;\n\\unset FETCH_COUNT`,
    `SELECT name AS first FROM item WHERE id = ${id} /* ${mark} */ \\gset`,
    `SELECT 'SELECT ' || n || ' /* ${mark} */' FROM generate_series(1, 3) AS n \\gexec`,
    `SELECT name, price FROM item /* ${mark} */ \\gdesc`,
    `PREPARE "p${mark}" (int) AS SELECT name FROM item WHERE id < $1;\nEXECUTE "p${mark}" (${id});\nDEALLOCATE "p${mark}";`,
    `COPY entry (note) FROM STDIN /* ${mark} rows=2 */;\na\nb\n\\.`,
    `COPY entry (id) FROM STDIN /* ${mark} */;\nno number\n\\.`,
    `\\copy (SELECT * FROM item ORDER BY id LIMIT 3) TO '/dev/null'`,
    `SET statement_timeout = '10ms';\nSELECT pg_sleep(5) /* ${mark} */;\nRESET statement_timeout;`,
    `\\d item`,
  ];
  return turns[random(turns.length)]!;
}
