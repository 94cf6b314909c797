/** Profiles the example with the built command line: are its faults found, and nothing else? Needs dist/ (npm run build). */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, test } from 'vitest';
import { startDatabase } from '../../examples/orders-api/database/start.ts';
import { copyExample } from '../../scripts/example.mjs';
import { freePort } from '../../scripts/free-port.mjs';
import type { Finding, QueryProfile, Recommendation } from '../../src/model.ts';
import { checksumOf, type DatabaseChecksum } from '../support/database-checksum.ts';

interface Printed {
  endpoint: { method: string; path: string };
  findings: Finding[];
  queries: QueryProfile[];
}

const faulty: [path: string, rule: string, title: RegExp][] = [
  ['/api/v1/orders/recent', 'n-plus-one', /^One query runs 25 times a request$/],
  ['/api/v1/customers/{id}/orders', 'seq-scan-filter', /^Reads all of orders to keep \d+ rows$/],
  ['/api/v1/orders/items/search', 'seq-scan-filter', /^Reads all of order_items to keep 1 row$/],
  ['/api/v1/reports/top-orders', 'sort-spill', /^Sort spills [\d.]+ MB to disk$/],
  ['/api/v1/products/{id}/paid', 'cold-start', /^The first call is slow/],
  ['/api/v1/orders/{id}/shipping', 'error-rate', /^3 % of the requests fail$/],
  ['/api/v1/products/export', 'uncompressed-body', /^\d+ kB are sent uncompressed$/],
];
const healthy = ['orders/{id}', 'orders/{id}/invoice', 'orders/{id}/receipt', 'customers', 'customers/{id}', 'products']
  .concat('products/{id}', 'reports/daily')
  .map((path) => `/api/v1/${path}`);

const profiles = new Map<string, Printed>();
let recommendations: Recommendation[];
let before: DatabaseChecksum;
let after: DatabaseChecksum;

beforeAll(async () => {
  const database = await startDatabase();
  const workspace = await copyExample({ databaseUrl: database.url, serverPort: await freePort() });
  try {
    before = await checksumOf(database.url);
    const selectors = [...faulty.map(([path]) => path), ...healthy].map((path) => `GET ${path}`);
    const words = ['run', workspace.folder, ...selectors, '--duration', '0.6', '--format', 'json'];
    const run = spawn(process.execPath, [resolve('dist/cli.js'), ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    const [printed, told] = await Promise.all([text(run.stdout), text(run.stderr), once(run, 'exit')]);
    if (run.exitCode !== 0) throw new Error(told);
    const report = JSON.parse(printed);
    for (const profile of report.profiles as Printed[]) profiles.set(profile.endpoint.path, profile);
    recommendations = report.recommendations;
    after = await checksumOf(database.url);
  } finally {
    workspace.dispose();
    await database.stop();
  }
}, 120_000);

describe('Each fault is found with its cause', () => {
  test.each(faulty)('GET %s: %s', (path, rule, title) => {
    const { findings } = profiles.get(path)!;
    expect(findings.filter(isOfTheCode)).toMatchObject([{ rule, title: expect.stringMatching(title) }]);
  });
});

describe('A fault that an index cures has the index proven, at least 20 times faster', () => {
  test.each([
    ['/api/v1/customers/{id}/orders', 'CREATE INDEX orders_customer_id_idx ON orders (customer_id)'],
    ['/api/v1/orders/items/search', 'CREATE INDEX order_items_serial_number_idx ON order_items (serial_number)'],
  ])('GET %s: %s', (path, ddl) => {
    const { queries, findings } = profiles.get(path)!;
    const [proof] = queries.flatMap(({ proofs }) => proofs).filter(({ state }) => state !== 'no-gain');
    expect(proof).toMatchObject({ state: 'proven', ddl });
    expect(proof?.state === 'proven' && proof.factor).toBeGreaterThanOrEqual(20);
    expect(findings[0]!.advice).toContain(`Create an index: ${ddl} (`);
  });
});

describe('What is recommended is what an expert would say, the missed targets first', () => {
  test('each cure once, with the endpoint that it helps', () => {
    const said = recommendations.filter(isCertain).map(({ kind, evidence }) => `${kind} ${evidence[0]!.endpoint}`);
    expect(said.toSorted()).toEqual([
      'add-index GET /api/v1/customers/{id}/orders',
      'add-index GET /api/v1/orders/items/search',
      'ask-once GET /api/v1/orders/recent',
      'compress GET /api/v1/products/export',
      'fix-errors GET /api/v1/orders/{id}/shipping',
      'improve-statement GET /api/v1/reports/top-orders',
      'warm-up GET /api/v1/products/{id}/paid',
    ]);
  });

  test('errors that miss their target come before what is slow, and that before what is only large or cold', () => {
    const kinds = recommendations.map(({ kind }) => kind);
    expect(kinds[0]).toBe('fix-errors');
    expect(kinds.slice(1, 5).toSorted()).toEqual(['add-index', 'add-index', 'ask-once', 'improve-statement']);
    expect(kinds.slice(5)).toEqual(expect.arrayContaining(['compress', 'warm-up']));
  });
});

test.each(healthy)('GET %s has no finding, and no index is proposed', (path) => {
  const { findings, queries } = profiles.get(path)!;
  expect(findings.filter(isOfTheCode)).toEqual([]);
  expect(queries.flatMap(({ proofs }) => proofs)).toEqual([]);
});

test('Profiling has changed nothing in the database, although it built indexes', () => {
  // The API itself writes there that it lives.
  const { instances: _, ...unchanged } = before;
  const { instances: __, ...left } = after;
  expect(left).toEqual(unchanged);
});

/** On a busy machine some requests really are slow, whatever the code does. */
const isOfTheCode = ({ rule }: Finding): boolean => rule !== 'slow-tail';

/** A busy machine makes any endpoint slow now and then, and leaves no time to ask a slow one whether it has changed. */
const isCertain = ({ kind, title }: Recommendation): boolean =>
  !['slow-tail', 'shorten-queue', 'cache-answer'].includes(kind) && !title.startsWith('Have connections ready');
