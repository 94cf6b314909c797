/**
 * What becomes of a burst on a server that misbehaves: one row for each way. Every row also checks that no socket stays
 * open and that the next burst on a good server is none the worse.
 */

import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runBurst } from '../../src/burst/engine.ts';
import type { BurstExecutor } from '../../src/burst/executor.ts';
import type { BurstPlan, HttpRequest, Recording } from '../../src/model.ts';
import { phase, planFor } from '../support/burst-plan.ts';
import { buildExecutor } from '../support/burst-worker.ts';
import {
  blockedServer,
  httpServer,
  httpsServer,
  rawServer,
  refusedUrl,
  type ScriptedServer,
  tcpServer,
} from '../support/scripted-servers.ts';

let executor: BurstExecutor;

beforeAll(async () => {
  executor = await buildExecutor();
});

afterAll(() => executor.dispose());

interface Fault {
  server: () => Promise<{ url: string } & Partial<ScriptedServer> & AsyncDisposable>;
  /** Answers by their status, failures by their kind. Four requests are sent over two connections. */
  becomes: Record<string, number>;
  /** Status of the first failure's head. */
  head?: number;
  message?: RegExp;
  request?: Partial<HttpRequest>;
  timeoutMs?: number;
}

const ok = 'HTTP/1.1 200 OK\r\n';
const long = `${ok}content-length: 100\r\n\r\n`;
const nobody = async (url: string) => ({ url, async [Symbol.asyncDispose]() {} });
const overTls = async (server: Promise<ScriptedServer>) => {
  const there = await server;
  there.url = there.url.replace('http:', 'https:');
  return there;
};

const faults: Record<string, Fault> = {
  'nobody listens': {
    server: async () => nobody(await refusedUrl()),
    becomes: { refused: 4 },
    message: /^connect ECONNREFUSED/,
  },
  'the host is unknown': {
    server: () => nobody('http://no-such-host.invalid/'),
    becomes: { dns: 4 },
    message: /no-such-host.invalid/,
  },
  'resets a connection as soon as it is there': {
    server: () => tcpServer((socket) => socket.resetAndDestroy()),
    becomes: { reset: 4 },
  },
  'closes a connection as soon as it is there': {
    server: () => tcpServer((socket) => socket.end()),
    becomes: { reset: 4 },
  },
  'takes no connection, and its backlog is full': {
    server: () => blockedServer(5_000, 1),
    becomes: { timeout: 4 },
    timeoutMs: 200,
  },
  'takes connections late': {
    server: () => blockedServer(300, 511),
    becomes: { 200: 4 },
  },
  'resets after the request': {
    server: () => rawServer((socket) => socket.resetAndDestroy()),
    becomes: { reset: 4 },
  },
  'closes after the request': {
    server: () => rawServer((socket) => socket.end()),
    becomes: { reset: 4 },
  },
  'closes in the head': {
    server: () => rawServer((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-')),
    becomes: { reset: 4 },
  },
  'resets after the head': {
    server: () => rawServer((socket) => socket.write(long, () => socket.resetAndDestroy())),
    becomes: { 'body-cut-short': 4 },
    head: 200,
  },
  'resets in the body': {
    server: () => rawServer((socket) => socket.write(`${long}half`, () => socket.resetAndDestroy())),
    becomes: { 'body-cut-short': 4 },
    head: 200,
  },
  'announces more than it sends, and closes': {
    server: () => rawServer((socket) => socket.end(`${long}half`)),
    becomes: { 'body-cut-short': 4 },
    head: 200,
  },
  'announces more than it sends, and waits': {
    server: () => rawServer((socket) => socket.write(`${long}half`)),
    becomes: { timeout: 4 },
    head: 200,
    timeoutMs: 200,
  },
  'closes between two chunks': {
    server: () => rawServer((socket) => socket.end(`${ok}transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n`)),
    becomes: { 'body-cut-short': 4 },
    head: 200,
  },
  'closes in a chunk': {
    server: () => rawServer((socket) => socket.end(`${ok}transfer-encoding: chunked\r\n\r\n9\r\nhello`)),
    becomes: { 'body-cut-short': 4 },
    head: 200,
  },
  'sends a chunk size that is none': {
    server: () => rawServer((socket) => socket.write(`${ok}transfer-encoding: chunked\r\n\r\nzz\r\nhello\r\n`)),
    becomes: { protocol: 4 },
    head: 200,
  },
  'never answers': {
    server: () => rawServer(() => {}),
    becomes: { timeout: 4 },
    message: /^no complete answer within 200 ms$/,
    timeoutMs: 200,
  },
  'drips its body': {
    server: () =>
      rawServer((socket) => {
        socket.write(long);
        const drip = setInterval(() => socket.write('.'), 30);
        socket.on('close', () => clearInterval(drip));
      }),
    becomes: { timeout: 4 },
    head: 200,
    timeoutMs: 200,
  },
  'drips its head': {
    server: () =>
      rawServer((socket) => {
        socket.write(ok);
        const drip = setInterval(() => socket.write('a: b\r\n'), 30);
        socket.on('close', () => clearInterval(drip));
      }),
    becomes: { timeout: 4 },
    timeoutMs: 200,
  },
  'never ends its body': {
    server: () => rawServer((socket) => pour(socket, `${ok}\r\n`, 'x'.repeat(65_536))),
    becomes: { timeout: 4 },
    head: 200,
    timeoutMs: 200,
  },
  'never ends its head': {
    server: () => rawServer((socket) => pour(socket, ok, 'name: value\r\n'.repeat(1000))),
    becomes: { protocol: 4 },
  },
  'sends a head of 100 kB': {
    server: () => rawServer((socket) => socket.write(`${ok}cookie: ${'x'.repeat(100_000)}\r\n\r\n`)),
    becomes: { protocol: 4 },
    message: /^Headers Overflow/,
  },
  'speaks another protocol': {
    server: () => rawServer((socket) => socket.write('220 mail ESMTP\r\n')),
    becomes: { protocol: 4 },
  },
  'answers with bytes that mean nothing': {
    server: () => rawServer((socket) => socket.write(Buffer.from([0, 1, 2, 255, 254, 253, 13, 10, 13, 10]))),
    becomes: { protocol: 4 },
  },
  'speaks HTTP/2 without being asked': {
    server: () => tcpServer((socket) => socket.write(Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]))),
    becomes: { protocol: 4 },
  },
  'switches to a protocol that nobody asked for': {
    server: () => rawServer((socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\n\r\n')),
    becomes: { protocol: 4 },
  },
  'says 100 Continue unasked': {
    server: () => rawServer((socket) => socket.write(`HTTP/1.1 100 Continue\r\n\r\n${ok}content-length: 0\r\n\r\n`)),
    becomes: { protocol: 4 },
  },
  'gives hints first': {
    server: () =>
      rawServer((socket) => {
        socket.write('HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </a.css>\r\n\r\n');
        socket.write(`${ok}content-length: 0\r\n\r\n`);
      }),
    becomes: { 200: 4 },
  },
  'closes after each answer, and says so': {
    server: () => rawServer((socket) => socket.end(`${ok}connection: close\r\ncontent-length: 2\r\n\r\nok`)),
    becomes: { 200: 4 },
  },
  'ends each body by closing': {
    server: () => rawServer((socket) => socket.end(`${ok}\r\nok`)),
    becomes: { 200: 4 },
  },
  'answers HEAD with the length alone': {
    server: () => rawServer((socket) => socket.write(`${ok}content-length: 1000\r\n\r\n`)),
    becomes: { 200: 4 },
    request: { method: 'HEAD' },
  },
  'speaks TLS, and is asked in plain text': {
    server: async () => {
      const server = await httpsServer((_, response) => response.end());
      server.url = server.url.replace('https:', 'http:');
      return server;
    },
    becomes: { reset: 4 },
  },
  'speaks plain text, and is asked for TLS': {
    server: () => overTls(httpServer((_, response) => response.end())),
    becomes: { tls: 4 },
    message: /^wrong version number$/,
  },
};

describe('a server that', () => {
  it.each(Object.entries(faults))('%s', async (_, fault) => {
    await using server = await fault.server();
    const recording = await run(server.url, fault);
    expect(outcome(recording)).toEqual(fault.becomes);
    expect(recording.failures[0]?.head?.status).toBe(fault.head);
    if (fault.message) expect(recording.failures[0]?.message).toMatch(fault.message);
    if (server.open) await vi.waitFor(() => expect(server.open!.size).toBe(0));
    await expectGoodBurst();
  });

  it('closes after each answer without a word: a request may be lost to it, and then counts as reset', async () => {
    await using server = await rawServer((socket) => socket.end(`${ok}content-length: 2\r\n\r\nok`));
    const { 200: answered = 0, reset = 0, ...rest } = outcome(await run(server.url));
    expect({ rest, all: answered + reset }).toEqual({ rest: {}, all: 4 });
    expect(answered).toBeGreaterThanOrEqual(2);
    await vi.waitFor(() => expect(server.open.size).toBe(0));
  });

  it('closes an idle connection just as it is used again: the request is sent again, and counts once', async () => {
    const answered = new WeakSet<Socket>();
    await using server = await rawServer((socket) => {
      if (answered.has(socket)) socket.end();
      else socket.write(`${ok}content-length: 2\r\n\r\nok`);
      answered.add(socket);
    });
    const phases = [phase('round', { maxRequests: 2, pauseMs: 1100 })];
    const recording = await executor.run(planFor(server.url, phases), options());
    expect(outcome(recording)).toEqual({ 200: 2 });
    expect({ resent: recording.resent, opened: server.opened }).toEqual({ resent: 1, opened: 2 });
    expect([...recording.samples.connection]).toEqual([0, 1]);
  });

  it.each([
    ['sends more than it announced', `${ok}content-length: 2\r\n\r\nokay`, 200, 2],
    ['sends a body with status 204', 'HTTP/1.1 204 No Content\r\n\r\nsurprise', 204, 0],
  ])('%s: what is too much is never counted', async (_, answer, status, bodyBytes) => {
    await using server = await rawServer((socket) => socket.write(answer));
    const recording = await run(server.url);
    const { [status]: answered = 0, protocol = 0, ...rest } = outcome(recording);
    expect({ rest, all: answered + protocol }).toEqual({ rest: {}, all: 4 });
    expect(Math.max(...recording.samples.bodyBytes)).toBe(bodyBytes);
    await vi.waitFor(() => expect(server.open.size).toBe(0));
    await expectGoodBurst();
  });

  it('dies in the middle of a burst leaves what was measured', async () => {
    let calls = 0;
    await using server = await httpServer((_, response) => {
      if (++calls === 1000) server.die();
      else response.end('ok');
    });
    const phases = [phase('round', { connections: 10, maxRequests: 100_000 })];
    const recording = await executor.run(planFor(server.url, phases), options());
    expect(recording.ended).toBe('too-many-failures');
    const { 200: answered = 0, ...failed } = outcome(recording);
    expect(answered).toBeGreaterThan(900);
    expect(Object.keys(failed).toSorted()).toEqual(['refused', 'reset']);
    expect(recording.samples.count - answered).toBeLessThan(100);
    await expectGoodBurst();
  });

  it('never ends its body fills no memory', async () => {
    await using server = await rawServer((socket) => pour(socket, `${ok}\r\n`, 'x'.repeat(65_536)));
    const before = process.memoryUsage.rss();
    const recording = await run(server.url, { timeoutMs: 1000 });
    const movedBytes = recording.samples.bodyBytes.reduce((sum, bytes) => sum + bytes);
    expect(movedBytes).toBeGreaterThan(100e6);
    // The server of the test fills its own buffers in the same process.
    expect(process.memoryUsage.rss() - before).toBeLessThan(Math.max(100e6, movedBytes / 4));
  });
});

it('nothing of all that is left behind in the thread', async () => {
  const sockets = () =>
    process.getActiveResourcesInfo().filter((name) => /TCPSocket|TCPConnect|TLS|DNS|Addr/.test(name));
  for (const { server, timeoutMs = 5000, request = {} } of Object.values(faults)) {
    await using there = await server();
    await runBurst(faultPlan(there.url, request, Math.min(timeoutMs, 500)), { ...options(), stagger: 0 });
    await vi.waitFor(() => expect(sockets()).toEqual([]));
  }
});

async function expectGoodBurst(): Promise<void> {
  await using good = await httpServer((_, response) => response.end('ok'));
  expect(outcome(await run(good.url))).toEqual({ 200: 4 });
}

const options = () => ({ signal: new AbortController().signal, onProgress: () => {} });

const run = (url: string, { request = {}, timeoutMs = 5000 }: Partial<Fault> = {}): Promise<Recording> =>
  executor.run(faultPlan(url, request, timeoutMs), options());

const faultPlan = (url: string, request: Partial<HttpRequest>, requestTimeoutMs: number): BurstPlan =>
  planFor(url, [phase('round', { connections: 2, maxRequests: 4 })], { request, requestTimeoutMs });

function outcome({ samples, failures }: Recording): Record<string, number> {
  const counts: Record<string, number> = {};
  for (let row = 0; row < samples.count; row++) {
    const failed = samples.failed[row]!;
    const name = failed === 0 ? samples.status[row]! : failures[failed - 1]!.kind;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** As fast as the other side reads. */
function pour(socket: Socket, first: string, more: string): void {
  const fill = () => {
    while (!socket.destroyed && socket.write(more));
  };
  socket.on('drain', fill);
  socket.write(first);
  fill();
}
