/** The shapes of load that a burst can have, on a scripted network and fake timers. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runBurst } from '../../../src/burst/engine.ts';
import type { BurstPlan, BurstProgress, PhasePlan, Ramp, Recording, ThinkTime } from '../../../src/model.ts';
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

interface Ran extends Recording {
  network: ScriptedNetwork;
  progress: BurstProgress[];
}

async function run(
  plan: BurstPlan,
  answer: (request: number) => ScriptedAnswer,
  { stagger = 0, random = () => 0 }: { stagger?: number; random?: () => number } = {},
): Promise<Ran> {
  const network = { ...scriptedNetwork(answer), random };
  const progress: BurstProgress[] = [];
  const options = { signal: new AbortController().signal, stagger, onProgress: (p: BurstProgress) => progress.push(p) };
  const recording = runBurst(plan, options, network);
  await vi.runAllTimersAsync();
  expect(vi.getTimerCount()).toBe(0);
  return { ...(await recording), network, progress };
}

const plan = (phases: PhasePlan[], rest: Partial<BurstPlan> = {}) => planFor('http://scripted.test/', phases, rest);
const ok = (afterMs: number): ScriptedAnswer => ({ afterMs, status: 200 });
const userPhase = (users: Ramp, think: ThinkTime = { minMs: 0, maxMs: 0 }, durationMs = 1000): PhasePlan => ({
  ...phase('round', { durationMs, maxRequests: 1e6 }),
  pace: { model: 'closed', users, think },
});
const inOrder = (column: ArrayLike<number>) => Array.from(column).toSorted((a, b) => a - b);

describe('an open load', () => {
  it('sends each request when it is due, over as few connections as are needed', async () => {
    const { samples, phases } = await run(plan([openPhase(100)]), () => ok(8));
    expect(inOrder(samples.startMs)).toEqual(Array.from({ length: 100 }, (_, request) => 10 * request));
    expect(new Set(samples.latencyMs)).toEqual(new Set([8]));
    expect(new Set(samples.lagMs)).toEqual(new Set([0]));
    expect(new Set(samples.connection)).toEqual(new Set([0]));
    expect(phases).toMatchObject([{ startMs: 0, endMs: 1000, unsent: 0 }]);
  });

  it('opens further connections while answers take longer than the gaps', async () => {
    const { samples, phases } = await run(plan([openPhase(100)]), () => ok(45));
    expect(inOrder(samples.startMs)).toEqual(Array.from({ length: 100 }, (_, request) => 10 * request));
    expect(new Set(samples.connection).size).toBe(5);
    expect(phases).toMatchObject([{ endMs: 1035 }]);
  });

  it('follows a ramp', async () => {
    const { samples } = await run(plan([openPhase({ from: 0, to: 200 })]), () => ok(1));
    expect(samples.count).toBe(100);
    expect(samples.startMs.filter((startMs) => startMs < 500)).toHaveLength(25);
  });

  it('is shifted by its stagger', async () => {
    const { samples } = await run(plan([openPhase(100, { durationMs: 50 })]), () => ok(1), { stagger: 0.5 });
    expect(inOrder(samples.startMs)).toEqual([5, 15, 25, 35, 45]);
  });

  it('times from when a request was due: one stall shows in all that were due in it', async () => {
    let freeAtMs = 0;
    const stalls = (request: number): ScriptedAnswer => {
      const now = performance.now() - startedMs;
      if (request === 20) freeAtMs = now + 200;
      return ok(Math.max(0, freeAtMs - now) + 5);
    };
    const startedMs = performance.now();
    const { samples } = await run(plan([openPhase(100, { maxInFlight: 4 })]), stalls);
    const late = inOrder(samples.latencyMs).filter((latencyMs) => latencyMs > 6);
    expect(samples.count).toBe(100);
    expect(late.length).toBeGreaterThanOrEqual(19);
    expect(late.at(-1)).toBe(205);
    // All four connections were busy, so that the later ones waited before they were written.
    expect(Math.max(...samples.lagMs)).toBe(165);
    expect(samples.latencyMs.every((latencyMs, row) => latencyMs > samples.lagMs[row]!)).toBe(true);
  });

  it('counts what was due and never sent, and sends nothing after its end', async () => {
    const { samples, phases } = await run(plan([openPhase(100, { maxInFlight: 2 })]), () => ok(97));
    expect(phases).toMatchObject([{ endMs: 1077, unsent: 78 }]);
    expect(samples.count).toBe(22);
    expect(Math.max(...samples.startMs.map((startMs, row) => startMs + samples.lagMs[row]!))).toBe(980);
    expect(samples.lagMs.at(-1)).toBeGreaterThan(700);
  });

  it('keeps to its own bound of requests, and is over with it', async () => {
    const { samples, phases, ended } = await run(plan([openPhase(100, { maxRequests: 7 })]), () => ok(3));
    expect(samples.count).toBe(7);
    expect(phases).toMatchObject([{ endMs: 63, unsent: 0 }]);
    expect(ended).toBe('completed');
  });

  it('of nothing lasts as long as it was to', async () => {
    const { samples, phases } = await run(plan([openPhase(0), openPhase(10)]), () => ok(3));
    expect(phases).toMatchObject([{ endMs: 1000 }, { startMs: 1000, endMs: 2000 }]);
    expect(samples.count).toBe(10);
  });

  it('goes on over the connections of the phase before', async () => {
    const closed = phase('warm-up', { connections: 3, maxRequests: 9 });
    const { samples, network } = await run(plan([closed, openPhase(100)]), () => ok(15));
    expect(new Set(samples.connection)).toEqual(new Set([0, 1, 2]));
    expect(network.openClients).toBe(0);
  });

  it('ends where nobody listens', async () => {
    const { ended, failures } = await run(plan([openPhase(100)]), () => 'refused');
    expect(ended).toBe('too-many-failures');
    expect(failures).toMatchObject([{ kind: 'refused', count: 20 }]);
  });

  it('gives up a request that is never answered, and uses its connection again', async () => {
    const answer = (request: number): ScriptedAnswer => (request === 3 ? 'never' : ok(2));
    const { ended, failures, samples } = await run(plan([openPhase(100)], { requestTimeoutMs: 100 }), answer);
    expect({ ended, count: samples.count }).toEqual({ ended: 'completed', count: 100 });
    expect(failures).toMatchObject([{ kind: 'timeout', count: 1 }]);
  });

  it('shows how far it is', async () => {
    const { progress } = await run(plan([openPhase(100)]), () => ok(5));
    expect(progress[4]).toMatchObject({ name: 'round', done: 0.5, count: 50 });
    expect(progress.at(-1)).toMatchObject({ done: 1, count: 100, rps: 100 });
  });
});

describe('cancelling', () => {
  it.each([
    ['an open load while requests wait', openPhase(100, { maxInFlight: 2 })],
    ['users that have not come yet', userPhase({ from: 1, to: 9 })],
    ['users that think', userPhase({ from: 2, to: 2 }, { minMs: 400, maxMs: 800 })],
  ])('%s leaves nothing behind', async (_, load) => {
    const network = scriptedNetwork(() => ok(100));
    const cancel = new AbortController();
    const recording = runBurst(plan([load]), { signal: cancel.signal, stagger: 0, onProgress: () => {} }, network);
    await vi.advanceTimersByTimeAsync(350);
    cancel.abort();
    expect(await recording).toMatchObject({ ended: 'cancelled', phases: [{ endMs: 350 }] });
    expect(network.openClients).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('users', () => {
  const inFlightAt = ({ samples }: Ran, atMs: number) =>
    samples.startMs.filter((startMs, row) => startMs <= atMs && atMs < startMs + samples.latencyMs[row]!).length;

  it('come evenly over a phase', async () => {
    const ran = await run(plan([userPhase({ from: 1, to: 5 })]), () => ok(10));
    expect([0, 120, 130, 370, 380, 620, 630, 870, 880, 990].map((atMs) => inFlightAt(ran, atMs))).toEqual([
      1, 1, 2, 2, 3, 3, 4, 4, 5, 5,
    ]);
    expect(ran.phases).toMatchObject([{ endMs: 1005 }]);
  });

  it('go evenly over a phase, after their last answer', async () => {
    const ran = await run(plan([userPhase({ from: 5, to: 1 })]), () => ok(10));
    expect([0, 120, 140, 360, 390, 610, 640, 860, 890, 990].map((atMs) => inFlightAt(ran, atMs))).toEqual([
      5, 5, 4, 4, 3, 3, 2, 2, 1, 1,
    ]);
  });

  it('may start from none', async () => {
    const { samples, phases } = await run(plan([userPhase({ from: 0, to: 1 })]), () => ok(10));
    expect(samples.startMs[0]).toBe(500);
    expect(phases).toMatchObject([{ startMs: 0, endMs: 1000 }]);
  });

  it('think between an answer and the next request, evenly spread', async () => {
    const drawn = [0, 0.5, 0.25, 0.999];
    const random = () => drawn.shift() ?? 0;
    const think = { minMs: 20, maxMs: 60 };
    const { samples } = await run(plan([userPhase({ from: 1, to: 1 }, think, 150)]), () => ok(10), { random });
    expect([...samples.startMs]).toEqual([0, 30, 80, 120]);
  });

  it('that have not come yet do not hold up a phase whose requests are all sent', async () => {
    const few = { ...userPhase({ from: 1, to: 5 }), maxRequests: 3 };
    const { samples, phases } = await run(plan([few]), () => ok(10));
    expect(samples.count).toBe(3);
    expect(phases).toMatchObject([{ endMs: 30 }]);
  });
});

describe('a mix', () => {
  it('sends the targets by their weight and notes which it was', async () => {
    const at = (path: string) => ({ method: 'GET', url: `http://scripted.test${path}`, headers: {}, body: null });
    const targets = [
      { weight: 3, requests: [at('/a1'), at('/a2')] },
      { weight: 1, requests: [at('/b')] },
    ];
    const { samples, network } = await run(plan([phase('round', { maxRequests: 8 })], { targets }), () => ok(1));
    expect(network.paths).toEqual(['/a1', '/a2', '/b', '/a1', '/a2', '/a1', '/b', '/a2']);
    expect([...samples.target]).toEqual([0, 0, 1, 0, 0, 0, 1, 0]);
  });
});

describe('a burst', () => {
  it('ends at its bound of requests, over all phases, with what is under way', async () => {
    const phases = [phase('warm-up', { maxRequests: 10 }), openPhase(100), openPhase(100)];
    const { samples, ended, progress, ...rest } = await run(plan(phases, { maxRequests: 50 }), () => ok(5));
    expect({ count: samples.count, ended }).toEqual({ count: 50, ended: 'request-limit' });
    expect(rest.phases).toMatchObject([{ kind: 'warm-up' }, { unsent: 0 }]);
    expect(progress.at(-1)).toMatchObject({ done: 1 });
  });

  it('that is done with the last request it may send is complete', async () => {
    const phases = [phase('round', { maxRequests: 10 }), phase('round', { maxRequests: 10 })];
    expect(await run(plan(phases, { maxRequests: 20 }), () => ok(5))).toMatchObject({ ended: 'completed' });
    const cut = await run(plan(phases, { maxRequests: 10 }), () => ok(5));
    expect(cut).toMatchObject({ ended: 'request-limit', phases: [{ kind: 'round' }] });
  });

  it('ends at the share of errors that was given for it', async () => {
    const answer = (request: number): ScriptedAnswer => ({ afterMs: 1, status: request % 4 === 0 ? 503 : 200 });
    const phases = [phase('round', { maxRequests: 1000 })];
    expect(await run(plan(phases), answer)).toMatchObject({ ended: 'completed' });
    const { ended, samples } = await run(plan(phases, { stopAtErrorShare: 0.25 }), answer);
    expect({ ended, count: samples.count }).toEqual({ ended: 'too-many-errors', count: 21 });
  });

  it('notes what a cache on the way says', async () => {
    const { samples } = await run(plan([phase('round', { maxRequests: 3 })]), (request) => ({
      afterMs: 1,
      status: 200,
      headers: request === 0 ? {} : { 'x-cache': request === 1 ? 'MISS' : 'HIT' },
    }));
    expect([...samples.cache]).toEqual([0, 2, 1]);
  });
});
