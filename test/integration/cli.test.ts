/** The built command line against a small Express API of its own. Needs dist/ (npm run build). */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readlinkSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freePort } from '../../scripts/free-port.mjs';

const cli = resolve('dist/cli.js');
const short = ['--duration', '0.4', '--connections', '2'];

/** `wait` is read at each request, so that a test can make the API slower; `/crash` ends the process mid-burst. */
const api = `import express from 'express';
import { readFileSync } from 'node:fs';
const app = express();
const users = express.Router();
const waitMs = () => Number(readFileSync(new URL('./wait.txt', import.meta.url), 'utf8'));
let seen = 0;
users.get('/', (request, response) => setTimeout(() => response.json([{ seen: ++seen }]), waitMs()));
users.get('/:id', (request, response) => response.json({ id: request.params.id, seen: ++seen }));
users.post('/', (request, response) => response.json({}));
app.use('/api/users', users);
let calls = 0;
app.get('/crash', (request, response) => { if (++calls > 200) process.exit(7); response.send('ok'); });
app.get('/private', (request, response) => response.status(401).send('who are you?'));
app.get('/health', (request, response) => response.send(String(seen)));
app.listen(Number(process.env.PORT), '127.0.0.1');
`;

let root: string;
let port: number;

beforeAll(async () => {
  // Inside the checkout, where the API finds its express.
  await mkdir('.cache', { recursive: true });
  root = await mkdtemp(resolve('.cache/cli-test-'));
});
afterAll(() => rm(root, { recursive: true }));

beforeEach(async () => {
  await rm(join(root, '.endpoint-profiler'), { recursive: true, force: true });
  await mkdir(join(root, '.endpoint-profiler'));
  port = await freePort();
  await writeFile(join(root, 'server.mjs'), api);
  await writeFile(join(root, 'wait.txt'), '2');
  await configure({
    server: {
      url: `http://127.0.0.1:${port}`,
      command: 'node server.mjs',
      env: { PORT: String(port) },
      ready: '/health',
    },
  });
});

const configure = (config: object) =>
  writeFile(join(root, '.endpoint-profiler', 'config.json'), JSON.stringify(config, null, 2));

function start(words: string[]): ChildProcess {
  return spawn(process.execPath, [cli, ...words], { cwd: root, env: { ...process.env, NO_COLOR: '1' } });
}

async function run(...words: string[]) {
  const child = start(words);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, 'exit')]);
  return { code: code as number, stdout, stderr };
}

/** Command lines of processes that work in this test's folder: servers, and what watches over them. */
function leftOver(): string[] {
  const processes = execFileSync('ps', ['-eo', 'pid=,stat=,args='], { encoding: 'utf8' }).trim().split('\n');
  return processes.filter((line) => {
    const [pid, state] = line.trim().split(/\s+/);
    return !state!.startsWith('Z') && worksInRoot(pid!);
  });
}

function worksInRoot(pid: string): boolean {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === root;
    return execFileSync('lsof', ['-a', '-p', pid, '-d', 'cwd', '-Fn'], { encoding: 'utf8' }).includes(`n${root}\n`);
  } catch {
    return false; // It has ended, or is not ours to look at.
  }
}

test('an older Node is told which one is needed', async () => {
  const pretend = join(root, 'older.cjs');
  const older = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });`;
  await writeFile(pretend, older);
  const child = spawn(process.execPath, ['--require', pretend, cli, 'scan'], { cwd: root });
  const [stderr, [code]] = await Promise.all([text(child.stderr!), once(child, 'exit')]);
  await rm(pretend);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^endpoint-profiler needs Node 22\.19\.0 or newer; this is 20\.20\.2\.\n/);
});

describe('scan', () => {
  test('prints only JSON on stdout, and starts nothing', async () => {
    const { code, stdout, stderr } = await run('scan', '--format', 'json');
    expect(code).toBe(0);
    expect(stderr).toBe('');
    const parsed = JSON.parse(stdout);
    expect(parsed.endpoints.map(({ method, path }: { method: string; path: string }) => `${method} ${path}`)).toEqual([
      'GET /api/users',
      'POST /api/users',
      'GET /api/users/{id}',
      'GET /crash',
      'GET /health',
      'GET /private',
    ]);
    expect(parsed.endpoints[0]).toMatchObject({ framework: 'express', file: 'server.mjs', line: 7 });
  });

  test('a folder that is not there', async () => {
    expect(await run('scan', 'nowhere')).toMatchObject({ code: 2, stderr: expect.stringContaining('no folder') });
  });

  test('prints a table, and how much there is on stderr', async () => {
    const { stdout, stderr } = await run('scan');
    expect(stdout).toMatch(/^method\s+path\s+handler\s+framework/);
    expect(stdout).toMatch(/GET\s+\/api\/users\/\{id\}\s+server\.mjs:\d+\s+express/);
    expect(stderr).toMatch(/^\d+ endpoints\n/);
  });

  test('prints an OpenAPI document', async () => {
    const { stdout } = await run('scan', '--format', 'openapi');
    const { openapi, paths } = JSON.parse(stdout);
    expect(openapi).toBe('3.1.0');
    expect(Object.keys(paths)).toContain('/api/users/{id}');
  });

  test('explains how a path was put together', async () => {
    const { stdout } = await run('scan', '--why', 'GET /api/users/{id}');
    expect(stdout).toMatch(/^GET \/api\/users\/\{id\}\n {2}express application \(server\.mjs:3\)\n/);
    expect(stdout).toMatch(/mounted at \/api\/users \(server\.mjs:\d+\)\n {2}GET \/\{id\} \(server\.mjs:\d+\)\n$/);
    expect(await run('scan', '--why', '/nothing')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('No endpoint fits'),
    });
  });

  test('leaves out what it cannot complete, until the config does', async () => {
    const server = `import express from 'express';
const app = express();
const users = express.Router();
users.get('/users', (request, response) => response.json([]));
app.use(process.env.BASE, users);
app.listen(0);
`;
    await writeFile(join(root, 'server.mjs'), server);
    const open = await run('scan', '--format', 'json');
    expect(JSON.parse(open.stdout)).toMatchObject({
      endpoints: [],
      unresolved: [{ method: 'GET', path: '/users', missing: 'prefix', key: 'server.mjs', at: { line: 5 } }],
    });
    expect((await run('scan', '--format', 'openapi')).stderr).toContain('GET …/users');
    expect((await run('scan', '--why', 'server.mjs:4')).stdout).toMatch(
      /^GET …\/users\n {2}What stands before .* \(server\.mjs:5\)\n/,
    );
    // An environment variable that is not set here is nobody's business in a scan.
    await configure({ routes: { prefixes: { 'server.mjs': '/api' } }, database: { url: '${env:NOWHERE}' } });
    const { endpoints, unresolved } = JSON.parse((await run('scan', '--format', 'json')).stdout);
    expect(endpoints).toMatchObject([{ method: 'GET', path: '/api/users' }]);
    expect(unresolved).toEqual([]);
  });
});

describe('run', () => {
  test('measures what may be measured, and says of the rest why not', async () => {
    const { code, stdout } = await run('run', '/api/users', '/private', '--format', 'json', ...short);
    expect(code).toBe(2);
    const [post, get, secret] = ['needs-consent', 'measured', 'failed'].map((state) =>
      JSON.parse(stdout).profiles.find((profile: { state: string }) => profile.state === state),
    );
    expect(post.endpoint.method).toBe('POST');
    expect(get.summary).toMatchObject({ errors: 0, statusCodes: { 200: get.summary.count } });
    expect(get.summary.p50Ms).toBeGreaterThanOrEqual(2);
    expect(get.cold[0]).toMatchObject({ kind: 'process' });
    expect(get.verdict).toEqual({ state: 'no-baseline' });
    expect(secret.problem.message).toContain('status 401');
    expect(secret.problem.nextStep).toContain('"headers"');
    expect(leftOver()).toEqual([]);
  });

  test('what the config allows is sent without asking', async () => {
    const config = JSON.parse(await readFile(join(root, '.endpoint-profiler', 'config.json'), 'utf8'));
    await configure({ ...config, requests: { 'POST /api/users': { body: {}, allow: true } } });
    expect(await run('run', 'POST /api/users', ...short)).toMatchObject({ code: 0 });
  });

  test('a selector that fits nothing is answered with the nearest', async () => {
    const { code, stderr } = await run('run', 'GET /api/user');
    expect(code).toBe(2);
    expect(stderr).toContain('The nearest are: "GET /api/users"');
  });

  test('a server that ends mid-burst: how it ended is said', async () => {
    const { code, stdout } = await run('run', '/crash', '--format', 'json', ...short);
    expect(code).toBe(2);
    const [profile] = JSON.parse(stdout).profiles;
    const said = JSON.stringify([profile.warnings, profile.problem]);
    expect(said).toContain('exit code 7');
    expect(leftOver()).toEqual([]);
  });

  test('a server that is not ready in time: its last lines', async () => {
    await writeFile(join(root, 'server.mjs'), `console.log('waiting for Godot'); setInterval(() => {}, 1000);`);
    await writeFile(join(root, 'routes.mjs'), api);
    const config = JSON.parse(await readFile(join(root, '.endpoint-profiler', 'config.json'), 'utf8'));
    await configure({ server: { ...config.server, readyTimeoutMs: 500 } });
    const { code, stdout } = await run('run', '/health', ...short);
    expect(code).toBe(2);
    expect(stdout).toContain('not ready within 0.5 s');
    expect(stdout).toContain('waiting for Godot');
    await rm(join(root, 'routes.mjs'));
    expect(leftOver()).toEqual([]);
  });

  test('an address on another host is not contacted without consent', async () => {
    const { code, stderr } = await run('run', '--url', 'http://192.0.2.1/');
    expect(code).toBe(2);
    expect(stderr).toContain('--allow-host 192.0.2.1');
  });

  test('an address where nothing listens', async () => {
    const { code, stdout } = await run('run', '--url', `http://127.0.0.1:${port}/x`, ...short);
    expect(code).toBe(2);
    expect(stdout).toContain('Nothing listens there');
  });

  test('no stack trace reaches a person, whatever is wrong with the config', async () => {
    await writeFile(join(root, '.endpoint-profiler', 'config.json'), '{ "server": }');
    const { code, stderr } = await run('run', '/health');
    expect(code).toBe(2);
    expect(stderr).toMatch(/config\.json:1:13: not valid JSON/);
    expect(stderr).not.toMatch(/\bat .*:\d+:\d+\)/);
  });

  test.each(['--connections', '--duration'])(
    '%s without an end is refused before anything is started',
    async (flag) => {
      const { code, stderr } = await run('run', '/health', flag, '1e9');
      expect(code).toBe(2);
      expect(stderr).toContain('1000000000 was given');
    },
  );

  test.each(['stdout', 'stderr'] as const)('%s that is closed early ends in no stack trace', async (closed) => {
    const child = start(['run', '/health', ...short]);
    const open = closed === 'stdout' ? child.stderr! : child.stdout!;
    child[closed]!.destroy();
    const [said, [code]] = await Promise.all([text(open), once(child, 'exit')]);
    expect(code).toBe(0);
    expect(said).toContain('/health');
    expect(said).not.toContain('EPIPE');
    expect(leftOver()).toEqual([]);
  });

  test('a report that cannot be written: the result is shown all the same, and what to do', async () => {
    const { code, stdout, stderr } = await run('run', '/health', '--html', '.', ...short);
    expect(code).toBe(2);
    expect(stdout).toContain('GET /health');
    expect(stderr).toContain('could not be written');
    expect(stderr).not.toContain('Something went wrong');
  });

  test('the HTML report is one file with the results inside', async () => {
    await run('run', '/health', '--html', 'out/report.html', ...short);
    const html = await readFile(join(root, 'out', 'report.html'), 'utf8');
    expect(html).toContain('id="embedded-report"');
    expect(html).toContain('/health');
  });
});

describe('check', () => {
  test('0 when nothing changed, 1 when it got slower or misses a target, 2 when it cannot measure', async () => {
    // So slow that what else the machine does stays small beside it, and fast enough for many answers a round.
    await writeFile(join(root, 'wait.txt'), '40');
    const load = ['--duration', '2.4', '--connections', '4'];
    expect(await run('baseline', 'save', 'GET /api/users', ...load)).toMatchObject({ code: 0 });
    expect(await readdir(join(root, '.endpoint-profiler', 'baselines'))).toContain('api.users.GET.json');

    const same = await run('check', 'GET /api/users', ...load);
    expect(same).toMatchObject({ code: 0, stdout: expect.stringMatching(/OK|FASTER|inconclusive/) });

    await writeFile(join(root, 'wait.txt'), '200');
    const slower = await run('check', 'GET /api/users', ...load);
    expect(slower).toMatchObject({ code: 1, stdout: expect.stringContaining('HIGH') });

    await writeFile(join(root, 'wait.txt'), '40');
    const config = JSON.parse(await readFile(join(root, '.endpoint-profiler', 'config.json'), 'utf8'));
    await configure({ ...config, targets: { p95Ms: 0.01 } });
    const missed = await run('check', 'GET /api/users', ...load);
    expect(missed).toMatchObject({ code: 1, stdout: expect.stringContaining('target missed') });

    await configure({ server: { url: `http://127.0.0.1:${port}` } });
    expect(await run('check', 'GET /api/users', ...load)).toMatchObject({ code: 2 });
  });
});

describe('baseline save', () => {
  test('keeps nothing of a result that was cut short', async () => {
    const child = start(['baseline', 'save', 'GET /api/users', '--duration', '20']);
    const stderr = text(child.stderr!);
    const exited = once(child, 'exit');
    // More than 10 connections can have had answered within a warm-up of two seconds, at 2 ms each.
    await until(async () => (await requestsServed()) > 10_500);
    child.kill('SIGINT');
    expect(await exited).toEqual([130, null]);
    expect(await stderr).toContain('partial and was not saved');
    expect(await readdir(join(root, '.endpoint-profiler'))).toEqual(['config.json']);
  });
});

test('a second Ctrl+C ends the command line at once, and its server too', async () => {
  const child = start(['run', '/api/users/{id}', '--duration', '20']);
  const exited = once(child, 'exit');
  await until(async () => (await requestsServed()) > 100);
  child.kill('SIGINT');
  child.kill('SIGINT');
  await exited;
  await until(async () => leftOver().length === 0);
});

describe.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('%s in the middle of a burst', (signal) => {
  test('leaves no server and no child process behind', async () => {
    const child = start(['run', '/api/users/{id}', '--duration', '20']);
    const stdout = text(child.stdout!);
    const exited = once(child, 'exit');
    await until(async () => (await requestsServed()) > 100);
    child.kill(signal);
    const [code] = await exited;
    await until(async () => leftOver().length === 0);
    if (signal === 'SIGKILL') return;
    expect(code).toBe(signal === 'SIGINT' ? 130 : 143);
    // What was measured until then is kept, and marked.
    expect(await stdout).toMatch(/cancelled/);
  });
});

/** Of the endpoint under load, as the server itself counts them. */
async function requestsServed(): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null);
  return response ? Number(await response.text()) : 0;
}

async function until(condition: () => Promise<boolean>, withinMs = 15_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('it did not come true in time');
    await delay(50);
  }
}
