import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runBurst } from '../../../src/burst/engine.ts';
import type { BurstPlan, BurstProgress, Recording } from '../../../src/model.ts';
import { openPhase, phase, planFor } from '../../support/burst-plan.ts';
import { type ScriptedAnswer, type ScriptedNetwork, scriptedNetwork } from '../../support/scripted-client.ts';

beforeEach(() => {
  vi.useFakeTimers({
    loopLimit: 100_000,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'performance'],
  });
});
afterEach(() => {
  vi.useRealTimers();
});

interface Burst {
  recording: Promise<Recording>;
  network: ScriptedNetwork;
  progress: BurstProgress[];
  cancel: AbortController;
}

function start(plan: BurstPlan, answer: (request: number) => ScriptedAnswer): Burst {
  const network = scriptedNetwork(answer);
  const progress: BurstProgress[] = [];
  const cancel = new AbortController();
  const recording = runBurst(
    plan,
    { signal: cancel.signal, stagger: 0, onProgress: (one) => progress.push(one) },
    network,
  );
  return { recording, network, progress, cancel };
}

async function finished({ recording }: Burst): Promise<Recording> {
  await vi.runAllTimersAsync();
  return recording;
}

const plan = (phases: BurstPlan['phases'], rest: Partial<BurstPlan> = {}) =>
  planFor('http://scripted.test/', phases, rest);
const ok = (afterMs: number): ScriptedAnswer => ({ afterMs, status: 200, body: 'ok' });
const resets = (afterMs: number): ScriptedAnswer => ({
  afterMs,
  error: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
});

describe('phases', () => {
  it('run in order, each to its own bound, on connections that stay', async () => {
    const burst = start(
      plan([
        phase('probe', { maxRequests: 3, pauseMs: 50 }),
        phase('warm-up', { connections: 2, maxRequests: 4 }),
        phase('round', { connections: 2, durationMs: 100, maxRequests: 1000 }),
      ]),
      () => ok(10),
    );
    const { phases, samples, ended } = await finished(burst);
    expect(phases).toMatchObject([
      { kind: 'probe', startMs: 0, endMs: 130 },
      { kind: 'warm-up', startMs: 130, endMs: 150 },
      { kind: 'round', startMs: 150, endMs: 250 },
    ]);
    expect(ended).toBe('completed');
    expect([...samples.phase]).toEqual([...Array(3).fill(0), ...Array(4).fill(1), ...Array(20).fill(2)]);
    expect([...samples.startMs.slice(0, 3)]).toEqual([0, 60, 120]);
    expect(new Set(samples.latencyMs)).toEqual(new Set([10]));
    expect(new Set(samples.connection)).toEqual(new Set([0, 1]));
    expect(burst.network.openClients).toBe(0);
  });

  it('wait for the answers that are under way when their time is over', async () => {
    const burst = start(plan([phase('round', { durationMs: 100, maxRequests: 1000 })]), () => ok(70));
    const { phases, samples } = await finished(burst);
    expect([...samples.startMs]).toEqual([0, 70]);
    expect(phases[0]).toMatchObject({ endMs: 140 });
  });

  it('that last until they are steady end with the answers under way then, and no later than they may', async () => {
    const warmUp = {
      ...phase('warm-up', { connections: 5, durationMs: 2000, maxRequests: 10_000 }),
      untilSteady: true,
    };
    const steady = await finished(start(plan([warmUp, phase('round', { maxRequests: 1 })]), () => ok(10)));
    expect(steady.phases).toMatchObject([{ endMs: 500 }, { kind: 'round', startMs: 500 }]);
    const restless = await finished(start(plan([warmUp]), (request) => ok(request % 90 < 45 ? 10 : 14)));
    expect(restless.phases[0]!.endMs).toBeGreaterThanOrEqual(2000);
    const paced = await finished(
      start(plan([{ ...openPhase(200, { durationMs: 2000 }), untilSteady: true }]), () => ok(10)),
    );
    expect(paced.phases[0]).toMatchObject({ unsent: 0, endMs: expect.closeTo(505, -1) });
  });

  it('without connections end at once', async () => {
    const burst = start(plan([phase('round', { connections: 0 })]), () => ok(1));
    expect(await finished(burst)).toMatchObject({ ended: 'completed', samples: { count: 0 } });
  });

  it('do not begin a pause that their time would cut off', async () => {
    const burst = start(plan([phase('probe', { durationMs: 100, pauseMs: 500 })]), () => ok(10));
    expect((await finished(burst)).phases[0]).toMatchObject({ endMs: 10 });
  });
});

describe('samples', () => {
  it('number the sockets in order of opening, new ones after a close too', async () => {
    const burst = start(plan([phase('round', { maxRequests: 3 })]), () => ({ afterMs: 1, status: 200, closes: true }));
    expect([...(await finished(burst)).samples.connection]).toEqual([0, 1, 2]);
  });

  it('keep the first head and the first of each error', async () => {
    const statuses = [200, 500, 404, 500, 200];
    const burst = start(plan([phase('round', { maxRequests: 5 })]), (request) => ({
      afterMs: 1,
      status: statuses[request]!,
      headers: { 'X-Request': String(request) },
    }));
    const { firstHead, errorHeads, samples, failures } = await finished(burst);
    expect(firstHead).toEqual({ status: 200, headers: { 'x-request': '0' } });
    expect(errorHeads).toEqual([
      { status: 500, headers: { 'x-request': '1' } },
      { status: 404, headers: { 'x-request': '2' } },
    ]);
    expect([...samples.status]).toEqual(statuses);
    expect(failures).toEqual([]);
  });

  it('survive the growth of their columns', async () => {
    const burst = start(plan([phase('round', { maxRequests: 9000, durationMs: 1e6 })]), (n) => ok(1 + (n % 3)));
    const { samples } = await finished(burst);
    expect(samples.count).toBe(9000);
    expect(samples.latencyMs).toEqual(Float64Array.from({ length: 9000 }, (_, n) => 1 + (n % 3)));
    expect(samples.bodyBytes).toEqual(new Uint32Array(9000).fill(2));
  });
});

describe('failures', () => {
  it('are counted by kind with the first example, and do not end a burst while they are few', async () => {
    const burst = start(plan([phase('round', { maxRequests: 100 })]), (n) => (n % 10 === 4 ? resets(5) : ok(1)));
    const { ended, failures, samples } = await finished(burst);
    expect(ended).toBe('completed');
    expect(failures).toEqual([{ kind: 'reset', count: 10, message: 'read ECONNRESET', atMs: 9, head: null }]);
    expect([...samples.failed].indexOf(1)).toBe(4);
  });

  it('end the burst at the given share of at least 20 requests', async () => {
    const burst = start(plan([phase('round', { maxRequests: 1000 })]), (n) => (n % 2 === 0 ? resets(1) : ok(1)));
    const { ended, samples } = await finished(burst);
    expect(ended).toBe('too-many-failures');
    expect(samples.count).toBe(21);
  });

  it('end the burst of a server that dies late', async () => {
    const burst = start(plan([phase('round', { maxRequests: 1e6, durationMs: 1e6 })]), (n) =>
      n < 5000 ? ok(1) : 'refused',
    );
    const { ended, samples, failures } = await finished(burst);
    expect(ended).toBe('too-many-failures');
    expect(samples.count).toBe(5020);
    expect(failures).toMatchObject([{ kind: 'refused', count: 20, message: 'no one listens' }]);
  });

  it('end the burst after a phase without one answer', async () => {
    const burst = start(plan([phase('probe', { maxRequests: 3 }), phase('round')]), () => 'refused');
    const { ended, phases, samples } = await finished(burst);
    expect(ended).toBe('too-many-failures');
    expect(phases).toHaveLength(1);
    expect(samples.count).toBe(3);
  });

  it('include requests without an answer in time; the connection goes on with a new socket', async () => {
    const burst = start(plan([phase('round', { maxRequests: 3 })], { requestTimeoutMs: 200 }), (n) =>
      n === 1 ? 'never' : ok(10),
    );
    const { failures, samples, ended } = await finished(burst);
    expect(ended).toBe('completed');
    expect(failures).toMatchObject([{ kind: 'timeout', count: 1, message: 'no complete answer within 200 ms' }]);
    expect([...samples.failed]).toEqual([0, 1, 0]);
    expect([...samples.connection]).toEqual([0, 0, 1]);
    expect(samples.latencyMs[1]).toBeGreaterThanOrEqual(200);
    expect(samples.latencyMs[1]).toBeLessThanOrEqual(220);
    expect(burst.network.openClients).toBe(0);
  });
});

describe('cancelling', () => {
  it('keeps what was measured, forgets what is under way, and closes everything', async () => {
    const burst = start(plan([phase('round', { connections: 4, maxRequests: 1e6 })]), (n) =>
      n < 8 ? ok(10) : 'never',
    );
    await vi.advanceTimersByTimeAsync(35);
    burst.cancel.abort();
    const { ended, samples, phases, failures } = await burst.recording;
    expect({ ended, failures, count: samples.count }).toEqual({ ended: 'cancelled', failures: [], count: 8 });
    expect(phases).toMatchObject([{ startMs: 0, endMs: 35 }]);
    expect(burst.network.openClients).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('cuts a pause short', async () => {
    const burst = start(plan([phase('probe', { pauseMs: 5000 })]), () => ok(10));
    await vi.advanceTimersByTimeAsync(100);
    burst.cancel.abort();
    expect((await burst.recording).samples.count).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('before the start sends nothing', async () => {
    const network = scriptedNetwork(() => ok(1));
    const options = { signal: AbortSignal.abort(), stagger: 0, onProgress: () => {} };
    const recording = await runBurst(planFor('http://scripted.test/', [phase('round')]), options, network);
    expect(recording).toMatchObject({ ended: 'cancelled', phases: [] });
    expect(network.requests).toBe(0);
  });
});

describe('progress', () => {
  it('tells ten times a second where the burst stands, rounds taken together', async () => {
    const burst = start(
      plan([
        phase('warm-up', { durationMs: 500, maxRequests: 1000 }),
        phase('round', { durationMs: 500, maxRequests: 1000 }),
        phase('round', { durationMs: 1000, maxRequests: 1000 }),
      ]),
      (n) => (n % 2 === 0 ? ok(10) : { afterMs: 10, status: 500 }),
    );
    await finished(burst);
    const { progress } = burst;
    expect(progress.length).toBeGreaterThanOrEqual(20);
    expect(progress.map(({ done }) => done)).toEqual(progress.map(({ done }) => done).toSorted((a, b) => a - b));
    expect(progress.find(({ phase }) => phase === 'round')).toMatchObject({ index: 1, of: 2 });
    expect(progress.at(-1)).toEqual({
      phase: 'round',
      name: 'round',
      leftMs: 0,
      index: 2,
      of: 2,
      done: 1,
      count: 150,
      errors: 75,
      rps: 100,
      p50Ms: 10.007,
      p95Ms: 10.007,
      p99Ms: 10.007,
      distribution: [{ fromMs: 10, toMs: 11.01, count: 150 }],
    });
  });
});

it('has the generator’s utilisation of the rounds alone', async () => {
  const burst = start(plan([phase('warm-up'), phase('round')]), () => ok(10));
  expect((await finished(burst)).generatorUtilisation).toBeCloseTo(0.25);
  const warmUpOnly = start(plan([phase('warm-up')]), () => ok(10));
  expect((await finished(warmUpOnly)).generatorUtilisation).toBe(0);
});

it('notices that its own thread stood still', async () => {
  vi.useRealTimers();
  let blockUntilMs = 0;
  const block = () => {
    blockUntilMs ||= performance.now() + 80;
    while (performance.now() < blockUntilMs);
  };
  const recording = await runBurst(
    plan([phase('round', { durationMs: 400, maxRequests: 100 })]),
    { signal: new AbortController().signal, stagger: 0, onProgress: block },
    scriptedNetwork(() => ok(10)),
  );
  const longestMs = Math.max(...recording.standstills.map(({ fromMs, toMs }) => toMs - fromMs));
  expect(longestMs).toBeGreaterThan(55);
});
