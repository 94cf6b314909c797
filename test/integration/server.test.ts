import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../scripts/free-port.mjs';
import { type Transport, UserError } from '../../src/model.ts';
import { runningServer } from '../../src/server/running.ts';
import { openServer, type ServerSession } from '../../src/server/session.ts';
import { authority } from '../support/certificates.ts';
import { httpsServer, type ScriptedServer } from '../support/scripted-servers.ts';

let folder: string;
let keeperPath: string;
const sessions: ServerSession[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'endpoint-profiler-server-'));
  keeperPath = join(folder, 'keeper.js');
  await build({
    entryPoints: ['src/server/keeper-process.ts'],
    outfile: keeperPath,
    bundle: true,
    platform: 'node',
    format: 'cjs',
  });
  // Answers 503 until it has been asked three times, as servers do that connect to something first.
  await writeFile(
    join(folder, 'api.mjs'),
    `import { createServer } from 'node:http';
     let asked = 0;
     console.log('booting with', process.env.COLOUR);
     createServer((request, response) => {
       response.statusCode = ++asked > 3 ? 200 : 503;
       response.end(String(process.pid));
     }).listen(Number(process.env.PORT), '127.0.0.1');`,
  );
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(async () => {
  for (const session of sessions.splice(0)) await session.dispose();
});

interface Options {
  port: number;
  command?: string;
  ready?: string;
  cwd?: string;
  scheme?: string;
  urlPath?: string;
  readyTimeoutMs?: number;
  transport?: Transport;
  signal?: AbortSignal;
  onLine?: (line: string) => void;
}

const plain: Transport = { ca: null, acceptAnyCertificate: false, http2: false };

async function open(options: Options): Promise<ServerSession> {
  const {
    scheme = 'http',
    port,
    urlPath = '',
    command,
    ready = '/',
    cwd = '.',
    readyTimeoutMs = 10_000,
    transport = plain,
    ...rest
  } = options;
  const session = await openServer({
    transport,
    settings: { url: `${scheme}://127.0.0.1:${port}${urlPath}`, command, cwd, ready, readyTimeoutMs },
    root: folder,
    keeperPath,
    environment: async () => ({ ...(process.env as Record<string, string>), PORT: String(port), COLOUR: 'blue' }),
    signal: rest.signal ?? new AbortController().signal,
    onMessage: () => {},
    onLine: rest.onLine ?? (() => {}),
  });
  sessions.push(session);
  return session;
}

const pidAt = async (port: number): Promise<number> => Number(await (await fetch(`http://127.0.0.1:${port}`)).text());

/** Whether a process of this id runs; one that has ended and waits to be collected does not. */
function isAlive(pid: number): boolean {
  try {
    return !/^Z/.test(execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }));
  } catch {
    return false;
  }
}

async function until(condition: () => boolean, withinMs = 10_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('it did not come true in time');
    await delay(20);
  }
}

const portOf = (server: ScriptedServer): number => Number(new URL(server.url).port);

const startApi = 'node api.mjs';
/** A shell between, as package managers have one: ending the group must reach the server itself. */
const startThroughShell = 'node api.mjs; echo never';

describe('a server that is launched', () => {
  test('is awaited until it is ready, sees its environment, and is gone after dispose', async () => {
    const port = await freePort();
    const lines: string[] = [];
    const session = await open({ port, command: startThroughShell, onLine: (line) => lines.push(line) });
    const pid = await pidAt(port);
    expect(session.launched!.spawnToReadyMs).toBeGreaterThan(0);
    expect(lines).toContain('booting with blue');
    await session.dispose();
    expect(isAlive(pid)).toBe(false);
  });

  test('that ends at once: how, and its last lines', async () => {
    const command = `node -e "console.error('no such table'); process.exit(3)"`;
    const failure = await open({ port: await freePort(), command }).catch((error) => error);
    expect(failure).toBeInstanceOf(UserError);
    expect(failure.message).toContain('exit code 3');
    expect(failure.problem.detail).toContain('no such table');
  });

  test('that leaves its server in the background: it is ended, and told to keep it in the foreground', async () => {
    const port = await freePort();
    const lines: string[] = [];
    const command = `node -e "console.log(process.pid); require('http').createServer((_, r) => r.end()).listen(${port}, '127.0.0.1')" &`;
    const failure = await open({ port, command, onLine: (line) => lines.push(line) }).catch((error) => error);
    expect(failure.message).toContain('command ended before the server was ready: exit code 0');
    expect(failure.problem.nextStep).toContain('foreground');
    if (lines[0]) expect(isAlive(Number(lines[0]))).toBe(false);
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow();
  });

  test('in a folder that is not there', async () => {
    const failure = await open({ port: await freePort(), command: startApi, cwd: 'nowhere' }).catch((error) => error);
    expect(failure.message).toContain(`There is no folder ${join(folder, 'nowhere')}`);
  });

  test('that is never ready: what was tried, the last answer, its last lines; and it is ended', async () => {
    const port = await freePort();
    const command = `node -e "console.log(process.pid); require('http').createServer((_, r) => { r.statusCode = 503; r.end(); }).listen(${port}, '127.0.0.1')"`;
    const lines: string[] = [];
    const failure = await open({ port, command, readyTimeoutMs: 600, onLine: (line) => lines.push(line) }).catch(
      (error) => error,
    );
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
    await expect(open({ port: await freePort(), command, signal: abort.signal, onLine })).rejects.toThrow('abort');
    expect(isAlive(Number(lines[0]))).toBe(false);
  });

  test('that ends later is noticed', async () => {
    const port = await freePort();
    const session = await open({ port, command: startApi });
    process.kill(await pidAt(port), 'SIGKILL');
    await until(() => session.ended() !== null);
    expect(session.ended()!.message).toMatch(/SIGKILL|137/);
  });

  test('that ignores SIGTERM is ended all the same', async () => {
    const port = await freePort();
    const command = `node -e "process.on('SIGTERM', () => {}); require('http').createServer((_, r) => r.end(String(process.pid))).listen(${port}, '127.0.0.1')"`;
    const session = await open({ port, command });
    const pid = await pidAt(port);
    await session.dispose();
    expect(isAlive(pid)).toBe(false);
  });
});

describe('how a server ended', () => {
  const serving = (port: number, whenAsked: string) =>
    `node --max-old-space-size=20 -e "require('http').createServer((q, r) => { r.end(String(process.pid)); if (q.url === '/end') { ${whenAsked} } }).listen(${port}, '127.0.0.1')"`;

  async function endOf(whenAsked: string) {
    const port = await freePort();
    const session = await open({ port, command: serving(port, whenAsked) });
    await fetch(`http://127.0.0.1:${port}/end`).catch(() => {});
    await until(() => session.ended() !== null);
    await session.awaitNews();
    return session.ended()!;
  }

  test.skipIf(process.platform === 'win32')('its heap was full', async () => {
    const { message } = await endOf('const all = []; for (;;) all.push(new Array(1e4).fill({}))');
    expect(message).toMatch(/^out of memory \(SIGABRT\): FATAL ERROR: .*JavaScript heap out of memory$/);
  });

  test('an error that nothing handled', async () => {
    const { message, lastLines } = await endOf('setImmediate(() => null.id)');
    expect(message).toMatch(/^an unhandled error \(exit code 1\): TypeError: Cannot read properties of null/);
    expect(lastLines).toContain('    at ');
  });

  test('below a command that runs on without it, as watchers of files do', async () => {
    const port = await freePort();
    const server = `console.log('listening'); require('http').createServer((q, r) => { r.end(String(process.pid)); if (q.url === '/end') setImmediate(() => null.id); }).listen(${port}, '127.0.0.1')`;
    await writeFile(
      join(folder, 'watcher.mjs'),
      `import { spawn } from 'node:child_process';
       spawn(process.execPath, ['-e', ${JSON.stringify(server)}], { stdio: 'inherit' });
       setInterval(() => {}, 1000);`,
    );
    const session = await open({ port, command: 'node watcher.mjs' });
    await session.awaitNews();
    expect(session.ended()).toBeNull();
    await fetch(`http://127.0.0.1:${port}/end`).catch(() => {});
    await session.awaitNews();
    expect(session.ended()!.message).toMatch(
      /^nothing listens any more, though its command runs on; its last words are of an unhandled error: TypeError: /,
    );
  });
});

describe('a server that is restarted', () => {
  test('is another process in the same environment, and its start is timed anew', async () => {
    const port = await freePort();
    const lines: string[] = [];
    const session = await open({ port, command: startThroughShell, onLine: (line) => lines.push(line) });
    const first = await pidAt(port);
    const start = await session.restart();
    const second = await pidAt(port);
    expect([isAlive(first), isAlive(second)]).toEqual([false, true]);
    expect(start.spawnToReadyMs).toBeGreaterThan(0);
    expect(session.launched).toEqual(start);
    expect(session.ended()).toBeNull();
    expect(lines.filter((line) => line === 'booting with blue')).toHaveLength(2);
    await session.dispose();
    expect(isAlive(second)).toBe(false);
  });

  test('after it ended by itself runs again', async () => {
    const port = await freePort();
    const session = await open({ port, command: startApi });
    process.kill(await pidAt(port), 'SIGKILL');
    await until(() => session.ended() !== null);
    await session.restart();
    expect(session.ended()).toBeNull();
    expect(await pidAt(port)).toBeGreaterThan(0);
  });

  test('when the person cancels leaves nothing behind', async () => {
    const port = await freePort();
    const abort = new AbortController();
    const pids: number[] = [];
    const command = `node -e "console.log(process.pid); require('http').createServer((_, r) => r.end()).listen(${port}, '127.0.0.1')"`;
    const onLine = (line: string) => {
      if (pids.push(Number(line)) === 2) abort.abort();
    };
    const session = await open({ port, command, signal: abort.signal, onLine });
    await expect(session.restart()).rejects.toThrow('abort');
    expect(pids.map(isAlive)).toEqual([false, false]);
    expect(session.ended()).toBeNull();
  });

  test('has to have been launched here', async () => {
    const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const session = await open({ port: (server.address() as AddressInfo).port });
    const failure = await session.restart().catch((error) => error);
    expect(failure).toBeInstanceOf(UserError);
    expect(failure.problem.nextStep).toContain('server.command');
    server.close();
  });
});

describe('what the server takes', () => {
  test('is that of all its processes, and of the new ones after a restart', async () => {
    const port = await freePort();
    const session = await open({ port, command: startThroughShell });
    const watch = session.watchResources();
    await session.restart();
    await delay(600);
    const samples = await watch.stop();
    if (samples.state !== 'sampled') throw new Error(samples.reason);
    expect(samples.processes.at(-1)).toBe(2);
    expect(samples.rssBytes.at(-1)).toBeGreaterThan(20e6);
  });

  test.skipIf(process.platform === 'win32')('is known of one that runs already, by its port', async () => {
    const port = await freePort();
    const other = spawn(process.execPath, ['api.mjs'], { cwd: folder, env: { ...process.env, PORT: String(port) } });
    await until(() => isAlive(other.pid!));
    await once(other.stdout!, 'data');
    for (let asked = 0; asked < 4; asked++) await pidAt(port).catch(() => delay(50));
    const session = await open({ port });
    expect(session.launched).toBeNull();
    const watch = session.watchResources();
    await delay(400);
    const samples = await watch.stop();
    other.kill();
    if (samples.state !== 'sampled') throw new Error(samples.reason);
    expect(samples.processes.at(-1)).toBe(1);
    expect(samples.rssBytes.at(-1)).toBeGreaterThan(20e6);
  });

  test('is not known of one on another machine', async () => {
    const samples = await runningServer('http://192.0.2.1/').watchResources().stop();
    expect(samples).toEqual({ state: 'not-sampled', reason: 'not-launched-here' });
  });
});

test('a command that does not exist: its own words', async () => {
  const failure = await open({ port: await freePort(), command: 'no-such-command-here' }).catch((error) => error);
  expect(failure).toBeInstanceOf(UserError);
  expect(failure.problem.detail).toContain('no-such-command-here');
});

describe('a server that runs already', () => {
  test('is used and left running', async () => {
    const server = createServer((_, response) => response.end('mine')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const session = await open({ port, command: 'node -e "process.exit(1)"' });
    expect(session.launched).toBeNull();
    await session.dispose();
    expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('mine');
    server.close();
  });

  test('but is not the API: who has the port, and what to do', async () => {
    const server = createServer((_, response) => {
      response.statusCode = 404;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const failure = await open({ port, command: startApi, ready: '/health' }).catch((error) => error);
    expect(failure.message).toContain(`Port ${port} is in use by process ${process.pid}`);
    expect(failure.problem.nextStep).toContain('use another port');
    expect(failure.problem.offer).toBe('use-what-answers');
    server.close();
  });

  test('under a path: its ready path is below that one', async () => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/v1/health' ? 200 : 404;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await open({ port, urlPath: '/v1', ready: '/health' })).toMatchObject({ launched: null });
    server.close();
  });

  test('but does not answer: that is said, and no stranger word', async () => {
    const server = createServer(() => {}).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const failure = await open({ port, command: startApi }).catch((error) => error);
    expect(failure).toBeInstanceOf(UserError);
    expect(failure.message).toContain('no answer within 2 s');
    expect(failure.problem.offer).toBeUndefined();
    server.closeAllConnections();
    server.close();
  });

  test('but does not speak TLS, when asked to', async () => {
    const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const failure = await open({ scheme: 'https', port, command: startApi }).catch((error) => error);
    expect(failure.message).toMatch(/Port \d+ is in use by .*it does not speak TLS/);
    server.close();
  });

  describe('with a certificate that Node does not trust', () => {
    test('what to set is said', async () => {
      await using server = await httpsServer((_, response) => response.end());
      const failure = await open({ scheme: 'https', port: portOf(server), command: startApi }).catch((error) => error);
      expect(failure.message).toContain('is not trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE)');
      expect(failure.problem.nextStep).toContain('"ca" of "server"');
    });

    test.each<[string, Transport]>([
      ['its authority is trusted', { ...plain, ca: authority }],
      ['any is accepted', { ...plain, acceptAnyCertificate: true }],
    ])('it is ready when %s', async (_, transport) => {
      await using server = await httpsServer((_, response) => response.end());
      const session = await open({ scheme: 'https', port: portOf(server), transport });
      expect(session).toMatchObject({ launched: null });
    });
  });

  test('and does not speak HTTP', async () => {
    const server = createTcpServer((socket) => socket.end('220 ready\r\n')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(open({ port, command: startApi })).rejects.toThrow(`Port ${port} is in use`);
    server.close();
  });
});

test('nothing answers and nothing is to be launched: the address and the setting to make', async () => {
  const port = await freePort();
  const failure = await open({ port }).catch((error) => error);
  expect(failure.message).toContain(`Nothing answers at http://127.0.0.1:${port}/`);
  expect(failure.problem.nextStep).toContain('server.command');
});

test.each(['SIGTERM', 'SIGKILL'] as const)('a profiler that dies by %s takes its server with it', async (signal) => {
  const port = await freePort();
  const program = join(folder, `profiler-${signal}.mjs`);
  await build({
    stdin: {
      contents: `import { openServer } from './src/server/session.ts';
        await openServer({
          transport: ${JSON.stringify(plain)},
          settings: { url: 'http://127.0.0.1:${port}', command: 'node api.mjs; echo never', cwd: '.', ready: '/', readyTimeoutMs: 10000 },
          root: ${JSON.stringify(folder)}, keeperPath: ${JSON.stringify(keeperPath)},
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
