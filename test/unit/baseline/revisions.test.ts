import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { revisionsOf, textAt } from '../../../src/baseline/revisions.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'revisions-'));
  file = join(folder, 'users.$id.GET.json');
});
afterEach(() => rm(folder, { recursive: true }));

const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], { cwd: folder, stdio: 'pipe' });

async function commit(text: string, subject: string): Promise<void> {
  await writeFile(file, text);
  git('add', '.');
  git('commit', '-m', subject);
}

test('each commit that changed the file is one, newest first, with its text', async () => {
  git('init', '-q');
  await commit('first', 'Save a baseline');
  await writeFile(join(folder, 'other'), '');
  git('add', '.');
  git('commit', '-m', 'Something else');
  await commit('second', 'Accept | a slower one');
  const revisions = await revisionsOf(file);
  expect(revisions.map(({ subject }) => subject)).toEqual(['Accept | a slower one', 'Save a baseline']);
  expect(Date.parse(revisions[0]!.committedAt)).toBeGreaterThan(0);
  expect(await textAt(file, revisions[1]!.commit)).toBe('first');
});

test('outside a checkout there is none', async () => {
  await writeFile(file, 'first');
  expect(await revisionsOf(file)).toEqual([]);
  expect(await textAt(file, 'HEAD')).toBeNull();
});
