/** The README's snippets for CI, as far as they can be run without one. Needs dist/ (npm run build). */

import { execFile, execFileSync } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { load } from 'js-yaml';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { discardFolder, newCacheFolder } from '../../scripts/cache.mjs';
import { freePort } from '../../scripts/free-port.mjs';

/** Inside the checkout, where the API finds its express. */
let work: string;
const at = (...path: string[]) => join(work, ...path);

/** A repository whose branch makes an endpoint slower, a clone of it, and a stand-in for npm. */
beforeEach(async () => {
  work = newCacheFolder('work', 'ci');
  const port = await freePort();
  const server = { url: `http://127.0.0.1:${port}`, command: 'node server.mjs' };
  await write('origin/.endpoint-profiler/config.json', JSON.stringify({ server }));
  await write('origin/server.mjs', apiThatWaits(30, port));
  git('origin', 'init', '-q', '-b', 'main');
  commit('Begin');
  git('origin', 'checkout', '-qb', 'slower');
  await write('origin/server.mjs', apiThatWaits(150, port));
  commit('Wait longer');
  git('', 'clone', '-q', '--branch', 'slower', at('origin'), at('head'));
  // What `npm run build` makes of the profiler.
  await write('profiler/dist/cli.js', `require(${JSON.stringify(resolve('dist/cli.js'))});\n`);
  git('profiler', 'init', '-q');
  git('profiler', 'add', '-A');
  git('profiler', ...who, 'commit', '-qm', 'Build');
  await write('bin/npm', '#!/bin/sh\n');
  await chmod(at('bin/npm'), 0o755);
});
afterEach(() => discardFolder(work));

const apiThatWaits = (ms: number, port: number) => `import express from 'express';
const app = express();
app.get('/orders', (request, response) => setTimeout(() => response.json([]), ${ms}));
app.get('/users', (request, response) => response.json([]));
app.listen(${port}, '127.0.0.1');
`;

async function write(file: string, content: string): Promise<void> {
  await mkdir(dirname(at(file)), { recursive: true });
  await writeFile(at(file), content);
}

const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgSign=false'];
const git = (folder: string, ...words: string[]) => execFileSync('git', words, { cwd: at(folder), stdio: 'pipe' });

function commit(message: string): void {
  git('origin', 'add', '-A');
  git('origin', ...who, 'commit', '-qm', message);
}

async function snippet(marker: string): Promise<unknown> {
  const readme = await readFile('README.md', 'utf8');
  return load(readme.split(marker)[1]!.split('```yaml\n')[1]!.split('```')[0]!);
}

function bash(script: string, folder: string, env: Record<string, string>) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
    const options = {
      cwd: at(folder),
      env: {
        ...process.env,
        NO_COLOR: '1',
        ...env,
        PATH: `${at('bin')}:${dirname(process.execPath)}:${process.env.PATH}`,
      },
    };
    execFile('bash', ['-e', '-o', 'pipefail', '-c', script], options, (error, stdout, stderr) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}

test('GitHub Actions', async () => {
  interface Workflow {
    jobs: Record<string, { env: Record<string, string>; steps: { uses?: string; run?: string }[] }>;
  }
  const [job] = Object.values(((await snippet('In GitHub Actions:')) as Workflow).jobs);
  const filledIn = (text: string) =>
    text.replaceAll('${{ github.workspace }}', work).replaceAll('${{ github.base_ref }}', 'main');
  const env = Object.fromEntries(Object.entries(job!.env).map(([name, value]) => [name, filledIn(value)]));
  await write('summary.md', 'an earlier step\n');
  const results = [];
  for (const { run } of job!.steps)
    if (run) results.push(await bash(filledIn(run), '.', { ...env, GITHUB_STEP_SUMMARY: at('summary.md') }));
  const [, base, check] = results;
  expect(base).toMatchObject({ code: 0, stderr: expect.stringContaining('Saved 2 baselines') });
  expect(check!.stderr).toMatch(/^1 of 2 endpoints affected by what changed since origin\/main .*: server\.mjs\.\n/);
  expect(check!.stderr).toMatch(/failed +GET \/orders: HIGH/);
  expect(check!.code).toBe(1);
  expect(await readFile(at('summary.md'), 'utf8')).toMatch(/^an earlier step\n.*GET \/orders/s);
  expect(await readFile(at('head/report.html'), 'utf8')).toContain('embedded-report');
});

test('GitLab CI', async () => {
  type Pipeline = Record<string, { script: string[]; variables: Record<string, string | number> }>;
  const [job] = Object.values((await snippet('In GitLab CI:')) as Pipeline);
  expect(job!.variables).toMatchObject({ GIT_DEPTH: 0, BASE: '$CI_MERGE_REQUEST_DIFF_BASE_SHA' });
  const BASE = git('head', 'merge-base', 'origin/main', 'HEAD').toString().trim();
  const { code, stderr } = await bash(job!.script.join('\n'), 'head', {
    ...{ BASE, WORK: at('elsewhere') },
    ...{ GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: `url.${at('profiler')}.insteadOf` },
    GIT_CONFIG_VALUE_0: 'https://gitlab.com/OWNER/endpoint-profiler.git',
  });
  expect(stderr).toMatch(/failed +GET \/orders: HIGH/);
  expect(code).toBe(1);
  expect(await readFile(at('head/endpoints.xml'), 'utf8')).toMatch(/<failure.*slower/s);
  expect(await readFile(at('head/report.html'), 'utf8')).toContain('embedded-report');
});
