/** The commands that only read baseline files. Needs dist/ (npm run build). */

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { baselineOf } from '../../src/baseline/baseline.ts';
import { baselineFileName } from '../../src/baseline/file-name.ts';
import { thisMachine } from '../../src/baseline/machine.ts';
import { formatBaseline } from '../../src/baseline/text.ts';
import { measured } from '../support/profiles.ts';

let root: string;
const baselines = () => join(root, '.endpoint-profiler', 'baselines');

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cli-baselines-'));
  await mkdir(baselines(), { recursive: true });
  await writeFile(
    join(root, 'server.mjs'),
    `import express from 'express';\nconst app = express();\napp.get('/users', (request, response) => response.json([]));\n`,
  );
});
afterEach(() => rm(root, { recursive: true }));

async function save(path: string, slowerBy = 1, name = baselineFileName({ method: 'GET', path })): Promise<void> {
  const { endpoint, summary, ...rest } = measured();
  const figures = Object.fromEntries(
    Object.entries(summary).map(([key, value]) => [key, key.endsWith('Ms') ? (value as number) * slowerBy : value]),
  );
  const rounds = summary.rounds.map((round) => ({
    ...round,
    p50Ms: round.p50Ms * slowerBy,
    p95Ms: round.p95Ms * slowerBy,
  }));
  const profile = { ...rest, endpoint: { ...endpoint, path }, summary: { ...summary, ...figures, rounds } };
  await writeFile(join(baselines(), name), formatBaseline(baselineOf(profile, thisMachine(), 'a1b2c3d')));
}

const cli = (...words: string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
    const options = { cwd: root, env: { ...process.env, NO_COLOR: '1' } };
    execFile(process.execPath, [resolve('dist/cli.js'), 'baseline', ...words], options, (error, stdout, stderr) =>
      done({ code: (error?.code as number | undefined) ?? 0, stdout, stderr }),
    );
  });

test('list: a line an endpoint; what cannot be read is told of beside the others', async () => {
  await save('/users');
  await save('/orders');
  await writeFile(join(baselines(), 'broken.GET.json'), '{ "version": 2,');
  const { code, stdout, stderr } = await cli('list');
  expect(stdout).toMatch(/^endpoint +p50 +p95 .*\n\n?GET \/orders +.*a1b2c3d *\n\n?GET \/users/);
  expect(stderr).toContain('broken.GET.json');
  expect(stderr).toContain(`2 baselines in ${baselines()}\n`);
  expect(code).toBe(2);
});

test('list where there are none', async () => {
  expect(await cli('list')).toEqual({ code: 0, stdout: '', stderr: `0 baselines in ${baselines()}\n` });
});

test('prune names what is gone, and removes it only when told to', async () => {
  await save('/users');
  await save('/orders');
  const asked = await cli('prune');
  expect(asked).toMatchObject({ code: 0, stdout: `GET /orders  ${join(baselines(), 'orders.GET.json')}\n` });
  expect(asked.stderr).toContain('Nothing was removed: --yes does it.');
  expect(await readdir(baselines())).toHaveLength(2);

  expect(await cli('prune', '--yes')).toMatchObject({ code: 0, stderr: 'Removed 1 baseline.\n' });
  expect(await readdir(baselines())).toEqual(['users.GET.json']);
});

test('prune in a folder without endpoints calls nothing gone', async () => {
  await save('/users');
  await rm(join(root, 'server.mjs'));
  expect(await cli('prune', '--yes')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('No endpoint was found'),
  });
  expect(await readdir(baselines())).toHaveLength(1);
});

test('compare: the figures of both, the verdict, and an exit code that tells a regression', async () => {
  await save('/users');
  await save('/users', 3, 'now.json');
  const [was, now] = ['users.GET.json', 'now.json'].map((name) => join('.endpoint-profiler', 'baselines', name));
  const slower = await cli('compare', was!, now!);
  expect(slower.stdout).toMatch(/users\.GET\.json .*\n\n?now\.json /);
  expect(slower.stdout).toMatch(/^HIGH · p\d+ 3\.00× slower$/m);
  expect(slower.code).toBe(1);
  expect(await cli('compare', was!, was!)).toMatchObject({ code: 0 });
  expect(await cli('compare', was!, 'nowhere.json')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('nowhere.json could not be read'),
  });
});
