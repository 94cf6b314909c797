import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PlanNode } from '../../../src/model.ts';
import { loadParser } from '../../../src/sql/parser.ts';
import { readPlan } from '../../../src/sql/plan.ts';
import { candidatesFor } from '../../../src/sql/proof/candidates.ts';
import { buildHindrance } from '../../../src/sql/proof/guards.ts';
import { indexName } from '../../../src/sql/proof/names.ts';
import type { ColumnFacts, TableFacts } from '../../../src/sql/proof/tables.ts';
import { indexWishes } from '../../../src/sql/proof/wishes.ts';

beforeAll(loadParser);

const column = (overrides: Partial<ColumnFacts> = {}): ColumnFacts => ({
  ...{ isSortable: true, isText: false, isBoolean: false, bytes: 4, distinct: 1_000, nullShare: 0, commonShares: null },
  ...overrides,
});

const orders: TableFacts = {
  ...{
    oid: 16_400,
    name: 'orders',
    bareName: 'orders',
    kind: 'r',
    isPartition: false,
    rows: 200_000,
    bytes: 16_000_000,
  },
  ...{ isOwned: true, database: 'shop', takenNames: ['orders', 'orders_pkey'] },
  columns: {
    id: column({ distinct: 200_000 }),
    customer_id: column({ distinct: 20_000 }),
    region: column({ isText: true, distinct: 4 }),
    status: column({ isText: true, distinct: 3, commonShares: { done: 0.97, open: 0.02, lost: 0.01 } }),
    urgent: column({ isBoolean: true, distinct: 2, commonShares: { f: 0.95, t: 0.05 } }),
    deleted_at: column({ nullShare: 0.99 }),
    created_at: column(),
    note: column({ isText: true, bytes: 4_000 }),
    tags: column({ isSortable: false }),
  },
  indexes: [{ columns: ['id'], orders: [''] }],
};

const raw = (node: object, ...children: object[]) => ({
  ...{ 'Plan Rows': 10, 'Actual Rows': 10, 'Actual Loops': 1, 'Actual Total Time': 20 },
  ...node,
  Plans: children,
});

const scan = (filter: string | null, more: object = {}) =>
  raw({
    ...{ 'Node Type': 'Seq Scan', 'Relation Name': 'orders', Alias: 'orders', 'Rows Removed by Filter': 199_990 },
    ...(filter === null ? {} : { Filter: filter }),
    ...more,
  });

const planOf = (node: object): PlanNode => readPlan([{ Plan: node }]).root;

function definitions(node: object, facts: Partial<TableFacts> = {}, constants: string[] = ['open', 'done']): string[] {
  const tables = new Map([['orders', { ...orders, ...facts }]]);
  return candidatesFor(indexWishes(planOf(node)), tables, new Set(constants)).map(
    ({ ddl }) => ddl.split(' ON orders ')[1]!,
  );
}

describe('From a filter', () => {
  test.each([
    [
      'equality comes before a range',
      '((created_at > $1) AND (customer_id = $2))',
      ['(customer_id, created_at)', '(customer_id)'],
    ],
    ['more different values come first', '((region = $1) AND (customer_id = $2))', ['(customer_id, region)']],
    ['of several ranges one counts', '((created_at > $1) AND (id > $2))', ['(created_at)']],
    ['a list counts as an equality', '(customer_id = ANY ($1))', ['(customer_id)']],
    ['a cast of a text is none', "((region)::text = 'x'::text)", ['(region)']],
    ['a number compared as a text has no use of an index', "((customer_id)::text = 'x'::text)", []],
    ['an expression is no column', '(lower(region) = $1)', []],
    ['what may hold instead is no condition', '((region = $1) OR (customer_id = $2))', []],
    ['inequality finds nothing', '(region <> $1)', []],
    ['LIKE is left out', '(region ~~ $1)', []],
    ['a wide column is left out', '((note = $1) AND (customer_id = $2))', ['(customer_id)']],
    ['a type without an order is left out', '((tags = $1) AND (customer_id = $2))', ['(customer_id)']],
  ])('%s', (_rule, filter, expected) => {
    expect(definitions(scan(filter))).toEqual(expected);
  });
});

describe('A partial index', () => {
  test.each([
    [
      'serves a rare constant',
      "((status = 'open'::text) AND (customer_id = $1))",
      [`(customer_id) WHERE status = 'open'`, '(customer_id, status)'],
    ],
    ['a rare boolean', '(urgent AND (customer_id = $1))', ['(customer_id) WHERE urgent', '(customer_id, urgent)']],
    [
      'is not made for a frequent constant',
      "((status = 'done'::text) AND (customer_id = $1))",
      ['(customer_id, status)'],
    ],
    ['nor for a frequent boolean', '((NOT urgent) AND (customer_id = $1))', ['(customer_id, urgent)']],
    ['nor for most rows', '((deleted_at IS NULL) AND (customer_id = $1))', ['(customer_id, deleted_at)']],
    ['nor where no other column is left', "(status = 'open'::text)", ['(status)']],
    ['nor for a parameter', '((status = $1) AND (customer_id = $2))', ['(customer_id, status)']],
  ])('%s', (_rule, filter, expected) => {
    expect(definitions(scan(filter))).toEqual(expected);
  });

  test('is not made for a value that only a parameter had', () => {
    const filter = "((status = 'open'::text) AND (customer_id = $1))";
    expect(definitions(scan(filter), {}, [])).toEqual(['(customer_id, status)']);
  });
});

describe('From a sort', () => {
  const sorted = (key: string, filter: string | null) =>
    raw({ 'Node Type': 'Limit' }, raw({ 'Node Type': 'Sort', 'Sort Key': key.split(', ') }, scan(filter)));

  test.each([
    [
      'its columns follow those of equalities',
      'created_at',
      '(customer_id = $1)',
      ['(customer_id, created_at)', '(customer_id)'],
    ],
    [
      'one direction is read backwards',
      'created_at DESC, id DESC',
      '(customer_id = $1)',
      ['(customer_id, created_at, id)', '(customer_id)'],
    ],
    [
      'two directions are written down',
      'created_at DESC, id',
      '(customer_id = $1)',
      ['(customer_id, created_at DESC, id)', '(customer_id)'],
    ],
    ['so are NULLs in an unusual place', 'created_at DESC NULLS LAST', null, ['(created_at DESC NULLS LAST)']],
    [
      'a column with one value has no order',
      'customer_id, created_at',
      '(customer_id = $1)',
      ['(customer_id, created_at)', '(customer_id)'],
    ],
    ['behind a list there is no order', 'created_at', '(customer_id = ANY ($1))', ['(customer_id)']],
    ['an expression cannot be had in order', 'lower(region)', null, []],
  ])('%s', (_rule, key, filter, expected) => {
    expect(definitions(sorted(key, filter))).toEqual(expected);
  });

  test('of all rows, without a limit, an index is no help', () => {
    expect(definitions(raw({ 'Node Type': 'Sort', 'Sort Key': ['created_at'] }, scan(null)))).toEqual([]);
  });

  test('above an aggregate the order is that of its groups', () => {
    const groups = raw({ 'Node Type': 'Aggregate', Strategy: 'Hashed' }, scan('(customer_id = $1)'));
    const plan = raw({ 'Node Type': 'Limit' }, raw({ 'Node Type': 'Sort', 'Sort Key': ['created_at'] }, groups));
    expect(definitions(plan)).toEqual(['(customer_id)']);
  });
});

describe('From a join', () => {
  const customers = raw({
    'Node Type': 'Index Scan',
    'Relation Name': 'customers',
    Alias: 'c',
    'Parent Relationship': 'Outer',
  });
  const inner = scan(null, {
    'Parent Relationship': 'Inner',
    Alias: 'o',
    'Actual Loops': 10,
    'Rows Removed by Filter': 0,
  });

  test('the column of a table that is read again and again', () => {
    const join = raw({ 'Node Type': 'Nested Loop', 'Join Filter': '(o.customer_id = c.id)' }, customers, inner);
    expect(definitions(join)).toEqual(['(customer_id)']);
  });

  test('the column of a large table that few rows match, whichever side is hashed', () => {
    const large = { ...inner, 'Actual Loops': 1, 'Actual Rows': 200_000, 'Parent Relationship': 'Outer' };
    const join = (few: number) =>
      raw(
        { 'Node Type': 'Hash Join', 'Hash Cond': '(o.customer_id = c.id)' },
        large,
        raw({ 'Node Type': 'Hash', 'Parent Relationship': 'Inner', 'Actual Rows': few }, customers),
      );
    expect(definitions(join(10))).toEqual(['(customer_id)']);
    expect(definitions(join(100_000))).toEqual([]);
  });
});

describe('Nothing is proposed', () => {
  const filter = '((customer_id = $1) AND (created_at > $2))';

  test.each([
    ['that an index has already', [{ columns: ['customer_id', 'created_at'], orders: ['', ''] }], []],
    ['that a longer index leads with', [{ columns: ['customer_id', 'created_at', 'id'], orders: ['', '', ''] }], []],
    ['that one has in the other direction', [{ columns: ['customer_id', 'created_at'], orders: ['', ' DESC'] }], []],
    ['but what one has only a part of', [{ columns: ['customer_id'], orders: [''] }], ['(customer_id, created_at)']],
    [
      'but what one has in another order',
      [{ columns: ['created_at', 'customer_id'], orders: ['', ''] }],
      ['(customer_id, created_at)', '(customer_id)'],
    ],
    [
      'but what one has behind an expression',
      [{ columns: [null, 'customer_id'], orders: ['', ''] }],
      ['(customer_id, created_at)', '(customer_id)'],
    ],
  ])('%s', (_rule, indexes, expected) => {
    expect(definitions(scan(filter), { indexes })).toEqual(expected);
  });

  test.each<[string, object, Partial<TableFacts>]>([
    ['where most rows are wanted', scan(filter, { 'Actual Rows': 150_000, 'Rows Removed by Filter': 50_000 }), {}],
    ['for a partitioned table', scan(filter), { kind: 'p' }],
    ['for a partition', scan(filter), { isPartition: true }],
    ['for a view', scan(filter), { kind: 'm' }],
    ['for a foreign table', scan(filter), { kind: 'f' }],
  ])('%s', (_case, node, facts) => {
    expect(definitions(node, facts)).toEqual([]);
  });

  test('more than three times a statement', () => {
    const twice = raw(
      { 'Node Type': 'Append' },
      scan(filter),
      scan('((region = $1) AND (id > $2))'),
      scan('(status = $1)'),
    );
    expect(definitions(twice, { indexes: [] })).toHaveLength(3);
  });
});

describe('The name of an index', () => {
  test('is the one that PostgreSQL would give', () => {
    expect(indexName('orders', ['customer_id', 'created_at'], new Set())).toBe('orders_customer_id_created_at_idx');
    expect(indexName('orders', ['id'], new Set(['orders_id_idx', 'orders_id_idx1']))).toBe('orders_id_idx2');
  });

  test('fits, is free, and is the same each time', () => {
    const words = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 80 })
      .filter((word) => !word.includes('\uFFFD'));
    fc.assert(
      fc.property(words, fc.array(words, { minLength: 1, maxLength: 4 }), (table, columns) => {
        const taken = new Set<string>();
        for (let round = 0; round < 12; round++) {
          const name = indexName(table, columns, taken);
          expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
          expect(taken).not.toContain(name);
          expect(name).not.toContain('\uFFFD');
          expect(indexName(table, columns, taken)).toBe(name);
          taken.add(name);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('An index is not built, not even to be rolled back,', () => {
  const quiet = { isStandby: false, hasEventTriggers: false, longestTransactionS: null as number | null };
  const hindrance = (facts: Partial<TableFacts>, state: Partial<typeof quiet> = {}) =>
    buildHindrance({ query: async () => ({ rows: [{ ...quiet, ...state }] }) } as never, { ...orders, ...facts });

  test('unless nothing speaks against it', async () => {
    expect(await hindrance({}, { longestTransactionS: 2 })).toBe(null);
  });

  test.each<[string, Partial<TableFacts>, Partial<typeof quiet>, RegExp]>([
    ['on many rows', { rows: 5_000_001 }, {}, /has 5,000,001 rows/],
    ['on a large table', { bytes: 3e9 }, {}, /larger than 2 GB/],
    ['on somebody else’s table', { isOwned: false }, {}, /belongs to another role/],
    ['on a standby', {}, { isStandby: true }, /standby/],
    ['where triggers would notice', {}, { hasEventTriggers: true }, /event triggers/],
    ['while a long transaction uses the table', {}, { longestTransactionS: 12.4 }, /open for 12 s/],
  ])('%s', async (_case, facts, state, reason) => {
    expect(await hindrance(facts, state)).toMatch(reason);
  });
});
