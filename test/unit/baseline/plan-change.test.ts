import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { baselineOf } from '../../../src/baseline/baseline.ts';
import { parseBaseline } from '../../../src/baseline/parse.ts';
import { againstBaseline, changedSteps } from '../../../src/baseline/plan-change.ts';
import { planFindings } from '../../../src/baseline/plan-findings.ts';
import { type KeptQuery, keptQueries, type PlanShape, shapeOf } from '../../../src/baseline/plans.ts';
import { formatBaseline } from '../../../src/baseline/text.ts';
import { withoutConstants } from '../../../src/baseline/without-constants.ts';
import type { QueryProfile } from '../../../src/model.ts';
import { aMachine, measured, recorded } from '../../support/profiles.ts';
import { customersById, estimatedOnly, itemsOfOrder, node, recentOrders } from '../../support/queries.ts';

describe('what a baseline keeps of statements', () => {
  const text = formatBaseline(baselineOf(measured(), aMachine, null));

  test('the plan’s shape, and none of its conditions', () => {
    expect(parseBaseline(text, 'f').queries).toMatchObject([
      { fingerprint: customersById.fingerprint, callsPerRequest: 25, plan: { type: 'Index Scan', rows: 1 } },
      { fingerprint: recentOrders.fingerprint, plan: { type: 'Limit', children: [{ type: 'Sort' }] } },
    ]);
    expect(text).not.toMatch(/4711|1234/);
  });

  test('the same bytes, whichever statement was the slowest', () => {
    const turned = measured({ sql: recorded([recentOrders, customersById]) });
    expect(formatBaseline(baselineOf(measured({ sql: recorded([customersById, recentOrders]) }), aMachine, null))).toBe(
      formatBaseline(baselineOf(turned, aMachine, null)),
    );
  });

  test('a text that cannot be parsed is no fingerprint: its constants are taken out too', () => {
    const broken = { ...itemsOfOrder, fingerprint: "SELEKT 'geheim'", text: "SELEKT 'geheim'" };
    expect(JSON.stringify(keptQueries(recorded([broken])))).not.toContain('geheim');
  });
});

describe('constants', () => {
  test.each([
    ['SELECT name FROM customers WHERE id = $1', 'SELECT name FROM customers WHERE id = $1'],
    [
      "SELECT *\n  FROM t1 WHERE a = 'it''s' AND b IN (1, 2.5, .5, 1e-3)",
      'SELECT * FROM t1 WHERE a = ? AND b IN (?, ?, ?, ?)',
    ],
    ["SELECT E'a\\'b', N'c', $$d$$, $tag$e$$f$tag$, x'1F'", 'SELECT ?, ?, ?, ?, ?'],
    ['SELECT "a 1""b", c2 -- 42\n FROM d /* secret */ LIMIT 5', 'SELECT "a 1""b", c2 FROM d LIMIT ?'],
    ["SELECT 'open", 'SELECT ?'],
  ])('%s', (sql, expected) => {
    expect(withoutConstants(sql)).toBe(expected);
  });

  test('no value survives, however it is written', () => {
    const value = fc.string({ maxLength: 12 }).map((rest) => `sëcret${rest}`);
    const quoted = (text: string) =>
      fc.constantFrom(
        `'${text.replaceAll("'", "''")}'`,
        `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
        `$q$${text.replaceAll('$', '')}$q$`,
      );
    fc.assert(
      fc.property(value.chain(quoted), value.chain(quoted), (a, b) => {
        expect(withoutConstants(`SELECT ${a} , "c" FROM t WHERE d=${b} AND e = 12`)).toBe(
          'SELECT ? , "c" FROM t WHERE d=? AND e = ?',
        );
      }),
    );
  });
});

describe('plans against the baseline’s', () => {
  const indexScan = node('Index Scan', { relation: 'orders', index: 'orders_customer', actualRows: 11, selfMs: 0.04 });
  const seqScan = node('Seq Scan', { relation: 'orders', actualRows: 4_012, selfMs: 67 });
  const changes = (then: PlanShape, now: PlanShape) =>
    changedSteps(then, now).map(({ was, now }) => [was?.type ?? null, now?.type ?? null]);

  test('a table that is read in another way', () => {
    const [change, ...others] = changedSteps(
      shapeOf(node('Limit', { children: [indexScan] })),
      shapeOf(node('Limit', { children: [seqScan] })),
    );
    expect(change).toEqual({
      was: { type: 'Index Scan', relation: 'orders', index: 'orders_customer', rows: 11, selfMs: 0.04 },
      now: { type: 'Seq Scan', relation: 'orders', index: null, rows: 4_012, selfMs: 67 },
    });
    expect(others).toEqual([]);
  });

  test('another join, and a sort that was not needed before', () => {
    const customers = node('Seq Scan', { relation: 'customers' });
    const then = node('Nested Loop', { children: [indexScan, customers] });
    const now = node('Sort', { children: [node('Hash Left Join', { children: [customers, indexScan] })] });
    expect(changes(shapeOf(then), shapeOf(now))).toEqual([
      [null, 'Sort'],
      ['Nested Loop', 'Hash Left Join'],
    ]);
  });

  test('the same node with ten times the rows; a few more of few are nobody’s change', () => {
    const rows = (actualRows: number) => shapeOf({ ...indexScan, actualRows });
    expect(changes(rows(11), rows(4_012))).toEqual([['Index Scan', 'Index Scan']]);
    expect(changes(rows(4), rows(90))).toEqual([]);
    expect(changes(rows(1_000), rows(9_000))).toEqual([]);
  });

  test('rows of all loops count, and an estimate is not held against a measurement', () => {
    const looped = shapeOf({ ...indexScan, loops: 25 });
    expect(looped.rows).toBe(275);
    expect(changes(looped, shapeOf({ ...indexScan, plannedRows: 90_000, actualRows: null, selfMs: null }))).toEqual([]);
  });

  test('a plan has not changed against itself', () => {
    const plans: (depth: number) => fc.Arbitrary<PlanShape> = fc.memo((depth) =>
      fc.record({
        type: fc.constantFrom('Seq Scan', 'Index Scan', 'Sort', 'Hash Join', 'Nested Loop', 'HashAggregate'),
        relation: fc.constantFrom(null, 'orders', 'customers'),
        index: fc.constantFrom(null, 'a', 'b'),
        rows: fc.nat(),
        selfMs: fc.constantFrom(null, 0, 1.5),
        children: depth > 1 ? fc.array(plans(depth - 1), { maxLength: 3 }) : fc.constant([]),
      }),
    );
    fc.assert(
      fc.property(plans(4), (plan) => {
        expect(changedSteps(plan, plan)).toEqual([]);
      }),
    );
  });
});

describe('statements against the baseline’s', () => {
  const kept = (...queries: QueryProfile[]): KeptQuery[] => keptQueries(recorded(queries))!;
  const against = (now: QueryProfile[], then: KeptQuery[] | null) => {
    const sql = againstBaseline(recorded(now), then);
    if (sql.state !== 'recorded') throw new Error('It was recorded.');
    return sql;
  };

  test('without a baseline nothing is said', () => {
    const { queries, vanished } = against([recentOrders], null);
    expect([queries[0]!.before, vanished]).toEqual([null, []]);
  });

  test('one that is known, with calls and times', () => {
    const { before } = against([recentOrders], kept(recentOrders)).queries[0]!;
    const planMs = { was: expect.closeTo(69.7, 6), now: expect.closeTo(69.7, 6) };
    expect(before).toEqual({ state: 'known', callsPerRequest: 1, msPerCall: 0.6, planMs, steps: [] });
  });

  test('new and vanished ones', () => {
    const { queries, vanished } = against([recentOrders], kept(customersById));
    expect(queries[0]!.before).toEqual({ state: 'new' });
    expect(vanished).toEqual([
      { fingerprint: customersById.fingerprint, text: customersById.text, callsPerRequest: 25, msPerCall: 0.132 },
    ]);
  });

  test('what varies is called neither new nor vanished: it may come and go', () => {
    expect(against([itemsOfOrder], []).queries[0]!.before).toBeNull();
    expect(against([], kept(itemsOfOrder)).vanished).toEqual([]);
  });

  test('times of plans only where both were executed', () => {
    const executed = { ...recentOrders, fingerprint: estimatedOnly.fingerprint };
    expect(against([executed], kept(estimatedOnly)).queries[0]!.before).toMatchObject({ planMs: null });
    const refused = { ...itemsOfOrder, fingerprint: executed.fingerprint };
    expect(against([executed], kept(refused)).queries[0]!.before).toMatchObject({ planMs: null, steps: [] });
  });
});

describe('a plan that changed', () => {
  const known = { state: 'known', callsPerRequest: 1, msPerCall: 0.05, planMs: { was: 0.06, now: 69.7 } } as const;
  const step = { relation: 'orders', index: null, rows: 20, selfMs: 67 };
  const steps = [
    { was: { ...step, type: 'Index Scan', index: 'a' }, now: { ...step, type: 'Index Scan', index: 'b' } },
    { was: null, now: { ...step, type: 'Sort', relation: null } },
  ];
  const found = (query: QueryProfile) => planFindings(recorded([query]));

  test('is a reason where the statement takes longer', () => {
    expect(found({ ...recentOrders, msPerRequest: 69.7, before: { ...known, steps } })).toEqual([
      {
        rule: 'plan-changed',
        severity: 'HIGH',
        title: 'A statement is planned differently than in the baseline',
        why: 'Index Scan using b on orders took the place of Index Scan using a, and it takes 69.7 ms a request instead of 0.05 ms.',
        advice: 'See whether an index was dropped, the data has grown, or ANALYZE is due.',
        impactMs: expect.closeTo(69.65, 6),
        fingerprint: recentOrders.fingerprint,
      },
    ]);
  });

  test('is none where it does not, where the plan is the same, or where the statement varies', () => {
    const slow = { ...recentOrders, msPerRequest: 69.7 };
    expect(found({ ...recentOrders, msPerRequest: 0.06, before: { ...known, steps } })).toEqual([]);
    expect(found({ ...slow, before: { ...known, steps: [] } })).toEqual([]);
    expect(found({ ...slow, before: { ...known, steps }, attribution: 'varying' })).toEqual([]);
    expect(found({ ...slow, before: { state: 'new' } })).toEqual([]);
  });

  const wholeTable = { ...step, type: 'Seq Scan' };
  const [byIndex, byBitmap] = [
    [{ was: { ...step, type: 'Index Scan', index: 'orders_customer' }, now: wholeTable }],
    [
      { was: { ...step, type: 'Bitmap Heap Scan' }, now: wholeTable },
      { was: { ...step, type: 'Bitmap Index Scan', relation: null, index: 'orders_customer' }, now: null },
    ],
  ];
  const asFast = { ...recentOrders, msPerRequest: 0.05 };

  test.each([
    ['Index Scan using orders_customer', byIndex],
    ['Bitmap Heap Scan', byBitmap],
  ])('from an index to the whole table counts however fast it is: %s', (was, lost) => {
    expect(found({ ...asFast, before: { ...known, steps: lost } })).toMatchObject([
      {
        rule: 'plan-changed',
        severity: 'HIGH',
        title: `Plan changed: ${was} → Seq Scan on orders`,
        why: 'The index orders_customer is not used any more: all 400000 rows of orders are read, and it takes 0.05 ms a request instead of 0.05 ms.',
        impactMs: 0,
      },
    ]);
  });

  test('from an index to a whole table of a few rows is up to the database', () => {
    const root = node('Seq Scan', { relation: 'orders', actualRows: 1, rowsRemoved: 900 });
    const small = { ...asFast, plan: { ...recentOrders.plan, root } } as QueryProfile;
    expect(found({ ...small, before: { ...known, steps: byIndex } })).toEqual([]);
  });
});
