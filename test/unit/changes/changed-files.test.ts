import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changedLines, changesSince } from '../../../src/changes/changed-files.ts';

let root: string;
const api = () => join(root, 'api');

const git = (...words: string[]) =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...words], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();

function write(file: string, text: string) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}
function commit(message: string) {
  git('add', '-A');
  git('commit', '-qm', message);
}

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'changes-')));
  git('init', '-q', '-b', 'main');
  write('api/a.ts', '1\n2\n3\n4\n5\n');
  write('api/b.ts', 'b\n');
  write('api/gone.ts', 'gone\n');
  write('web/page.ts', 'page\n');
  commit('Begin');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('since the branch left: commits, what is staged, what is not, and what is new; nothing of the other branch', async () => {
  git('checkout', '-qb', 'topic');
  write('api/a.ts', '1\ntwo\n3\n5\nsix\n');
  commit('Change');
  git('checkout', '-q', 'main');
  write('api/other.ts', 'main went on\n');
  commit('Go on');
  git('checkout', '-q', 'topic');
  write('api/b.ts', 'staged\n');
  git('add', '-A');
  write('web/page.ts', 'not staged\n');
  git('mv', 'api/gone.ts', 'api/moved.ts');
  write('api/with a “name”\n.ts', 'new\n');

  const changes = await changesSince('main', api());
  expect(changes).toMatchObject({ ref: 'main', base: git('rev-parse', 'main~1'), prefix: 'api/' });
  expect(changes.files).toEqual(['a.ts', 'b.ts', 'gone.ts', 'moved.ts', 'with a “name”\n.ts']);
  expect(changes.outside).toEqual(['web/page.ts']);
  expect(await changedLines(changes, api(), 'a.ts')).toEqual([
    { first: 2, last: 2 },
    { first: 3, last: 4 },
    { first: 5, last: 5 },
  ]);
  expect(await changedLines(changes, api(), 'moved.ts')).toBeNull();
});

const problemOf = (ref: string, folder: string) => changesSince(ref, folder).catch((error) => error.problem);

test('a name that git does not know', async () => {
  expect(await problemOf('nowhere', api())).toMatchObject({ message: 'git knows no commit "nowhere".' });
  expect(await problemOf('--output=x', api())).toMatchObject({ message: expect.stringContaining('no commit') });
});

test('a branch without a common commit', async () => {
  git('checkout', '-q', '--orphan', 'apart');
  commit('Begin again');
  expect(await problemOf('main', api())).toMatchObject({ message: expect.stringContaining('no commit in common') });
});

test('a shallow clone: what a CI has to fetch', async () => {
  git('checkout', '-qb', 'topic');
  write('api/a.ts', 'changed\n');
  commit('Change');
  const clone = join(root, 'clone');
  git('clone', '-q', '--depth', '1', '--no-single-branch', `file://${root}`, clone);
  expect(await problemOf('origin/main', join(clone, 'api'))).toMatchObject({
    message: expect.stringContaining('shallow'),
    nextStep: expect.stringContaining('fetch-depth: 0'),
  });
  expect(await problemOf('v1', join(clone, 'api'))).toMatchObject({
    nextStep: expect.stringContaining('fetch-depth: 0'),
  });
});

test('a folder without git', async () => {
  rmSync(join(root, '.git'), { recursive: true });
  expect(await problemOf('main', api())).toMatchObject({ message: `git does not tell what has changed in ${api()}.` });
});
