import { describe, expect, test } from 'vitest';
import { endpointsIn, fitsFilter, type Row, rowsOf } from '../../../src/editor/endpoint-groups.ts';
import type { Endpoint } from '../../../src/model.ts';
import { anEndpoint } from '../../support/profiles.ts';

const endpoints = (...ids: string[]) =>
  ids.map((id, i) => {
    const [method, path] = id.split(' ') as [Endpoint['method'], string];
    return anEndpoint({ method, path, file: `${path.split('/')[1]}.ts`, line: 10 - i });
  });

/** `label: […]` for groups. */
const drawn = (rows: Row[]): unknown[] =>
  rows.map((row) => (row.kind === 'endpoint' ? row.label : { [row.label]: drawn(row.rows) }));

describe('by path', () => {
  test('a chain that forks nowhere is one group', () => {
    const rows = rowsOf(endpoints('GET /api/v1/orders', 'GET /api/v1/orders/{id}', 'GET /api/v1/users'), 'path');
    expect(drawn(rows)).toEqual([{ '/api/v1': [{ '/orders': ['GET', 'GET /{id}'] }, 'GET /users'] }]);
  });

  test('a path alone is a row, whatever its length; its methods stand side by side', () => {
    const rows = rowsOf(endpoints('GET /health/live', 'GET /items/{id}', 'PUT /items/{id}'), 'path');
    expect(drawn(rows)).toEqual(['GET /health/live', 'GET /items/{id}', 'PUT /items/{id}']);
  });

  test('of one path, what reads comes before what changes', () => {
    const rows = rowsOf(endpoints('DELETE /items', 'GET /items', 'POST /items', 'GET /a'), 'path');
    expect(drawn(rows)).toEqual(['GET /items', 'POST /items', 'DELETE /items', 'GET /a']);
  });

  test('the root is a row', () => {
    expect(drawn(rowsOf(endpoints('GET /', 'GET /a'), 'path'))).toEqual(['GET /', 'GET /a']);
  });

  test('nothing is lost, whatever the slashes', () => {
    const all = endpoints('GET /', 'GET /a/', 'GET /a', 'GET /a/b', 'GET /a//b', 'GET /{x*}', 'GET /ab');
    const found = rowsOf(all, 'path').flatMap(endpointsIn);
    expect(new Set(found)).toEqual(new Set(all));
    expect(found).toHaveLength(all.length);
  });
});

test('by file, in the order of the lines', () => {
  const rows = rowsOf(endpoints('GET /b/1', 'GET /a/1', 'GET /a/2'), 'file');
  expect(drawn(rows)).toEqual([{ 'a.ts': ['GET /a/2', 'GET /a/1'] }, { 'b.ts': ['GET /b/1'] }]);
});

describe('files that a side bar cannot show', () => {
  const inFiles = (...files: string[]) => files.map((file) => anEndpoint({ path: `/${file}`, file }));
  const long = 'packages/server/src/routes/administration';

  test('stand below the folders that they share', () => {
    const rows = rowsOf(inFiles(`${long}/a.ts`, `${long}/v2/b.ts`, `${long}/v2/c/d.ts`, 'web/e.ts'), 'file');
    const one = (file: string) => [`GET /${file}`];
    expect(drawn(rows)).toEqual([
      {
        [long]: [
          { 'a.ts': one(`${long}/a.ts`) },
          { v2: [{ 'b.ts': one(`${long}/v2/b.ts`) }, { 'c/d.ts': one(`${long}/v2/c/d.ts`) }] },
        ],
      },
      { 'web/e.ts': one('web/e.ts') },
    ]);
  });

  test('are all there, in groups with names of their own', () => {
    const files = Array.from({ length: 30 }, (_, i) => `${'abc'[i % 3]}/${'de'[i % 2]}/${i % 5 ? '' : 'x/'}${i}.ts`);
    const rows = rowsOf(inFiles(...files, 'top.ts', 'a.ts'), 'file');
    expect(rows.flatMap(endpointsIn)).toHaveLength(32);
    const names = (row: Row): string[] => (row.kind === 'group' ? [row.name, ...row.rows.flatMap(names)] : []);
    const all = rows.flatMap(names);
    expect(new Set(all).size).toBe(all.length);
  });
});

test('by framework', () => {
  const [one, two] = endpoints('GET /a', 'GET /b') as [Endpoint, Endpoint];
  const rows = rowsOf([{ ...one, framework: 'koa' }, two], 'framework');
  expect(drawn(rows)).toEqual([{ express: ['GET /b'] }, { koa: ['GET /a'] }]);
});

test('a filter wants each of its words, anywhere', () => {
  const [endpoint] = endpoints('GET /users/{id}') as [Endpoint];
  expect(fitsFilter(endpoint, 'get users')).toBe(true);
  expect(fitsFilter(endpoint, 'USERS.TS express')).toBe(true);
  expect(fitsFilter(endpoint, 'post users')).toBe(false);
  expect(fitsFilter(endpoint, '')).toBe(true);
});
