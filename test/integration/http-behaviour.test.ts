/** What is asked on the side, of real servers that cache and compress well, badly or not at all. */

import { createHash } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BurstExecutor } from '../../src/burst/executor.ts';
import { probePlan, roundsPlan } from '../../src/burst/plans.ts';
import type { BurstPlan, HttpBehaviour } from '../../src/model.ts';
import { askAside, behaviourOf } from '../../src/profile/aside.ts';
import type { ProfileRun } from '../../src/profile/run.ts';
import type { RequestsPlan } from '../../src/request/plan.ts';
import { buildExecutor } from '../support/burst-worker.ts';
import { httpServer } from '../support/scripted-servers.ts';

let executor: BurstExecutor;

beforeAll(async () => {
  executor = await buildExecutor();
});

afterAll(() => executor.dispose());

const limits = { transport: { ca: null, acceptAnyCertificate: false, http2: false }, workers: 1 };

interface Seen {
  http: HttpBehaviour | null;
  /** How many requests came on the side, and how long they took together. */
  requests: number;
  tookMs: number;
}

async function behaviour(listener: RequestListener, method = 'GET'): Promise<Seen> {
  let requests = 0;
  await using server = await httpServer((request, response) => {
    requests++;
    listener(request, response);
  });
  const request = { method, url: server.url, headers: {}, body: null };
  const options = { signal: new AbortController().signal, onProgress: () => {} };
  const callQuietly = (plan: BurstPlan) => executor.run(plan, options);
  const probes = await callQuietly(probePlan(request, limits));
  requests = 0;
  const beforeMs = performance.now();
  const aside = await askAside({ requests: [request] } as RequestsPlan, probes, { limits, callQuietly } as ProfileRun);
  const asked = { requests, tookMs: performance.now() - beforeMs };
  const burst = { connections: 2, ratePerS: null, rounds: 1, roundMs: 100 };
  const recording = await callQuietly(roundsPlan({ weight: 1, requests: [request] }, burst, limits));
  return { http: behaviourOf(aside, probes, recording), ...asked };
}

const body = JSON.stringify(Array.from({ length: 800 }, (_, id) => ({ id, name: `customer ${id}` })));
const etag = `"${createHash('sha1').update(body).digest('hex')}"`;
const json = (response: ServerResponse, headers: Record<string, string>, bytes: string | Buffer = body) =>
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(bytes);
const withTag: RequestListener = (request, response) => {
  if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
  else json(response, { etag });
};

describe('asking again', () => {
  test('works: 304 without the body', async () => {
    const { http } = await behaviour(withTag);
    expect(http).toMatchObject({ etag, conditional: { state: 'works', latencyMs: expect.any(Number) } });
    expect((http!.conditional as { latencyMs: number }).latencyMs).toBeGreaterThan(0);
  });

  test('works by the date alone', async () => {
    const date = 'Tue, 03 Nov 2026 08:00:00 GMT';
    const { http } = await behaviour((request, response) => {
      if (request.headers['if-modified-since'] === date) response.writeHead(304).end();
      else json(response, { 'last-modified': date });
    });
    expect(http).toMatchObject({ lastModified: date, conditional: { state: 'works' } });
  });

  test('is ignored: the whole body again', async () => {
    const { http } = await behaviour((_, response) => json(response, { etag }));
    expect(http!.conditional).toEqual({ state: 'ignored', status: 200 });
  });

  test('is in vain where each answer is another', async () => {
    let version = 0;
    const { http } = await behaviour((_, response) => json(response, { etag: `"${version++}"` }));
    expect(http!.conditional).toEqual({ state: 'content-changes' });
  });

  test('has nothing to compare by', async () => {
    const { http } = await behaviour((_, response) => json(response, {}));
    expect(http).toMatchObject({ etag: null, lastModified: null, conditional: { state: 'no-validator' } });
  });

  test('that fails tells nothing', async () => {
    const { http } = await behaviour((request, response) => {
      if (request.headers['if-none-match']) response.destroy();
      else json(response, { etag });
    });
    expect(http!.conditional).toEqual({ state: 'not-tried' });
  });
});

describe('encodings', () => {
  const compressing: RequestListener = (request: IncomingMessage, response) => {
    const offered = request.headers['accept-encoding'];
    const encoded = offered === 'gzip' ? gzipSync(body) : offered === 'br' ? brotliCompressSync(body) : null;
    if (encoded) json(response, { 'content-encoding': offered!, vary: 'Accept-Encoding' }, encoded);
    else json(response, { vary: 'Accept-Encoding' });
  };

  test('with what the body weighs on the wire', async () => {
    const { http } = await behaviour(compressing);
    expect(http).toMatchObject({ vary: 'Accept-Encoding' });
    expect(http!.encodings).toEqual([
      { offered: 'identity', encoding: 'identity', bytes: body.length },
      { offered: 'gzip', encoding: 'gzip', bytes: gzipSync(body).length },
      { offered: 'br', encoding: 'br', bytes: brotliCompressSync(body).length },
      { offered: 'zstd', encoding: 'identity', bytes: body.length },
    ]);
  });

  test('that the server refuses are left out', async () => {
    const { http } = await behaviour((request, response) => {
      if (request.headers['accept-encoding'] === 'zstd') response.writeHead(406).end('no');
      else compressing(request, response);
    });
    expect(http!.encodings.map(({ offered }) => offered)).toEqual(['identity', 'gzip', 'br']);
  });
});

test('a cache on the way', async () => {
  let calls = 0;
  const { http } = await behaviour((_, response) => {
    const cached = calls++ > 0;
    const answer = () =>
      json(response, {
        'cache-control': 'public, max-age=60',
        'x-cache': cached ? 'HIT' : 'MISS',
        ...(cached && { age: '3' }),
      });
    if (cached) answer();
    else setTimeout(answer, 80);
  });
  expect(http).toMatchObject({ cacheControl: 'public, max-age=60', age: null, cacheStatus: 'x-cache: MISS' });
  expect(http!.cache!.hits).toBeGreaterThan(10);
  expect(http!.cache!.misses).toBe(0);
  expect(http!.firstCallMs).toBeGreaterThan(75);
  expect(http!.laterCallsMs).toBeLessThan(40);
});

describe('what is asked', () => {
  test('of a fast endpoint is seven requests, which take next to no time', async () => {
    const { requests, tookMs } = await behaviour(withTag);
    expect(requests).toBe(7);
    expect(tookMs).toBeLessThan(400);
  });

  test('of a slow endpoint is less', async () => {
    const { requests, http } = await behaviour((request, response) => {
      void delay(180).then(() => withTag(request, response));
    });
    expect(requests).toBe(2);
    expect(http).toMatchObject({ conditional: { state: 'works' }, encodings: [{ offered: 'gzip' }] });
  });

  test('of one that may change data is nothing', async () => {
    expect(await behaviour(withTag, 'POST')).toMatchObject({ http: null, requests: 0 });
  });
});
