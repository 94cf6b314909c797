import { expect, test } from 'vitest';
import { averagesBetween, openStatistics, type StatementCount, slowestOf } from '../../../src/sql/statements.ts';

const count = (id: string | null, calls: number, totalMs: number, text: string | null = `SELECT ${id} FROM t`) =>
  ({ id, text, calls, totalMs }) satisfies StatementCount;

test('the slowest come by time in total, and their share is of all that the database ran', async () => {
  const hidden = count(null, 5, 50, null);
  const slowest = await slowestOf([count('a', 10, 20), count('b', 2, 30), hidden]);
  expect(slowest).toEqual([
    { text: 'SELECT b FROM t', calls: 2, meanMs: 15, totalMs: 30, share: 0.3 },
    { text: 'SELECT a FROM t', calls: 10, meanMs: 2, totalMs: 20, share: 0.2 },
  ]);
});

test('no more than ten', async () => {
  const counts = Array.from({ length: 30 }, (_, id) => count(`c${id}`, 1, id));
  expect((await slowestOf(counts)).map(({ totalMs }) => totalMs)).toEqual([29, 28, 27, 26, 25, 24, 23, 22, 21, 20]);
});

test('no value is shown: neither of statements that the database keeps as they are, nor of one it had forgotten', async () => {
  const slowest = await slowestOf([
    count('a', 1, 9, "ALTER ROLE app PASSWORD 'secret'"),
    count('b', 1, 8, "EXPLAIN SELECT * FROM t WHERE name = 'secret'"),
    count('c', 1, 7, "/* who */ SELECT * FROM t WHERE name = 'secret'"),
  ]);
  expect(slowest.map(({ text }) => text)).toEqual(['/* who */ SELECT * FROM t WHERE name = $1']);
});

test('averages are what was added between two readings, for each request', async () => {
  const before = [count('a', 100, 1000), count('b', 3, 30), count('gone', 7, 70)];
  const after = [count('a', 116, 1008), count('b', 3, 30), count('new', 8, 40)];
  expect(await averagesBetween(before, after, 8)).toEqual([
    { text: 'SELECT new FROM t', callsPerRequest: 1, msPerCall: 5 },
    { text: 'SELECT a FROM t', callsPerRequest: 2, msPerCall: 0.5 },
  ]);
});

test('a statement whose count began anew in between is left out', async () => {
  expect(await averagesBetween([count('a', 100, 1000)], [count('a', 8, 16)], 8)).toEqual([]);
});

test.each(['postgres://app@db.example.com/shop', 'mysql://localhost/shop'])('%s is not asked', (url) => {
  expect(openStatistics(url, '.', () => {})).toBeNull();
});
