import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../src/config/file.ts';
import { targetsFor, unusedSelectors } from '../../../src/config/targets.ts';
import { anEndpoint } from '../../support/profiles.ts';

const parse = (targets: object) => parseConfig(JSON.stringify({ targets }, null, 2), 'config.json', {}).targets;
const recent = anEndpoint({ method: 'GET', path: '/api/orders/recent', file: 'src/orders.ts', line: 40, endLine: 60 });

/** `figure limit selector` of each. */
const holdFor = (targets: object, endpoint = recent) =>
  targetsFor(endpoint, parse(targets)).map(({ target, limit, selector }) => `${target} ${limit} ${selector}`);

describe('targets', () => {
  test('none are set', () => {
    expect(holdFor({})).toEqual([]);
  });

  test('of all endpoints', () => {
    expect(holdFor({ rps: 500, p50Ms: 20, p95Ms: 200, p99Ms: 500, errorRate: 0 })).toEqual([
      'p50Ms 20 null',
      'p95Ms 200 null',
      'p99Ms 500 null',
      'errorRate 0 null',
      'rps 500 null',
    ]);
  });

  test('a selector takes the place of the figures that it sets, and of no other', () => {
    const targets = { p95Ms: 200, p99Ms: 500, endpoints: { 'GET /api/orders/**': { p95Ms: 900, rps: 10 } } };
    expect(holdFor(targets)).toEqual(['p95Ms 900 GET /api/orders/**', 'p99Ms 500 null', 'rps 10 GET /api/orders/**']);
    expect(holdFor(targets, anEndpoint({ path: '/health' }))).toEqual(['p95Ms 200 null', 'p99Ms 500 null']);
  });

  test.each([
    ['/**', '/api/**'],
    ['/api/orders/*', '/api/orders/recent'],
    ['/api/orders/recent', 'GET /api/orders/recent'],
    ['/api/orders/*', 'GET /api/orders/*'],
    ['GET /api/**', '/api/orders/*'],
    ['GET /api/orders/recent', 'src/orders.ts:42'],
  ])('%s gives way to %s, in whichever order they stand', (general, exact) => {
    const [one, other] = [{ [general]: { p95Ms: 1 } }, { [exact]: { p95Ms: 2 } }];
    for (const endpoints of [
      { ...one, ...other },
      { ...other, ...one },
    ])
      expect(holdFor({ endpoints })).toEqual([`p95Ms 2 ${exact}`]);
  });

  test('each figure is the most exact selector’s that sets it', () => {
    const endpoints = { '/**': { p99Ms: 1, p95Ms: 1 }, '/api/**': { p95Ms: 2 }, '/other': { p95Ms: 3 } };
    expect(holdFor({ endpoints })).toEqual(['p95Ms 2 /api/**', 'p99Ms 1 /**']);
  });

  test('a selector that fits no endpoint is known', () => {
    const endpoints = { '/api/**': {}, 'POST /api/orders/recent': {}, 'src/orders.ts:61': {} };
    expect(unusedSelectors(parse({ endpoints }), [recent])).toEqual(['POST /api/orders/recent', 'src/orders.ts:61']);
  });
});

describe('what is wrong', () => {
  test.each(['users', 'GET users', 'get /users', 'GTE /users', '', 'src/users.ts'])(
    'the selector %j is named with its place',
    (selector) => {
      expect(() => parse({ endpoints: { [selector]: { p95Ms: 1 } } })).toThrow(
        /^config\.json:4:.*: it names no endpoints/,
      );
    },
  );

  test.each([
    [{ p95: 200 }, 'targets: Unrecognized key: "p95"'],
    [{ endpoints: { '/a': { p95: 200 } } }, 'targets.endpoints./a: Unrecognized key: "p95"'],
    [{ p95Ms: '200' }, 'targets.p95Ms'],
    [{ errorRate: 5 }, 'targets.errorRate'],
    [{ rps: 0 }, 'targets.rps'],
  ])('%j', (targets, words) => {
    expect(() => parse(targets)).toThrow(words);
  });
});
