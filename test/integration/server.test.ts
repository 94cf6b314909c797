import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { freePort } from '../../scripts/free-port.mjs';
import { UserError } from '../../src/model.ts';
import { isAlive, pidAt, plain, startApi, startThroughShell, until, useServers } from '../support/servers.ts';

const servers = useServers();

describe('a server that is launched', () => {
  test('is awaited until it is ready, sees its environment, and is gone after dispose', async () => {
    const port = await freePort();
    const lines: string[] = [];
    const session = await servers.open({ port, command: startThroughShell, onLine: (line) => lines.push(line) });
    const pid = await pidAt(port);
    expect(session.launched!.spawnToReadyMs).toBeGreaterThan(0);
    expect(lines).toContain('booting with blue');
    await session.dispose();
    expect(isAlive(pid)).toBe(false);
  });

  test('that ends at once: how, and its last lines', async () => {
    const command = `node -e "console.error('no such table'); process.exit(3)"`;
    const failure = await servers.open({ port: await freePort(), command }).catch((error) => error);
    expect(failure).toBeInstanceOf(UserError);
    expect(failure.message).toContain('exit code 3');
    expect(failure.problem.detail).toContain('no such table');
  });

  test('that leaves its server in the background: it is ended, and told to keep it in the foreground', async () => {
    const port = await freePort();
    const lines: string[] = [];
    const command = `node -e "console.log(process.pid); require('http').createServer((_, r) => r.end()).listen(${port}, '127.0.0.1')" &`;
    const failure = await servers.open({ port, command, onLine: (line) => lines.push(line) }).catch((error) => error);
    expect(failure.message).toContain('command ended before the server was ready: exit code 0');
    expect(failure.problem.nextStep).toContain('foreground');
    if (lines[0]) expect(isAlive(Number(lines[0]))).toBe(false);
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow();
  });

  test('in a folder that is not there', async () => {
    const failure = await servers
      .open({ port: await freePort(), command: startApi, cwd: 'nowhere' })
      .catch((error) => error);
    expect(failure.message).toContain(`There is no folder ${join(servers.folder, 'nowhere')}`);
  });

  test('that is never ready: what was tried, the last answer, its last lines; and it is ended', async () => {
    const port = await freePort();
    const command = `node -e "console.log(process.pid); require('http').createServer((_, r) => { r.statusCode = 503; r.end(); }).listen(${port}, '127.0.0.1')"`;
    const lines: string[] = [];
    const failure = await servers
      .open({ port, command, readyTimeoutMs: 600, onLine: (line) => lines.push(line) })
      .catch((error) => error);
    expect(failure.message).toMatch(
      /GET http:\/\/127\.0\.0\.1:\d+\/ was tried \d+ times, the last answer was status 503/,
    );
    expect(failure.problem.detail).toBe(lines[0]);
    expect(isAlive(Number(lines[0]))).toBe(false);
  });

  test('that is waited for when the person cancels is ended', async () => {
    const abort = new AbortController();
    const lines: string[] = [];
    const onLine = (line: string) => {
      lines.push(line);
      abort.abort();
    };
    const command = `node -e "console.log(process.pid); setInterval(() => {}, 1000)"`;
    await expect(servers.open({ port: await freePort(), command, signal: abort.signal, onLine })).rejects.toThrow(
      'abort',
    );
    expect(isAlive(Number(lines[0]))).toBe(false);
  });

  test('that ends later is noticed', async () => {
    const port = await freePort();
    const session = await servers.open({ port, command: startApi });
    process.kill(await pidAt(port), 'SIGKILL');
    await until(() => session.ended() !== null);
    expect(session.ended()!.message).toMatch(/SIGKILL|137/);
  });

  test('that ignores SIGTERM is ended all the same', async () => {
    const port = await freePort();
    const command = `node -e "process.on('SIGTERM', () => {}); require('http').createServer((_, r) => r.end(String(process.pid))).listen(${port}, '127.0.0.1')"`;
    const session = await servers.open({ port, command });
    const pid = await pidAt(port);
    await session.dispose();
    expect(isAlive(pid)).toBe(false);
  });
});

test('a command that does not exist: its own words', async () => {
  const failure = await servers
    .open({ port: await freePort(), command: 'no-such-command-here' })
    .catch((error) => error);
  expect(failure).toBeInstanceOf(UserError);
  expect(failure.problem.detail).toContain('no-such-command-here');
});

test('nothing answers and nothing is to be launched: the address and the setting to make', async () => {
  const port = await freePort();
  const failure = await servers.open({ port }).catch((error) => error);
  expect(failure.message).toContain(`Nothing answers at http://127.0.0.1:${port}/`);
  expect(failure.problem.nextStep).toContain('server.command');
});

test.each(['SIGTERM', 'SIGKILL'] as const)('a profiler that dies by %s takes its server with it', async (signal) => {
  const port = await freePort();
  const program = join(servers.folder, `profiler-${signal}.mjs`);
  await build({
    stdin: {
      contents: `import { openServer } from './src/server/session.ts';
        await openServer({
          transport: ${JSON.stringify(plain)},
          settings: { url: 'http://127.0.0.1:${port}', command: 'node api.mjs; echo never', cwd: '.', ready: '/', readyTimeoutMs: 10000 },
          root: ${JSON.stringify(servers.folder)}, keeperPath: ${JSON.stringify(servers.keeperPath)},
          environment: async () => ({ ...process.env, PORT: '${port}' }),
          signal: new AbortController().signal, onMessage() {}, onLine() {},
        });
        process.stdout.write('ready');`,
      resolveDir: '.',
      loader: 'ts',
    },
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  const profiler = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(profiler.stdout!, 'data');
  const server = await pidAt(port);
  profiler.kill(signal);
  await until(() => !isAlive(server));
});
