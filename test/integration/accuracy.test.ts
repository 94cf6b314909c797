/** Real bursts against servers whose delays are known: the figures say what the servers did. */

import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BurstExecutor } from '../../src/burst/executor.ts';
import { probePlan, roundsPlan } from '../../src/burst/plans.ts';
import { findColdStarts } from '../../src/measure/cold-starts.ts';
import { joinRecordings } from '../../src/measure/join-recordings.ts';
import { quantile } from '../../src/measure/statistics.ts';
import { summarise } from '../../src/measure/summarise.ts';
import type { HttpRequest, Recording } from '../../src/model.ts';
import { buildExecutor } from '../support/burst-worker.ts';
import { httpServer } from '../support/scripted-servers.ts';

let executor: BurstExecutor;

beforeAll(async () => {
  executor = await buildExecutor();
});

afterAll(() => executor.dispose());

/** Alone, then under load, as the default burst does it, but shorter. */
async function profile(url: string): Promise<Recording> {
  const request: HttpRequest = { method: 'GET', url, headers: {}, body: null };
  const limits = { transport: { ca: null, acceptAnyCertificate: false, http2: false }, workers: 1 };
  const watch = { signal: new AbortController().signal, onProgress: () => {} };
  const probes = await executor.run(probePlan(request, limits), watch);
  const settings = { connections: 8, rounds: 2, roundMs: 400, ratePerS: null };
  return joinRecordings(
    probes,
    await executor.run(roundsPlan({ weight: 1, requests: [request] }, settings, limits), watch),
  );
}

const answerAfter = (delayMs: number): RequestListener => {
  return (_, response) => {
    if (delayMs === 0) response.end('ok');
    else setTimeout(() => response.end('ok'), delayMs);
  };
};

describe('percentiles', () => {
  it('are those of the delays that the server itself took', async () => {
    const tookMs: number[] = [];
    let calls = 0;
    await using server = await httpServer((_, response) => {
      const delayMs = calls++ % 10 < 6 ? 10 : calls % 2 === 0 ? 25 : 60;
      const startMs = performance.now();
      setTimeout(() => {
        tookMs.push(performance.now() - startMs);
        response.end('ok');
      }, delayMs);
    });
    const recording = await profile(server.url);
    const { count, p50Ms, p75Ms, p95Ms, minMs } = summarise(recording);
    const steadyMs = tookMs.slice(-count);
    expect(minMs).toBeGreaterThanOrEqual(Math.min(...steadyMs) - 1);
    for (const [measuredMs, share] of [
      [p50Ms, 0.5],
      [p75Ms, 0.75],
      [p95Ms, 0.95],
    ] as const) {
      const exactMs = quantile(steadyMs, share);
      expect(Math.abs(measuredMs - exactMs), `${share}: ${measuredMs} ms for ${exactMs} ms`).toBeLessThan(5);
    }
  });
});

describe('cold starts', () => {
  it.each([1, 2, 3, 4])('of a route are found to be as long as %d calls', async (cold) => {
    let calls = 0;
    await using server = await httpServer((request, response) =>
      answerAfter(calls++ < cold ? 120 : 2)(request, response),
    );
    const found = findColdStarts(await profile(server.url), []);
    expect(found.map(({ kind }) => kind)).toEqual(Array(cold).fill('route'));
    for (const { latencyMs } of found) expect(Math.abs(latencyMs - 120)).toBeLessThan(40);
  });

  it('of connections are found, one marker for all', async () => {
    const seen = new Set<Socket>();
    await using server = await httpServer((request, response) => {
      const isFirst = !seen.has(request.socket);
      seen.add(request.socket);
      // The very first is the route's.
      answerAfter(isFirst && seen.size > 1 ? 100 : 3)(request, response);
    });
    const found = findColdStarts(await profile(server.url), []);
    expect(found.map(({ kind, times }) => [kind, times])).toEqual([['connection', 8]]);
    expect(Math.abs(found[0]!.latencyMs - 100)).toBeLessThan(40);
  });

  it.each([0, 0, 0, 1, 5, 20])('are none on a server that takes %d ms from the first call on', async (delayMs) => {
    await using server = await httpServer(answerAfter(delayMs));
    // The server's own first call is a cold one: code that runs for the first time.
    for (let call = 0; call < 60; call++) await (await fetch(server.url)).text();
    const recording = await profile(server.url);
    const probes = [...recording.samples.latencyMs.slice(0, 8)].map((ms) => ms.toFixed(2)).join(' ');
    expect(findColdStarts(recording, []), probes).toEqual([]);
  });
});
