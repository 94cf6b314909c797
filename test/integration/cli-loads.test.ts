/** Loads from the command line against a small Express API: what is sent, and what comes of it. Needs dist/. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../scripts/free-port.mjs';
import type { MeasuredProfile } from '../../src/model.ts';

/** Knows two users, and one token; four requests are worked on at a time, each for 40 ms. */
const api = `import express from 'express';
import { appendFileSync } from 'node:fs';
const app = express();
const waiting = [];
let busy = 0;
const turn = () => { if (busy < 4 && waiting.length) { busy++; setTimeout(waiting.shift(), 40); } };
const seen = new Set();
const isKnown = (id) => ['u-17', 'u-42'].includes(id);
app.use(express.json());
app.get('/health', (request, response) => response.send('ok'));
app.get('/work', (request, response) => { waiting.push(() => { busy--; response.send('done'); turn(); }); turn(); });
app.get('/users/:id', (request, response) => {
  const { id } = request.params;
  if (!seen.has(id)) appendFileSync('seen.txt', id + '\\n');
  seen.add(id);
  response.status(isKnown(id) ? 200 : 404).json({ id });
});
app.post('/login', (request, response) => response.json({ data: { token: 'for ' + request.body.name } }));
app.get('/private', (request, response) =>
  response.status(request.headers.authorization === 'Bearer for ada' ? 200 : 401).send('secret'));
app.listen(Number(process.env.PORT), '127.0.0.1');
`;

const loads = {
  peak: {
    phases: [
      { name: 'warm-up', users: 2, durationS: 0.3 },
      { name: 'steady', rate: 80, durationS: 1 },
      { name: 'rush', users: 1, rampTo: 4, durationS: 0.7 },
    ],
    mix: { 'GET /users/{id}': 3, 'GET /private': 1 },
    data: 'users.csv',
    setUp: { request: 'POST /login', body: { name: 'ada' }, take: { token: 'data.token' } },
  },
  starts: { restarts: 2 },
};

let root: string;

beforeAll(async () => {
  // Inside the checkout, where the API finds its express.
  await mkdir('.cache', { recursive: true });
  root = await mkdtemp(resolve('.cache/cli-loads-test-'));
  const port = await freePort();
  const server = {
    url: `http://127.0.0.1:${port}`,
    command: 'node server.mjs',
    env: { PORT: String(port) },
    ready: '/health',
  };
  const requests = {
    'GET /users/{id}': { path: { id: '${data:id}' } },
    'GET /private': { headers: { authorization: 'Bearer ${setUp:token}' } },
  };
  await mkdir(join(root, '.endpoint-profiler'));
  await writeFile(join(root, '.endpoint-profiler', 'config.json'), JSON.stringify({ server, requests, loads }));
  await writeFile(join(root, 'server.mjs'), api);
  await writeFile(join(root, 'users.csv'), 'id,name\nu-17,Ada\nu-42,Grace\n');
});
afterAll(() => rm(root, { recursive: true }));

async function run(...words: string[]) {
  const child = spawn(process.execPath, [resolve('dist/cli.js'), ...words], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1' },
  });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: code as number, stdout, stderr };
}

async function measured(...words: string[]): Promise<MeasuredProfile[]> {
  const { code, stdout, stderr } = await run('run', ...words, '--format', 'json');
  expect(code, stderr + stdout).toBe(0);
  return JSON.parse(stdout).profiles;
}

test('a mix with data and a set-up: each of its endpoints has its phases, and nothing was refused', async () => {
  const profiles = await measured('--load', 'peak');
  expect(profiles.map(({ endpoint }) => endpoint.path)).toEqual(['/users/{id}', '/private']);
  for (const { load, summary, phases } of profiles) {
    expect(load).toMatchObject({ name: 'peak', model: 'mixed', rounds: 2, workers: 1 });
    expect(summary).toMatchObject({ errors: 0, statusCodes: { 200: summary.count } });
    expect(phases.map(({ name, counted }) => [name, counted])).toEqual([
      ['warm-up', false],
      ['steady', true],
      ['rush', true],
    ]);
  }
  const [users, secret] = profiles.map(({ phases }) => phases[1]!.count) as [number, number];
  expect(users + secret).toBe(80);
  expect(users / secret).toBeCloseTo(3, 0);
  expect(await readFile(join(root, 'seen.txt'), 'utf8')).toBe('u-17\nu-42\n');
});

test('a sweep stays within its bound', async () => {
  const [{ scaling }] = (await measured('/work', '--load', 'sweep', '--connections', '4', '--duration', '1')) as [
    MeasuredProfile,
  ];
  expect(scaling!.steps.map(({ users }) => users)).toEqual([1, 2, 4]);
  expect(scaling!.steps.at(-1)!.factor).toBeGreaterThan(1.5);
  expect(scaling!.stoppedBy).toBe('max-users');
});

test('restarts tell how far the starts of the server differ', async () => {
  const [{ cold, load }] = (await measured('/work', '--load', 'starts')) as [MeasuredProfile];
  expect(load).toMatchObject({ name: 'starts', connections: 10 });
  expect(cold[0]).toMatchObject({ kind: 'process', times: 2 });
  expect(cold[0]!.spreadMs!.min).toBeGreaterThan(0);
});

test('a rate is shared by several workers', async () => {
  const [{ load, summary }] = (await measured('/work', '--rate', '100', '--workers', '2', '--duration', '1')) as [
    MeasuredProfile,
  ];
  expect(load).toMatchObject({ model: 'open', ratePerS: 100, workers: 2 });
  expect(summary.rps).toBeGreaterThan(80);
  expect(summary.rps).toBeLessThan(110);
});

test('another load than the baseline was measured with is not compared', async () => {
  expect(await run('baseline', 'save', '/work', '--duration', '0.4')).toMatchObject({ code: 0 });
  const [{ verdict }] = (await measured('/work', '--load', 'smoke', '--duration', '0.4')) as [MeasuredProfile];
  const reason = 'the baseline was measured with the load burst, this result with the load smoke';
  expect(verdict).toEqual({ state: 'incomparable', reason });
});

test.each([
  [['--load', 'peek'], 'Did you mean "peak"?'],
  [['--load', 'peak', '/work'], 'Leave that out'],
  [['--load', 'sweep', '--rate', '10', '/work'], 'does not take a rate'],
  [['--load', 'sweep', '--connections', '5000', '/work'], '5000 was given'],
])('%j is refused before anything is started', async (words, said) => {
  const { code, stdout, stderr } = await run('run', ...words);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(said);
});
