/** The real worker bundle against real servers that behave well, badly, or not at all. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createBurstExecutor } from '../../src/burst/executor.ts';
import { type BurstPlan, type BurstProgress, type Recording, UserError } from '../../src/model.ts';
import { phase, planFor } from '../support/burst-plan.ts';
import { type BuiltExecutor, buildExecutor } from '../support/burst-worker.ts';
import { httpServer, rawServer, refusedUrl, type ScriptedServer } from '../support/scripted-servers.ts';

let folder: string;
let executor: BuiltExecutor;

beforeAll(async () => {
  executor = await buildExecutor();
  folder = executor.folder;
});

afterAll(() => executor.dispose());

const run = (
  plan: BurstPlan,
  signal = new AbortController().signal,
  onProgress: (p: BurstProgress) => void = () => {},
) => executor.run(plan, { signal, onProgress });

const requests = (maxRequests: number, connections = 1) => phase('round', { maxRequests, connections });
const statuses = ({ samples }: Recording) => [...new Set(samples.status)].toSorted();
const allClosed = (server: ScriptedServer) => vi.waitFor(() => expect(server.open.size).toBe(0));

describe('answers', () => {
  it('have their latency from the request’s first byte to the answer’s last', async () => {
    await using server = await httpServer((_, response) => {
      setTimeout(() => {
        response.write('first ');
        setTimeout(() => response.end('last'), 60);
      }, 60);
    });
    const { samples, ended } = await run(planFor(server.url, [requests(5)]));
    expect(ended).toBe('completed');
    expect(samples.count).toBe(5);
    for (let row = 0; row < 5; row++) {
      expect(samples.firstByteMs[row]).toBeGreaterThan(55);
      expect(samples.latencyMs[row]).toBeGreaterThan(115);
    }
    // A busy machine may take note of a first byte late, but not each time.
    const gapsMs = samples.latencyMs.map((latencyMs, row) => latencyMs - samples.firstByteMs[row]!);
    expect(Math.max(...gapsMs)).toBeGreaterThan(30);
    expect([...samples.bodyBytes]).toEqual(Array(5).fill('first last'.length));
  });

  it('of a slow first call stand out, on the machine’s monotonic clock', async () => {
    let calls = 0;
    await using server = await httpServer((_, response) => {
      setTimeout(() => response.end('ok'), calls++ === 0 ? 300 : 0);
    });
    const beforeMs = Number(process.hrtime.bigint()) / 1e6;
    const { samples, startedAtMonotonicMs } = await run(
      planFor(server.url, [phase('probe', { maxRequests: 6, pauseMs: 5 }), requests(50, 5)]),
    );
    const afterMs = Number(process.hrtime.bigint()) / 1e6;
    expect(samples.latencyMs[0]).toBeGreaterThan(295);
    expect(Math.max(...samples.latencyMs.slice(1, 6))).toBeLessThan(150);
    expect(startedAtMonotonicMs).toBeGreaterThan(beforeMs);
    const lastEndMs = samples.startMs[samples.count - 1]! + samples.latencyMs[samples.count - 1]!;
    expect(startedAtMonotonicMs + lastEndMs).toBeLessThan(afterMs);
  });

  it('come over as many sockets as there are connections, each kept open', async () => {
    await using server = await httpServer((_, response) => setTimeout(() => response.end('ok'), 2));
    const { samples } = await run(planFor(server.url, [phase('probe'), requests(100, 5)]));
    expect(server.opened).toBe(5);
    expect(new Set(samples.connection)).toEqual(new Set([0, 1, 2, 3, 4]));
    await allClosed(server);
  });

  it('that close the connection each get a socket of their own', async () => {
    await using server = await httpServer((_, response) => response.setHeader('connection', 'close').end('ok'));
    const { samples, failures } = await run(planFor(server.url, [requests(30, 3)]));
    expect(failures).toEqual([]);
    expect(samples.count).toBe(30);
    expect(new Set(samples.connection).size).toBe(30);
    expect(server.opened).toBe(30);
  });

  it.each([204, 304, 302, 404, 500])('of status %i are answers', async (status) => {
    await using server = await httpServer((_, response) => response.writeHead(status, { location: '/' }).end());
    const recording = await run(planFor(server.url, [requests(10, 2)]));
    expect(statuses(recording)).toEqual([status]);
    expect(recording.failures).toEqual([]);
    expect(recording.errorHeads.map((head) => head.status)).toEqual(status >= 400 ? [status] : []);
    expect(server.opened).toBe(2);
  });

  it('of a server that closes idle connections without a word do not fail for it', async () => {
    await using server = await httpServer((request, response) => {
      response.removeHeader('keep-alive');
      response.end('ok', () => setTimeout(() => request.socket.end(), 5));
    });
    const { samples, failures } = await run(planFor(server.url, [phase('probe', { maxRequests: 8, pauseMs: 20 })]));
    expect(failures).toEqual([]);
    expect([...samples.connection]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('may be chunked', async () => {
    await using server = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n');
      socket.write('6\r\n world\r\n0\r\n\r\n');
    });
    const { samples, failures } = await run(planFor(server.url, [requests(10)]));
    expect(failures).toEqual([]);
    expect([...samples.bodyBytes]).toEqual(Array(10).fill(11));
  });

  it('may arrive in pieces of any size, head and body', async () => {
    const answer = 'HTTP/1.1 200 OK\r\nx-first: one\r\nx-second: two\r\ncontent-length: 5\r\n\r\nhello';
    await using server = await rawServer(async (socket) => {
      socket.setNoDelay(true);
      for (let at = 0; at < answer.length; at += 25) {
        socket.write(answer.slice(at, at + 25));
        await pause(2);
      }
    });
    const { firstHead, samples, failures } = await run(planFor(server.url, [requests(20, 2)]));
    expect(failures).toEqual([]);
    expect(firstHead?.headers).toEqual({ 'x-first': 'one', 'x-second': 'two', 'content-length': '5' });
    expect([...samples.bodyBytes]).toEqual(Array(20).fill(5));
  });

  it('with large bodies are counted to the last byte', async () => {
    await using server = await httpServer((_, response) => response.end(Buffer.alloc(3_000_000)));
    const { samples, failures } = await run(planFor(server.url, [requests(12, 3)]));
    expect(failures).toEqual([]);
    expect([...samples.bodyBytes]).toEqual(Array(12).fill(3_000_000));
  });

  it('may be preceded by early hints', async () => {
    await using server = await httpServer((_, response) => {
      response.writeEarlyHints({ link: '</a.css>; rel=preload' });
      response.end('ok');
    });
    const recording = await run(planFor(server.url, [requests(5)]));
    expect(statuses(recording)).toEqual([200]);
    expect(recording.firstHead?.status).toBe(200);
  });
});

describe('requests', () => {
  it('carry the right host, what was given, and nothing else', async () => {
    const heads = new Set<string>();
    await using server = await rawServer((socket, request) => {
      heads.add(request);
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
    });
    await run(planFor(`${server.url}a?b=1`, [requests(3)], { request: { headers: { 'x-team': 'blue' } } }));
    const host = new URL(server.url).host;
    expect([...heads]).toEqual([
      `GET /a?b=1 HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\nx-team: blue\r\naccept: */*\r\n\r\n`,
    ]);
  });

  it('carry their body, with its length in bytes', async () => {
    const bodies = new Set<string>();
    await using server = await httpServer(async (request, response) => {
      const body = (await request.setEncoding('utf8').toArray()).join('');
      bodies.add(`${request.method} ${request.headers['content-length']} ${body}`);
      response.end();
    });
    const request = { method: 'POST', body: '{"name":"é"}', headers: { 'content-type': 'application/json' } };
    const { failures } = await run(planFor(server.url, [requests(20, 2)], { request }));
    expect(failures).toEqual([]);
    expect([...bodies]).toEqual(['POST 13 {"name":"é"}']);
    expect(server.opened).toBe(2);
  });

  it('may be answered before their body has been read', async () => {
    await using server = await httpServer((request, response) => {
      response.writeHead(413).end('too large');
      request.resume();
    });
    const request = { method: 'PUT', body: 'x'.repeat(2_000_000) };
    const recording = await run(planFor(server.url, [requests(6, 2)], { request }));
    expect(recording.failures).toEqual([]);
    expect(statuses(recording)).toEqual([413]);
  });

  it('with HEAD or DELETE keep their connection', async () => {
    await using server = await httpServer((request, response) => {
      request.resume();
      response.setHeader('content-length', 1000).end(request.method === 'HEAD' ? undefined : 'x'.repeat(1000));
    });
    const head = await run(planFor(server.url, [requests(10)], { request: { method: 'HEAD' } }));
    expect([...head.samples.bodyBytes]).toEqual(Array(10).fill(0));
    await run(planFor(server.url, [requests(10)], { request: { method: 'DELETE', body: '{}' } }));
    expect(server.opened).toBe(2);
  });

  it('that HTTP does not allow are refused with a sentence', async () => {
    const impossible = run(planFor('http://127.0.0.1:1/', [requests(5)], { request: { headers: { 'a b': '1' } } }));
    await expect(impossible).rejects.toThrow(UserError);
    await expect(impossible).rejects.toThrow('The request cannot be sent');
    await expect(run(planFor('/users', [requests(5)]))).rejects.toThrow('The address /users cannot be called.');
  });
});

describe('bad servers', () => {
  it('that are not there end the burst at once', async () => {
    const startMs = performance.now();
    const { ended, failures, samples } = await run(planFor(await refusedUrl(), [requests(1e6, 10)]));
    expect({ ended, count: samples.count }).toEqual({ ended: 'too-many-failures', count: 20 });
    expect(failures).toMatchObject([{ kind: 'refused', count: 20 }]);
    expect(performance.now() - startMs).toBeLessThan(2000);
  });
});

describe('several workers', () => {
  const together = (url: string, phases: BurstPlan['phases'], rest: Partial<BurstPlan> = {}) =>
    planFor(url, phases, { workers: 3, ...rest });

  it('share the users and the requests, phase by phase', async () => {
    await using server = await httpServer((_, response) => setTimeout(() => response.end('ok'), 2));
    const phases = [requests(50, 5), requests(301, 7), phase('round', { connections: 1, maxRequests: 4 })];
    const progress: BurstProgress[] = [];
    const recording = await run(together(server.url, phases), undefined, (one) => progress.push(one));
    const { samples } = recording;
    const requestsIn = (index: number) => samples.phase.filter((one) => one === index).length;
    expect(recording.ended).toBe('completed');
    expect([requestsIn(0), requestsIn(1), requestsIn(2)]).toEqual([50, 301, 4]);
    expect(server.opened).toBe(7);
    expect(new Set(samples.connection).size).toBe(7);
    expect(progress.at(-1)).toMatchObject({ phase: 'round', of: 3, count: 355 });
    // A phase begins for all when the one before it is over for all.
    expect(recording.phases[1]!.startMs).toBeGreaterThanOrEqual(recording.phases[0]!.endMs);
    await allClosed(server);
  });

  it('keep up one even rate', async () => {
    await using server = await httpServer((_, response) => response.end('ok'));
    const pace = { model: 'open', ratePerS: { from: 60, to: 60 }, maxInFlight: 30 } as const;
    const { samples } = await run(together(server.url, [{ ...requests(1e6), pace, durationMs: 1000 }]));
    expect(samples.count).toBe(60);
    const dueMs = samples.startMs.toSorted();
    const gapsMs = [...dueMs.subarray(1)].map((ms, index) => ms - dueMs[index]!);
    // 16.7 ms each, but for the instant at which the threads start; 50 ms if they were in step.
    expect(Math.max(...gapsMs)).toBeLessThan(35);
  });

  it('all end when one gives up', async () => {
    const { ended, failures, samples } = await run(together(await refusedUrl(), [requests(1e6, 30)]));
    expect(ended).toBe('too-many-failures');
    expect(failures).toMatchObject([{ kind: 'refused', count: samples.count }]);
  });

  it('all stop when cancelled, within a quarter of a second', async () => {
    await using server = await httpServer((_, response) => setTimeout(() => response.end('ok'), 5));
    const cancel = new AbortController();
    const running = run(together(server.url, [phase('round', { connections: 9, maxRequests: 1e6 })]), cancel.signal);
    await vi.waitFor(() => expect(server.open.size).toBe(9), { timeout: 10_000 });
    const cancelledMs = performance.now();
    cancel.abort();
    expect(await running).toMatchObject({ ended: 'cancelled', failures: [] });
    expect(performance.now() - cancelledMs).toBeLessThan(250);
    await allClosed(server);
  });

  it('refuse an impossible request as one', async () => {
    const impossible = together('http://127.0.0.1:1/', [requests(9, 9)], {});
    impossible.targets[0]!.requests[0]!.headers = { 'a b': '1' };
    await expect(run(impossible)).rejects.toThrow('The request cannot be sent');
  });

  it('all end when one of them dies', async () => {
    const workerPath = join(folder, 'sometimes-dying-worker.cjs');
    await writeFile(
      workerPath,
      `require('./burst-worker.js');
       require('node:worker_threads').parentPort.on('message', (message) => {
         if (message.type === 'run' && message.stagger > 0.5) setTimeout(() => { throw new Error('out of luck'); }, 100);
       });`,
    );
    await using server = await rawServer(() => {});
    const dying = createBurstExecutor({ workerPath });
    const options = { signal: new AbortController().signal, onProgress: () => {} };
    await expect(dying.run(together(server.url, [requests(5, 3)]), options)).rejects.toThrow('out of luck');
    await allClosed(server);
    await dying.dispose();
  });
});

describe('the executor', () => {
  it('runs one burst at a time', async () => {
    await using server = await httpServer((_, response) => response.end());
    const first = run(planFor(server.url, [requests(5)]));
    await expect(run(planFor(server.url, [requests(5)]))).rejects.toThrow('already running');
    expect((await first).samples.count).toBe(5);
  });

  it('rejects when its worker dies, and starts another for the next run', async () => {
    const workerPath = join(folder, 'dying-worker.cjs');
    const marker = join(folder, 'has-died');
    await writeFile(
      workerPath,
      `const { existsSync, writeFileSync } = require('node:fs');
       if (existsSync(${JSON.stringify(marker)})) require('./burst-worker.js');
       else require('node:worker_threads').parentPort.on('message', () => {
         writeFileSync(${JSON.stringify(marker)}, '');
         throw new Error('out of luck');
       });`,
    );
    await using server = await httpServer((_, response) => response.end());
    const dying = createBurstExecutor({ workerPath });
    const options = { signal: new AbortController().signal, onProgress: () => {} };
    await expect(dying.run(planFor(server.url, [requests(5)]), options)).rejects.toThrow(
      'The burst worker failed: out of luck',
    );
    expect((await dying.run(planFor(server.url, [requests(5)]), options)).samples.count).toBe(5);
    await dying.dispose();
  });

  it('ends its worker and the sockets on dispose, in the middle of a run too', async () => {
    await using server = await rawServer(() => {});
    const disposed = createBurstExecutor({ workerPath: join(folder, 'burst-worker.js') });
    const options = { signal: new AbortController().signal, onProgress: () => {} };
    const rejected = expect(disposed.run(planFor(server.url, [requests(5, 3)]), options)).rejects.toThrow(
      'The burst worker ended before the burst was over.',
    );
    await vi.waitFor(() => expect(server.open.size).toBe(3), { timeout: 10_000 });
    await disposed.dispose();
    await rejected;
    await allClosed(server);
  });
});
