import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AttributedQuery } from '../../../src/sql/attribution.ts';
import type { CapturedStatement } from '../../../src/sql/tap/protocol.ts';
import { waterfallOf } from '../../../src/sql/waterfall.ts';

const probe = (startMonotonicMs: number, latencyMs: number) => ({
  startMonotonicMs,
  endMonotonicMs: startMonotonicMs + latencyMs,
});

const call = (startMs: number, busyMs: number, overrides: Partial<CapturedStatement> = {}): CapturedStatement => ({
  ...{ connection: 1, protocol: 'extended', text: '', parameterTypes: [], parameters: [], searchPath: null },
  ...{ startMs, endMs: startMs + busyMs, busyMs, rows: 1, error: null, transaction: 'none' },
  ...overrides,
});

const query = (fingerprint: string, ...calls: CapturedStatement[]): AttributedQuery => ({
  profile: { fingerprint } as AttributedQuery['profile'],
  calls,
});

test('Shows the probe of median latency, without the first, in the order of its statements', () => {
  // Latencies 90 (cold), 30, 10, 20: the typical one is the last.
  const probes = [probe(0, 90), probe(100, 30), probe(200, 10), probe(300, 20)];
  const first = query('a', ...[0, 100, 200, 300].map((at) => call(at + 6, 4, { rows: 7, transaction: 'open' })));
  const second = query('b', ...[0, 100, 200, 300].map((at) => call(at + 2, 1)));
  expect(waterfallOf([first, second], probes)).toEqual({
    probeMs: 20,
    databaseMs: 5,
    statements: [
      { fingerprint: 'b', atMs: 2, durationMs: 1, rows: 1, inTransaction: false },
      { fingerprint: 'a', atMs: 6, durationMs: 4, rows: 7, inTransaction: true },
    ],
    leftOut: 0,
  });
});

test('Time in the database is counted once where statements overlap, and up to the answer', () => {
  const probes = [probe(0, 10), probe(100, 10), probe(200, 10)];
  const calls = [call(101, 4), call(102, 1), call(103, 4), call(109, 5), call(112, 3)];
  expect(waterfallOf([query('a', ...calls)], probes)).toMatchObject({
    databaseMs: 7,
    statements: [{ atMs: 1 }, { atMs: 2 }, { atMs: 3 }, { atMs: 9 }, { atMs: 12 }],
  });
});

test('Time in the database is what a count of each millisecond would give, and part of the probe', () => {
  const intervals = fc.array(fc.tuple(fc.nat(60), fc.nat(30)), { minLength: 1 });
  fc.assert(
    fc.property(intervals, (spans) => {
      const covered = new Set(spans.flatMap(([at, length]) => Array.from({ length }, (_, ms) => at + ms)));
      const expected = [...covered].filter((ms) => ms < 50).length;
      const found = waterfallOf([query('a', ...spans.map(([at, length]) => call(at, length)))], [probe(0, 50)]);
      expect(found?.databaseMs).toBe(expected);
    }),
  );
});

test('Time of what may belong to something else is not counted beside what is certain', () => {
  const own = query('a', call(1, 2));
  own.profile.attribution = 'constant';
  const others = query('b', call(5, 3));
  others.profile.attribution = 'varying';
  expect(waterfallOf([own, others], [probe(0, 10)])).toMatchObject({ databaseMs: 2, statements: [{}, {}] });
  expect(waterfallOf([others], [probe(0, 10)])).toMatchObject({ databaseMs: 3 });
});

test('A request of very many statements shows the first of them and says how many more there were', () => {
  const calls = Array.from({ length: 700 }, (_, index) => call(index, 1));
  const { databaseMs, statements, leftOut } = waterfallOf([query('a', ...calls)], [probe(0, 1000)])!;
  expect({ databaseMs, shown: statements.length, leftOut }).toEqual({ databaseMs: 700, shown: 500, leftOut: 200 });
});

test('There is none without probes or without statements', () => {
  expect(waterfallOf([], [probe(0, 1)])).toBeNull();
  expect(waterfallOf([query('a', call(0, 1))], [])).toBeNull();
});
