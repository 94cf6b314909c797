import { describe, expect, it } from 'vitest';
import type { MeasuredProfile, Profile, TargetResult } from '../../../src/model.ts';
import { reportSections } from '../../../src/report/performance-report/index.ts';
import type { Section } from '../../../src/report/performance-report/section.ts';
import { at, faultless, found, query, withQueries } from '../../support/facts.ts';
import { loadProfiles } from '../../support/load-profiles.ts';
import { measured, profiles } from '../../support/profiles.ts';
import { searchWithSql, withAverages } from '../../support/sql-profiles.ts';

const machine = {
  cpu: 'Example 9000',
  cores: 8,
  memoryBytes: 16e9,
  os: 'linux 6.1',
  node: 'v24.1.0',
  container: false,
};
const reported = (...shown: Profile[]): Section[] =>
  reportSections({
    ...{ title: 'orders-api', writtenAt: '2025-11-19T09:15:00.000Z', commit: 'a1b2c3d4e5f6', machine },
    profiles: shown,
  });
const titles = (...shown: Profile[]) => reported(...shown).map(({ title }) => title);
const of = (title: string, ...shown: Profile[]): Section => {
  const section = reported(...shown).find((one) => one.title === title);
  if (!section) throw new Error(`No section ${title} among ${titles(...shown)}`);
  return section;
};
const rows = (title: string, ...shown: Profile[]) => of(title, ...shown).tables.flatMap((table) => table.rows);

const everything = [...Object.values(profiles), ...Object.values(loadProfiles), searchWithSql, withAverages];

it('has its sections in a fixed order', () => {
  expect(titles(...everything)).toEqual([
    'Targets',
    'Endpoints',
    'Classes',
    'Cold start',
    'Scaling',
    'Errors',
    'Slow SQL',
    'Caching and compression',
    'Against the baseline',
    'Recommendations',
    'Not measured',
    'Conditions',
  ]);
});

it('leaves out what there is nothing to say of, and says so where a reader looks for it', () => {
  expect(titles(faultless({ http: null }))).toEqual([
    ...['Targets', 'Endpoints', 'Classes', 'Errors', 'Slow SQL', 'Against the baseline', 'Recommendations'],
    'Conditions',
  ]);
  expect(titles(profiles.failed)).toEqual(['Targets', 'Not measured', 'Conditions']);
  expect(of('Targets', faultless()).intro).toMatch(/^None are set/);
  expect(of('Errors', faultless()).intro).toBe('None of 3,400 steady requests failed.');
  expect(of('Slow SQL', faultless()).intro).toBe('No statement takes 1 ms a request or more.');
  expect(of('Against the baseline', faultless()).intro).toMatch(/^No baseline is saved/);
  expect(of('Recommendations', faultless()).intro).toMatch(/^None/);
});

it('every row has a cell for each column, and no cell is a slip of the program', () => {
  for (const { title, intro, tables, items } of reported(...everything)) {
    for (const { columns, rows: cells } of tables) for (const row of cells) expect(row).toHaveLength(columns.length);
    expect(intro || tables.length > 0 || items.length > 0, title).toBeTruthy();
    const text = JSON.stringify({ intro, tables, items });
    expect(text).not.toMatch(/undefined|NaN|\[object|Infinity/);
  }
});

describe('Targets', () => {
  const result = (target: TargetResult['target'], limit: number, actual: number, met: boolean): TargetResult => ({
    ...{ target, limit, actual, met, selector: null },
  });
  const meeting = faultless({ ...at('/met'), targets: [result('p95Ms', 200, 8, true)] });
  const missing = faultless({
    ...at('/missed'),
    targets: [result('p95Ms', 5, 8, false), result('rps', 900, 1_133, true)],
  });

  it('stand with what was measured before the limit, those first that miss one', () => {
    expect(of('Targets', meeting, missing).intro).toMatch(/^1 endpoint of 2 meets all targets\./);
    expect(rows('Targets', meeting, missing)).toEqual([
      ['GET /missed', 'missed: p95', '8.00 ms / 5.00 ms', '1,133/s / 900/s'],
      ['GET /met', 'met', '8.00 ms / 200 ms', '–'],
    ]);
  });
});

describe('Endpoints', () => {
  it('are those that were measured, the slowest first, each verdict with its interval', () => {
    const [first, second] = rows('Endpoints', profiles.failed, profiles.slower, profiles.muchSlower);
    expect(first![0]).toBe('GET /api/report');
    expect(second!.slice(0, 2)).toEqual(['GET /api/orders/recent', expect.stringMatching(/^4\.\d+ ms$/)]);
    expect(second!.at(-1)).toMatch(/^MEDIUM, p95 1\.\d+× \(1\.\d+ to 1\.\d+\)$/);
  });
});

describe('Cold start', () => {
  it('tells the server’s start with its spread, and the endpoints’ own', () => {
    const section = of('Cold start', loadProfiles.restarts);
    expect(section.intro).toBe('The server was ready 412 ms after its start, 398–455 ms in 5 starts.');
    expect(section.tables[0]!.rows).toEqual([
      ['GET /api/restarts', 'first call', '96.6 ms', '21×', '91.0–120 ms in 5 starts'],
      ['GET /api/restarts', 'new connections', '27.1 ms', '5.90×', '19.0–44.0 ms on 10 sockets'],
    ]);
  });
});

describe('Scaling', () => {
  it('has each step with the knee marked, and the law in words', () => {
    const section = of('Scaling', loadProfiles.sweep, profiles.slower);
    expect(section.tables).toHaveLength(1);
    expect(section.tables[0]!.rows.filter((row) => row.at(-1) === 'knee').map(([users]) => users)).toEqual(['16']);
    expect(section.items[0]!.lines.join(' ')).toContain('of the work waits for its turn');
  });
});

describe('Errors', () => {
  it('are counted by what was answered, with the first', () => {
    expect(rows('Errors', profiles.failingSometimes, profiles.fine)).toEqual([
      ['GET /api/search', '860', '25', '2.9 %', '503 × 25', '503 Service Unavailable'],
    ]);
  });

  it('those without an answer too', () => {
    const profile = faultless();
    const summary = { ...profile.summary, errors: 3, statusCodes: { '200': 3_397 } };
    expect(rows('Errors', { ...profile, summary })[0]!.slice(4)).toEqual(['none × 3', '–']);
  });
});

describe('Slow SQL', () => {
  it('has the dearest statements first, and each index once with its DDL and its gain', () => {
    const section = of('Slow SQL', searchWithSql, measured());
    const [first] = section.tables[0]!.rows;
    expect(first!.at(-1)).toBe('SELECT name FROM customers WHERE id = $1');
    const [proven] = section.items;
    expect(proven!.title).toBe('Index proven: 69.7 ms → 0.050 ms (1,394× faster)');
    expect(proven!.code).toEqual([
      {
        language: 'sql',
        text: 'CREATE INDEX orders_customer_id_created_at_idx ON orders (customer_id, created_at DESC);',
      },
    ]);
    expect(section.items.filter(({ title }) => title === proven!.title)).toHaveLength(1);
    expect(section.tables[1]!.caption).toContain('pg_stat_statements');
  });

  it('says why there is none', () => {
    expect(of('Slow SQL', profiles.noBaseline).intro).toContain('No database is configured');
  });
});

describe('Caching and compression', () => {
  it('has what the answers say, and what they weigh', () => {
    expect(rows('Caching and compression', loadProfiles.burst, faultless())).toEqual([
      [
        ...['GET /api/burst', 'public, max-age=60', 'ETag works: 304 in 0.812 ms'],
        ...['94 % hits, 3,208 of 3,412 answers', '182 kB', 'br 18.0 kB'],
      ],
      [
        ...['GET /api/orders/recent', '–', 'not possible: neither ETag nor Last-Modified was sent'],
        ...['none named', '1.84 kB', 'no'],
      ],
    ]);
  });
});

describe('Against the baseline', () => {
  it('has both sides, the worst first, and what changed in the SQL', () => {
    const compared: MeasuredProfile = { ...searchWithSql, verdict: profiles.slower.verdict };
    const section = of('Against the baseline', profiles.fine, compared, profiles.failingSometimes);
    expect(section.tables[0]!.rows.map(([endpoint]) => endpoint)).toEqual([
      'GET /api/orders/search',
      'GET /api/customers/{id}',
    ]);
    expect(section.tables[0]!.rows[0]!.at(-1)).toBe('the baseline of 18 Nov 2025, commit a1b2c3d');
    const lines = section.items.flatMap((item) => [item.title, ...item.lines]);
    expect(lines).toContain('Not compared: the baseline was measured on another machine.');
    expect(lines).toContain('No longer sent: SELECT id, name FROM customers WHERE id = ANY($1)');
    expect(lines.join('\n')).toContain('Index Scan using orders_customer_id_idx → Seq Scan on orders');
  });
});

describe('Recommendations', () => {
  it('have their priority, what they save, what to do, and each figure with its endpoint', () => {
    const loop = query({ msPerRequest: 3, callsPerRequest: { min: 25, median: 25, max: 25 } });
    const profile = faultless({
      sql: withQueries([loop], 4),
      findings: [found('n-plus-one', 'HIGH', { impactMs: 2.9, fingerprint: loop.fingerprint })],
    });
    expect(of('Recommendations', profile).items).toEqual([
      {
        title: 'HIGH, up to 2.90 ms a request: Ask once instead of 25 times: SELECT name FROM customers WHERE id = $1',
        lines: [
          'Advice of n-plus-one.',
          'GET /api/orders/recent: 25 calls take 3.00 ms of the 4.00 ms that a request takes alone',
        ],
        code: [],
      },
    ]);
  });
});

describe('Recommendations for many endpoints', () => {
  it('name the dearest, and say how many more there are', () => {
    const failing = Array.from({ length: 40 }, (_, index) =>
      faultless({ ...at(`/${index}`), findings: [found('uncompressed-body')] }),
    );
    const [first] = of('Recommendations', ...failing).items;
    expect(first!.lines).toHaveLength(10);
    expect(first!.lines.at(-1)).toBe('And 32 more measurements of the same.');
  });
});

describe('Not measured', () => {
  it('names what to do about each', () => {
    expect(rows('Not measured', profiles.failed, profiles.needsSample, profiles.needsConsent, profiles.fine)).toEqual([
      ['GET /api/stock', 'failed: The server did not answer within 30 s.', expect.stringContaining('Look at its log')],
      ['GET /api/orders/{id}', 'needs a sample value for id', expect.stringContaining('"requests"')],
      ['DELETE /api/orders/{id}', 'may change data and waits for your consent', expect.stringContaining('"allow"')],
    ]);
  });
});

describe('Conditions', () => {
  it('are one paragraph: machine, commit, loads, tap, generator, calibration', () => {
    const { intro, tables, items } = of('Conditions', loadProfiles.sweep, profiles.slower, {
      ...profiles.fine,
      calibration: { workMs: 1.84, spreadShare: 0.06, times: 5 },
    });
    expect([tables, items]).toEqual([[], []]);
    for (const part of [
      ...['at commit a1b2c3d on Example 9000 with 8 cores and 16.0 GB of memory, linux 6.1, Node v24.1.0'],
      ...[
        'Load of 2 endpoints: closed loop, 10 connections, 6 rounds × 0.5 s.',
        'Load of 1 endpoint: sweep, 1 to 64 users',
      ],
      ...['passed a tap', 'busy 31 % of the time at most', 'took 1.84 ms, with a spread of 6 % at most'],
    ])
      expect(intro).toContain(part);
  });
});
