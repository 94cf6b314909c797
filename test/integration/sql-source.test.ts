import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import type { QueryProfile } from '../../src/model.ts';
import { openLocations } from '../../src/sql/source/locations.ts';
import { exampleFolder, openSession, profileSql, startExample } from '../support/sql-session.ts';

const preloadPath = join(import.meta.dirname, '../../src/sql/source/preload.ts');
const nodeOptions = '--max-http-header-size=20000';

let example: Awaited<ReturnType<typeof startExample>>;

beforeAll(async () => {
  example = await startExample({ locate: { preloadPath, root: exampleFolder, nodeOptions } });
  return () => example.stop();
});

async function queriesOf(method: string, path: string, body?: object): Promise<QueryProfile[]> {
  const headers = { authorization: 'Bearer demo-token', 'content-type': 'application/json' };
  const { queries } = await profileSql(example.session, async () => {
    const response = await fetch(example.address + path, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    expect(response.ok).toBe(true);
    await response.arrayBuffer();
  });
  return queries.filter(({ attribution }) => attribution === 'constant');
}

const newOrder = { customerId: 1, productId: 1, quantity: 1 };

test.each([
  ['GET', '/health', { 'src/db.ts': 1 }],
  ['GET', '/api/v1/orders/recent', { 'src/routes/orders.ts': 2 }],
  ['GET', '/api/v1/orders/1', { 'src/routes/orders.ts': 1 }],
  ['GET', '/api/v1/orders/1/invoice', { 'src/routes/orders.ts': 1 }],
  ['POST', '/api/v1/orders', { 'src/db.ts': 2, 'src/routes/orders.ts': 4 }, newOrder],
  ['GET', '/api/v1/customers', { 'src/routes/customers.ts': 1 }],
  ['GET', '/api/v1/customers/1/orders', { 'src/routes/customers.ts': 1 }],
  ['GET', '/api/v1/products/1', { 'src/routes/products.ts': 1 }],
  ['GET', '/api/v1/reports/daily', { 'src/routes/reports.ts': 1 }],
  ['GET', '/admin/low-stock', { 'src/routes/admin.ts': 1 }],
])('%s %s: each statement leads to the line that sends it', async (method, path, statements, body = undefined) => {
  const queries = await queriesOf(method, path, body);
  const files = Map.groupBy(queries, ({ source }) => source?.file);
  expect(Object.fromEntries([...files].map(([file, sent]) => [file, sent.length]))).toEqual(statements);
  for (const { text, source } of queries) {
    const code = (await readFile(join(exampleFolder, source!.file), 'utf8')).split('\n');
    expect(code[source!.line - 1]).toMatch(/query\(/);
    const [beginning = ''] = text.split(/\n|\$\d/);
    expect(code.slice(source!.line - 1, source!.line + 1).join('\n')).toContain(beginning);
  }
});

test('What NODE_OPTIONS said before is kept; what the server told is removed in the end', async () => {
  const locations = await openLocations({ preloadPath: '/with a space/"quote"\\preload.js', root: '/', nodeOptions });
  expect(locations.env.NODE_OPTIONS).toBe(`${nodeOptions} --require "/with a space/\\"quote\\"\\\\preload.js"`);
  const folder = dirname(locations.env.ENDPOINT_PROFILER_PLACES!);
  expect(existsSync(folder)).toBe(true);
  await locations.dispose();
  expect(existsSync(folder)).toBe(false);
});

test('Unless it is asked for, the server’s NODE_OPTIONS are not touched', async () => {
  const plain = await openSession(example.databaseUrl);
  onTestFinished(() => plain.dispose());
  expect(Object.keys(plain.env)).toEqual(['DB']);
});
