/** A cancel ends a burst within a quarter of a second, wherever its requests are, with what was measured until then. */

import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { BurstExecutor } from '../../src/burst/executor.ts';
import type { BurstPlan, BurstProgress, Transport } from '../../src/model.ts';
import { phase, planFor } from '../support/burst-plan.ts';
import { buildExecutor } from '../support/burst-worker.ts';
import { authority } from '../support/certificates.ts';
import {
  blockedServer,
  http2Server,
  httpServer,
  httpsServer,
  type ScriptedServer,
  tcpServer,
} from '../support/scripted-servers.ts';

let executor: BurstExecutor;

beforeAll(async () => {
  executor = await buildExecutor();
});

afterAll(() => executor.dispose());

const withinMs = 250;
const users = 8;

type Answer = Pick<ServerResponse, 'write' | 'end'>;

type Listener = (request: unknown, response: Answer) => void;

const protocols: Record<string, { http2: boolean; server(listener: Listener): Promise<ScriptedServer> }> = {
  'HTTP/1.1': { http2: false, server: (listener) => httpServer(listener) },
  HTTPS: { http2: false, server: (listener) => httpsServer(listener) },
  'HTTP/2': {
    http2: true,
    server: (listener) => http2Server((request, response) => listener(request, response as unknown as Answer)),
  },
};

/** The first answers are whole, so that there is something to keep. */
const afterSome = (then: (response: Answer) => void): Listener => {
  let calls = 0;
  return (_, response) => (++calls <= 20 ? response.end('ok') : then(response));
};

const stages: Record<string, { listener(): Listener; pauseMs?: number }> = {
  'while requests follow each other': { listener: () => (_, response) => setTimeout(() => response.end('ok'), 2) },
  'before a first byte': { listener: () => afterSome(() => {}) },
  'in the body': { listener: () => afterSome((response) => response.write('half')) },
  'while users think': { listener: () => (_, response) => response.end('ok'), pauseMs: 5_000 },
};

describe.each(Object.entries(protocols))('a burst over %s', (_, { http2, server: open }) => {
  it.each(Object.entries(stages))('is cancelled %s', async (_, { listener, pauseMs = 0 }) => {
    await using server = await open(listener());
    const plan = planFor(server.url, [phase('round', { connections: users, maxRequests: 1e6, pauseMs })], {
      transport: trusting(http2),
    });
    const fewest = pauseMs > 0 ? users : 20;
    const { recording, tookMs } = await cancelled(plan, (progress) => progress.count >= fewest);
    expect(tookMs).toBeLessThan(withinMs);
    expect(recording).toMatchObject({ ended: 'cancelled', failures: [], firstHead: { status: 200 } });
    expect(recording.samples.count).toBeGreaterThanOrEqual(fewest);
    await vi.waitFor(() => expect(server.open.size).toBe(0));
  });
});

describe('a burst that has no connection yet', () => {
  it('is cancelled while the server takes none', async () => {
    await using server = await blockedServer(5_000, 1);
    const { recording, tookMs } = await cancelled(planFor(server.url, [phase('round', { connections: users })]));
    expect(tookMs).toBeLessThan(withinMs);
    expect(recording).toMatchObject({ ended: 'cancelled', failures: [], samples: { count: 0 } });
  });

  it.each([false, true])('is cancelled in the TLS handshake (HTTP/2 offered: %s)', async (http2) => {
    await using server = await tcpServer(() => {});
    const url = server.url.replace('http:', 'https:');
    const plan = planFor(url, [phase('round', { connections: users })], { transport: trusting(http2) });
    const { recording, tookMs } = await cancelled(plan);
    expect(tookMs).toBeLessThan(withinMs);
    expect(recording).toMatchObject({ ended: 'cancelled', failures: [], samples: { count: 0 } });
    await vi.waitFor(() => expect(server.open.size).toBe(0));
  });

  it('opens none when it was cancelled before', async () => {
    await using server = await httpServer((_, response) => response.end());
    const running = executor.run(planFor(server.url, [phase('round')]), {
      signal: AbortSignal.abort(),
      onProgress: () => {},
    });
    expect(await running).toMatchObject({ ended: 'cancelled' });
    expect(server.opened).toBe(0);
  });
});

const trusting = (http2: boolean): Transport => ({ ca: authority, acceptAnyCertificate: false, http2 });

/** Cancels some moments after the progress, which is told ten times a second, is as awaited. */
async function cancelled(plan: BurstPlan, isThere: (progress: BurstProgress) => boolean = () => true) {
  const cancel = new AbortController();
  let cancelledMs = 0;
  const onProgress = (progress: BurstProgress) => {
    if (cancelledMs > 0 || !isThere(progress)) return;
    cancelledMs = performance.now();
    cancel.abort();
  };
  const recording = await executor.run(plan, { signal: cancel.signal, onProgress });
  return { recording, tookMs: performance.now() - cancelledMs };
}
