import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { undoable } from '../../../src/baseline/undo.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'undo-'));
});
afterEach(() => rm(folder, { recursive: true }));

const path = (name: string) => join(folder, name);

test('what stood there comes back, and what was new goes', async () => {
  await writeFile(path('old'), 'before');
  const undo = await undoable([path('old'), path('new')], async () => {
    await writeFile(path('old'), 'after');
    await writeFile(path('new'), 'after');
  });
  expect(await undo()).toEqual([]);
  expect(await readdir(folder)).toEqual(['old']);
  expect(await readFile(path('old'), 'utf8')).toBe('before');
});

test('what somebody has written since is theirs', async () => {
  await writeFile(path('old'), 'before');
  const undo = await undoable([path('old'), path('new')], async () => {
    await writeFile(path('old'), 'after');
    await writeFile(path('new'), 'after');
  });
  await writeFile(path('old'), 'later');
  expect(await undo()).toEqual([path('old')]);
  expect(await readFile(path('old'), 'utf8')).toBe('later');
  expect(await readdir(folder)).toEqual(['old']);
});

test('a file that was not written stays as it was', async () => {
  await writeFile(path('old'), 'before');
  const undo = await undoable([path('old'), path('never')], async () => {});
  expect(await undo()).toEqual([]);
  expect(await readdir(folder)).toEqual(['old']);
});
