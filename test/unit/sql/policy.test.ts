import { beforeAll, describe, expect, test } from 'vitest';
import { indexableColumns } from '../../../src/sql/conditions.ts';
import { maskPlan } from '../../../src/sql/masking.ts';
import { loadParser } from '../../../src/sql/parser.ts';
import { decide } from '../../../src/sql/policy.ts';

beforeAll(loadParser);

describe('What may run again', () => {
  test.each([
    ['SELECT 1', 'execute'],
    ['SELECT * FROM a WHERE b = $1; -- end', 'execute'],
    ['VALUES (1)', 'execute'],
    ['WITH a AS (SELECT 1) SELECT * FROM a UNION SELECT 2', 'execute'],
    ['SELECT * FROM (SELECT * FROM a FOR SHARE) b', 'estimate'],
    ['SELECT * FROM a FOR NO KEY UPDATE SKIP LOCKED', 'estimate'],
    ['WITH a AS (WITH b AS (DELETE FROM c RETURNING 1) SELECT * FROM b) SELECT * FROM a', 'estimate'],
    ['SELECT * FROM a WHERE EXISTS (WITH b AS (INSERT INTO c VALUES (1) RETURNING 1) SELECT * FROM b)', 'estimate'],
    ['MERGE INTO a USING b ON a.i = b.i WHEN MATCHED THEN DELETE', 'estimate'],
    ['SELECT 1; DROP TABLE a', 'refuse'],
    ['SELECT 1 INTO b', 'refuse'],
    ['CREATE TABLE b AS SELECT 1', 'refuse'],
    ['COPY a FROM PROGRAM $$id$$', 'refuse'],
    ['CALL a()', 'refuse'],
    ['PREPARE a AS SELECT 1', 'refuse'],
    ['EXECUTE a', 'refuse'],
    ['EXPLAIN ANALYZE DELETE FROM a', 'refuse'],
    ['DECLARE a CURSOR FOR SELECT 1', 'refuse'],
    ['TRUNCATE a', 'refuse'],
    ['REFRESH MATERIALIZED VIEW a', 'refuse'],
    ['/* only a comment */', 'refuse'],
  ])('%s: %s', (sql, kind) => {
    expect(decide(sql).kind).toBe(kind);
  });

  test('every call is named, wherever it hides', () => {
    const decision = decide(`
      SELECT f1(x), t.f2, (t).f3 FROM f4() t, LATERAL f5(t.x) u
      WHERE x OPERATOR(s.~~~) 1 AND EXISTS (SELECT f6() FROM v) AND CASE WHEN f7() THEN f8() END
      GROUP BY f9() HAVING f10() ORDER BY f11(), sum(f12()) OVER (PARTITION BY f13()) LIMIT f14()`);
    expect(decision).toMatchObject({ kind: 'execute' });
    const { functions, columns, operators, relations } = (decision as Extract<typeof decision, { kind: 'execute' }>)
      .references;
    const calls = [1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14].map((n) => `f${n}`);
    expect(functions).toEqual(expect.arrayContaining([...calls, 'sum']));
    expect(columns).toEqual(expect.arrayContaining(['f2', 'f3']));
    expect(operators).toContain('~~~');
    expect(relations).toEqual(['"v"']);
  });

  test('a quoted name stays one name', () => {
    expect(decide('SELECT * FROM "a""b"."c.d"')).toMatchObject({ references: { relations: ['"a""b"."c.d"'] } });
  });
});

describe('The plan is shown without parameter values', () => {
  const text = (value: string) => ({ format: 'text' as const, bytes: Buffer.from(value) });
  const mask = (filter: string, sql: string, ...values: string[]) =>
    (
      maskPlan([{ Plan: { 'Node Type': 'Seq Scan', Filter: filter } }], sql, values.map(text), sql) as [
        { Plan: { Filter: string } },
      ]
    )[0].Plan.Filter;

  test.each([
    ["(status = 'secret'::text)", 'SELECT 1 WHERE status = $1', ['secret'], '(status = $1::text)'],
    ['(id = 42)', 'SELECT 1 WHERE id = $1', ['42'], '(id = $1)'],
    [
      "(at > '2024-01-02 00:00:00+00'::timestamptz)",
      'SELECT 1 WHERE at > $1',
      ['2024-01-02'],
      "(at > '…'::timestamptz)",
    ],
    ["(a = ANY ('{1,2}'::integer[]))", 'SELECT 1 WHERE a = ANY($1)', ['{1, 2}'], "(a = ANY ('…'::integer[]))"],
    [
      "((a = 'own'::text) AND (é = 7))",
      `SELECT 1 WHERE a = 'own' AND é = $1`,
      ['7'],
      "((a = 'own'::text) AND (é = $1))",
    ],
    ["(name = 'O''Neil'::text)", 'SELECT 1 WHERE name = $1', ["O'Neil"], '(name = $1::text)'],
    [
      '((hashed SubPlan 1) OR (x = (InitPlan 2).col1))',
      'SELECT $1',
      ['1'],
      '((hashed SubPlan 1) OR (x = (InitPlan 2).col1))',
    ],
    ["(broken = 'no end", 'SELECT $1', ['no end'], "'…'"],
  ])('%s', (filter, sql, values, expected) => {
    expect(mask(filter, sql, ...values)).toBe(expected);
  });
});

describe('Columns that an index could serve', () => {
  test.each([
    ["((created > $1) AND (status = 'x'::text))", ['status', 'created']],
    ['((o.customer_id = c.id) AND (o.total >= 5))', ['customer_id', 'total']],
    ["((name)::text = 'x'::text)", ['name']],
    ['(id = ANY ($1))', ['id']],
    ["(status <> 'x'::text)", []],
    ["((name ~~ '%ada%'::text) AND (city = 'Ghent'::text))", ['city']],
    ["(lower(name) = 'x'::text)", []],
    ['((a = 1) OR (b = 2))', []],
    ['(NOT (hashed SubPlan 1))', []],
  ])('%s', (condition, columns) => {
    expect(indexableColumns(condition, 'o')).toEqual(columns);
  });
});
