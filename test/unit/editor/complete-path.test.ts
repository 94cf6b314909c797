import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCompletions } from '../../../src/config/completions.ts';
import { openConfig } from '../../../src/config/file.ts';
import { askPath, checkPath } from '../../../src/editor/complete-path.ts';
import type { UnresolvedEndpoint } from '../../../src/model.ts';
import { scriptedDialog } from './scripted-dialog.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'complete-'));
});
afterEach(() => rm(root, { recursive: true }));

const open: UnresolvedEndpoint = {
  method: 'GET',
  missing: 'prefix',
  path: '/users/{id}',
  reason: 'Its value is not known before the program runs.',
  at: { file: 'src/app.ts', line: 7 },
  key: 'src/users.ts',
  framework: 'express',
  file: 'src/users.ts',
  line: 3,
  endLine: 3,
  parameters: [],
};

async function answer(text: string | undefined, about = open) {
  const dialog = scriptedDialog([text]);
  const place = await askPath(dialog, openConfig(root, {}), about, [about, { ...about, method: 'PUT' }]);
  return { dialog, place, completions: await readCompletions(root) };
}

test('the reason is told, and what one answer completes', async () => {
  const { dialog, place, completions } = await answer('/api/v1');
  expect(dialog.asked).toEqual([
    'GET …/users/{id} · completes 2 endpoints\nWhat stands before /users/{id} when a client calls it? Its value is not known before the program runs. (src/app.ts:7)',
  ]);
  expect(place).toBe('routes.prefixes["src/users.ts"]');
  expect(completions.prefixes).toEqual({ 'src/users.ts': '/api/v1' });
});

test.each([
  ['/api/', '/api'],
  ['/', '/'],
  ['/api/users/{id}', '/api'],
  ['api/v1', '/api/v1'],
])('%s is the prefix %s', async (text, prefix) => {
  expect((await answer(text)).completions.prefixes).toEqual({ 'src/users.ts': prefix });
});

test('a whole path is kept by its place', async () => {
  const { place, completions } = await answer('/api/hook', {
    ...open,
    missing: 'path',
    path: '/api',
    key: 'src/a.ts:9',
  });
  expect(place).toBe('routes.paths["src/a.ts:9"]');
  expect(completions.paths).toEqual({ 'src/a.ts:9': '/api/hook' });
});

test('who turns away leaves no file', async () => {
  expect((await answer(undefined)).place).toBeNull();
  await expect(readFile(join(root, '.endpoint-profiler', 'config.json'))).rejects.toThrow();
});

test('what is no path is said at once', () => {
  expect(checkPath('/api/v1')).toBeNull();
  for (const wrong of ['', ' ', '/a b', '/a?b', '/users/:id', 'http://localhost/a'])
    expect(checkPath(wrong)).toEqual(expect.any(String));
});
