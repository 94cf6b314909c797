// Baseline files as teams have them: in git, and written by several windows.

import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBaselines } from '../../src/baseline/store.ts';
import type { MeasuredProfile } from '../../src/model.ts';
import { anEndpoint, measured, measuredLike, recorded } from '../support/profiles.ts';
import { customersById, recentOrders } from '../support/queries.ts';

let root: string;
const folder = () => join(root, '.endpoint-profiler', 'baselines');

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'endpoint-profiler-git-'));
});
afterEach(() => rm(root, { recursive: true }));

function git(...words: string[]): string {
  const person = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', [...person, ...words], { cwd: root, encoding: 'utf8', stdio: 'pipe' });
}

function commitAll(subject: string): void {
  git('add', '-A');
  git('commit', '-q', '-m', subject);
}

const save = (profile: MeasuredProfile) => openBaselines(root).save(profile);
const slower = (overrides: Partial<MeasuredProfile> = {}) =>
  measuredLike({ medianMs: 9, spread: 0.5, count: 2_000, seed: 3 }, null, {
    measuredAt: '2025-11-20T08:00:00.000Z',
    sql: recorded([{ ...recentOrders, msPerCall: { min: 2, median: 3, max: 4 } }, customersById]),
    ...overrides,
  });

describe('in git', () => {
  beforeEach(async () => {
    git('init', '-q');
    await writeFile(join(root, 'server.js'), 'listen();\n');
    commitAll('Start');
  });

  test('two branches that save different endpoints merge cleanly', async () => {
    git('switch', '-q', '-c', 'orders');
    await save(measured());
    commitAll('Save orders');
    git('switch', '-q', '-c', 'report', 'main');
    const report = anEndpoint({ path: '/api/report' });
    await save(slower({ endpoint: report }));
    commitAll('Save the report');

    git('merge', '-q', '--no-edit', 'orders');

    expect(git('status', '--porcelain')).toBe('');
    const stored = await openBaselines(root).list();
    expect(stored.map(({ state }) => state)).toEqual(['read', 'read']);
  });

  test('the same result, saved again, changes nothing', async () => {
    await save(measured());
    commitAll('Save orders');
    // The commit is a part of it: it says which code was measured.
    git('switch', '-q', '--detach', 'HEAD~1');
    git('checkout', '-q', 'main', '--', '.');
    await save(measured());
    expect(git('diff', 'main')).toBe('');
  });

  test('another measurement of the same endpoint differs only where it was measured', async () => {
    await save(measured());
    git('add', '-A');
    await save(slower());

    const before = git('show', ':./.endpoint-profiler/baselines/api.orders.recent.GET.json');
    const after = await readFile(join(folder(), 'api.orders.recent.GET.json'), 'utf8');
    const [was, is] = [JSON.parse(before), JSON.parse(after)];
    const different = Object.keys(is).filter((key) => JSON.stringify(is[key]) !== JSON.stringify(was[key]));
    expect(different).toEqual(['savedAt', 'summary', 'rounds', 'histogram', 'queries']);
    expect(Object.keys(is)).toEqual(Object.keys(was));
    const withoutTimes = (queries: object[]) => queries.map((query) => ({ ...query, msPerCall: null }));
    expect(withoutTimes(is.queries)).toEqual(withoutTimes(was.queries));
  });

  test('the histogram is one line', async () => {
    const file = await save(measured());
    const lines = (await readFile(file, 'utf8')).split('\n');
    expect(lines.filter((line) => line.includes('"histogram"'))).toEqual([
      expect.stringMatching(/^ {2}"histogram": "HIST[\w+/=]+",$/),
    ]);
  });

  test('where both branches saved the same endpoint, git asks which it is to be, and no file is a mixture', async () => {
    await save(measured());
    commitAll('Save orders');
    git('switch', '-q', '-c', 'slow');
    await save(slower());
    commitAll('Save orders on a slow day');
    const theirs = await readFile(join(folder(), 'api.orders.recent.GET.json'), 'utf8');
    git('switch', '-q', 'main');
    await save(measuredLike({ medianMs: 2, spread: 0.2, count: 700 }, null));
    commitAll('Save orders on a fast day');
    const ours = await readFile(join(folder(), 'api.orders.recent.GET.json'), 'utf8');

    expect(() => git('merge', 'slow')).toThrow();
    expect(await readFile(join(folder(), 'api.orders.recent.GET.json'), 'utf8')).toBe(ours);

    git('checkout', '-q', '--theirs', '.endpoint-profiler');
    commitAll('Merge');
    expect(await readFile(join(folder(), 'api.orders.recent.GET.json'), 'utf8')).toBe(theirs);
  });

  test('a file with the markers of another kind of merge says so', async () => {
    const file = await save(measured());
    await rm(join(folder(), '.gitattributes'));
    commitAll('Save orders');
    git('switch', '-q', '-c', 'slow');
    await save(slower());
    await rm(join(folder(), '.gitattributes'));
    commitAll('Save orders on a slow day');
    git('switch', '-q', 'main');
    await save(measuredLike({ medianMs: 2, spread: 0.2, count: 700 }, null));
    await rm(join(folder(), '.gitattributes'));
    commitAll('Save orders on a fast day');
    expect(() => git('merge', 'slow')).toThrow();

    const [stored] = await openBaselines(root).list();
    expect(stored).toMatchObject({ file, state: 'unusable' });
    const { message } = (stored as { problem: { message: string } }).problem;
    expect(message).toMatch(/recent\.GET\.json:\d+:1: this baseline has conflict markers of a merge\.$/);
  });
});

describe('of several windows at once', () => {
  const window = (seed: number, ...paths: string[]) =>
    promisify(execFile)(process.execPath, [
      join(import.meta.dirname, '..', 'support', 'save-baselines.ts'),
      ...[root, '15', String(seed), ...paths],
    ]);

  test('that save different endpoints and the same one, none is lost and none is a mixture', async () => {
    await Promise.all([window(1, '/a', '/both'), window(2, '/b', '/both')]);

    const stored = await openBaselines(root).list();
    expect(stored.map(({ state }) => state)).toEqual(['read', 'read', 'read']);
    const [a, b, both] = await Promise.all(stored.map(({ file }) => readFile(file, 'utf8')));
    const ofBoth = (text: string) => text.replace(/"path": "\/[ab]"/, '"path": "/both"');
    expect([ofBoth(a!), ofBoth(b!)]).toContain(both);
    expect(await readdir(folder())).toEqual(['.gitattributes', 'a.GET.json', 'b.GET.json', 'both.GET.json']);
  });
});
