import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { baselineFiles } from '../../../src/baseline/files.ts';
import { openBaselines } from '../../../src/baseline/store.ts';
import { chooseBaseline } from '../../../src/editor/choose-baseline.ts';
import type { Dialog } from '../../../src/editor/questions.ts';
import { anEndpoint, measured } from '../../support/profiles.ts';
import { scriptedDialog } from './scripted-dialog.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'choose-'));
});
afterEach(() => rm(root, { recursive: true }));

const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
const save = (path: string) => openBaselines(root).save(measured({ endpoint: anEndpoint({ path }) }));

/** What is offered; the person turns away. */
async function offered(file: string, isItself: boolean): Promise<string[]> {
  let labels: string[] = [];
  const dialog: Dialog = {
    ...scriptedDialog([]),
    pick: async (_, choices) => {
      labels = choices.map(({ label }) => label);
      return undefined;
    },
  };
  expect(await chooseBaseline(dialog, file, isItself)).toBeNull();
  return labels;
}

test('a result may be compared with its baseline, with what that was in earlier commits, and with any other', async () => {
  const file = await save('/users');
  await save('/orders');
  git('init', '-q');
  git('add', '.');
  git('commit', '-m', 'Save baselines');
  const commit = git('rev-parse', '--short', 'HEAD').trim();
  expect(await offered(file, false)).toEqual(['The saved baseline', `As of commit ${commit}`, 'Another baseline…']);
  expect(await offered(file, true)).toEqual([`As of commit ${commit}`, 'Another baseline…']);
});

test('the one that was chosen is read', async () => {
  const file = await save('/users');
  await save('/orders');
  git('init', '-q');
  git('add', '.');
  git('commit', '-m', 'Save baselines');
  const commit = git('rev-parse', '--short', 'HEAD').trim();
  const choose = (...answers: string[]) => chooseBaseline(scriptedDialog(answers), file, false);
  expect(await choose('The saved baseline')).toMatchObject({ title: 'users.GET.json', baseline: { path: '/users' } });
  expect(await choose(`As of commit ${commit}`)).toMatchObject({
    title: `users.GET.json at ${commit}`,
    baseline: { path: '/users' },
  });
  expect(await choose('Another baseline…', 'orders.GET.json')).toMatchObject({ baseline: { path: '/orders' } });
});

test('where there is nothing to compare with, that is said', async () => {
  const file = await save('/users');
  await expect(chooseBaseline(scriptedDialog([]), file, true)).rejects.toThrow('There is nothing to compare it with');
});

test('files are listed by name, and none where there is no folder', async () => {
  expect(await baselineFiles(join(root, 'none'))).toEqual([]);
  await mkdir(join(root, 'one'));
  expect(await baselineFiles(join(root, 'one'))).toEqual([]);
});
