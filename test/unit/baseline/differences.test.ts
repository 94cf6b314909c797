import { describe, expect, test } from 'vitest';
import { type Baseline, baselineOf } from '../../../src/baseline/baseline.ts';
import { conditionsDifference, machineDifference } from '../../../src/baseline/differences.ts';
import type { KeptQuery } from '../../../src/baseline/plans.ts';
import type { Machine, RequestShape } from '../../../src/model.ts';
import { aMachine, measured } from '../../support/profiles.ts';

const then = baselineOf(measured(), aMachine, 'a1b2c3d');
const request: RequestShape = then.request!;

describe('of machines', () => {
  const against = (now: Partial<Machine>) => machineDifference({ ...aMachine, ...now }, aMachine);

  test.each<[Partial<Machine>, string]>([
    [{ cpu: 'Other' }, "the baseline's processor is Example 9000, this one is Other"],
    [{ cores: 2 }, 'the baseline was measured with 8 cores, this machine has 2'],
    [{ os: 'darwin 25.1' }, 'the baseline was measured on linux 6.1, this result on darwin 25.1'],
    [{ container: true }, 'this result was measured in a container, the baseline outside of one'],
  ])('%o', (now, words) => {
    expect(against(now)).toBe(words);
  });

  test.each<Partial<Machine>>([{}, { os: 'linux 6.2' }, { node: 'v26.0.0' }, { memoryBytes: 32e9 }])(
    '%o is none',
    (now) => {
      expect(against(now)).toBeNull();
    },
  );

  test('an older baseline does not tell of containers', () => {
    expect(machineDifference({ ...aMachine, container: true }, { ...aMachine, container: null })).toBeNull();
  });
});

describe('of conditions', () => {
  const against = (now: Partial<Baseline>, before: Partial<Baseline> = {}) =>
    conditionsDifference({ ...then, ...now }, { ...then, ...before });

  test('the same are none', () => {
    expect(against({})).toBeNull();
  });

  test.each<[string, Partial<Baseline['load']>]>([
    ['share of a mix', { mix: { share: 0.25, endpoints: 4 } }],
    ['number of connections', { connections: 50 }],
    ['load profile', { name: 'peak' }],
    ['model', { model: 'open' }],
    ['rate', { ratePerS: 200 }],
    ['way to the database', { tap: 'none' }],
  ])('another %s', (_, load) => {
    expect(against({ load: { ...then.load, ...load } })).toContain('baseline');
  });

  test.each<[Partial<RequestShape>, string]>([
    [{ method: 'HEAD' }, "the baseline's request was a GET, this one is a HEAD"],
    [{ query: ['limit'] }, "this request has the query parameter limit, the baseline's had not"],
    [{ headers: ['authorization'] }, "this request has the header authorization, the baseline's had not"],
    [{ contentType: 'text/plain' }, "the baseline's request had no content type, this one has text/plain"],
    [{ bodyBytesUpTo: 256 }, "this request has a body, the baseline's had none"],
  ])('another request: %o', (now, words) => {
    expect(against({ request: { ...request, ...now } })).toBe(words);
  });

  test('a body that is a little larger is none, one that is much larger is', () => {
    const sized = (bodyBytesUpTo: number) => ({ request: { ...request, bodyBytesUpTo } });
    expect(against(sized(1024), sized(256))).toBeNull();
    expect(against(sized(4096), sized(256))).toContain('up to 256 bytes');
  });

  test.each([
    ['node 24.1.0', 'node 24.9.3', false],
    ['node 24.1.0', 'node 22.1.0', true],
    ['node 24.1.0', 'bun 24.1.0', true],
    ['python 3.12.1', 'python 3.12.9', false],
    ['python 3.12.1', 'python 3.13.1', true],
    [null, 'node 22.1.0', false],
  ])('a server on %s after one on %s: %s', (now, before, differs) => {
    expect(against({ serverRuntime: now }, { serverRuntime: before }) !== null).toBe(differs);
  });

  test('what an older baseline does not tell is let pass', () => {
    const untold = { request: null, serverRuntime: null, handlerHash: null, bodyBytes: null, queries: null };
    expect(against({}, untold)).toBeNull();
  });
});

describe('of the volume of data', () => {
  const query: KeptQuery = {
    fingerprint: 'f1',
    text: 'SELECT id FROM orders',
    attribution: 'constant',
    callsPerRequest: 1,
    msPerCall: 2,
    rowsPerCall: 50,
    plan: { type: 'Seq Scan', relation: 'orders', index: null, rows: 2_000, selfMs: 2, children: [] },
  };
  const withQuery = (now: Partial<KeptQuery>): Partial<Baseline> => ({ queries: [{ ...query, ...now }] });
  const against = (now: Partial<Baseline>, before: Partial<Baseline> = withQuery({})) =>
    conditionsDifference({ ...then, ...now }, { ...then, ...before });

  test('the same statement returns twice as many rows', () => {
    const words = '100 rows come of SELECT id FROM orders, in the baseline 50';
    expect(against(withQuery({ rowsPerCall: 100 }))).toBe(words);
  });

  test('the same plan goes through ten times as many rows', () => {
    const words = '20000 rows come of Seq Scan on orders, in the baseline 2000';
    expect(against(withQuery({ plan: { ...query.plan!, rows: 20_000 } }))).toBe(words);
  });

  test.each<[string, Partial<KeptQuery>]>([
    ['a few rows more', { rowsPerCall: 60 }],
    ['another statement', { fingerprint: 'f2', rowsPerCall: 1_000 }],
    ['more calls of it', { callsPerRequest: 25 }],
    ['one that was seen by chance', { attribution: 'varying', rowsPerCall: 1_000 }],
    ['another plan', { plan: { ...query.plan!, type: 'Index Scan', index: 'orders_pkey', rows: 40_000 } }],
  ])('%s is none', (_, now) => {
    expect(against(withQuery(now))).toBeNull();
  });

  test('without statements the answers tell', () => {
    const sized = (bodyBytes: number) => ({ queries: null, bodyBytes });
    expect(against(sized(5_000), sized(2_000))).toBe("the answers have 5000 bytes, the baseline's had 2000");
    expect(against(sized(900), sized(300))).toBeNull();
    expect(against(sized(5_000), sized(4_000))).toBeNull();
  });

  test('of a handler that has changed it tells nothing', () => {
    expect(against({ ...withQuery({ rowsPerCall: 100 }), handlerHash: 'another' })).toBeNull();
  });
});
