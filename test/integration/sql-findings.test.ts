import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model.ts';
import { sqlFindings } from '../../src/sql/session.ts';
import { exampleFolder, profileSql, startExample } from '../support/sql-session.ts';

interface Sample {
  path?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
}

let example: Awaited<ReturnType<typeof startExample>>;
let samples: Record<string, Sample>;

beforeAll(async () => {
  example = await startExample();
  const config = JSON.parse(await readFile(join(exampleFolder, '.endpoint-profiler/config.json'), 'utf8'));
  samples = config.requests;
  return () => example.stop();
});

/** Of some requests sent one after the other, as the profiler sends them; a heartbeat goes on beside them. */
async function findingsOf(path: string): Promise<Finding[]> {
  const { path: parameters = {}, query, headers = {} } = samples[`GET ${path}`] ?? {};
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) => parameters[name]!);
  const url = `${example.address}${filled}?${new URLSearchParams(query)}`;
  return sqlFindings(await profileSql(example.session, async () => (await fetch(url, { headers })).arrayBuffer(), 5));
}

describe('What is found in the example', () => {
  test.each([
    ['/api/v1/orders/recent', 'n-plus-one', { severity: 'HIGH', title: 'One query runs 25 times a request' }],
    ['/api/v1/customers/{id}/orders', 'seq-scan-filter', { advice: expect.stringContaining('orders (customer_id') }],
    ['/api/v1/orders/items/search', 'seq-scan-filter', { advice: expect.stringContaining('(serial_number') }],
    ['/api/v1/reports/top-orders', 'sort-spill', { title: expect.stringMatching(/^Sort spills .* MB to disk$/) }],
  ])('GET %s: %s, and nothing else', async (path, rule, more) => {
    expect(await findingsOf(path)).toMatchObject([{ rule, ...more }]);
  });

  test.each([
    ...['/api/v1/orders/{id}', '/api/v1/orders/{id}/invoice', '/api/v1/orders/{id}/receipt'],
    ...['/api/v1/orders/{id}/shipping', '/api/v1/customers', '/api/v1/customers/{id}', '/api/v1/products'],
    ...['/api/v1/products/{id}', '/api/v1/products/{id}/paid', '/api/v1/products/export', '/api/v1/reports/daily'],
    ...['/admin/low-stock', '/admin/instances', '/health'],
  ])('GET %s: nothing', async (path) => {
    expect(await findingsOf(path)).toEqual([]);
  });
});
