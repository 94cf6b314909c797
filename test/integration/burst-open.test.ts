/** Open loads against real servers: what is due goes out on time, and a stall is not hidden. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BurstExecutor } from '../../src/burst/executor.ts';
import type { BurstPlan, PhasePlan, Recording } from '../../src/model.ts';
import { openPhase, phase, planFor } from '../support/burst-plan.ts';
import { buildExecutor } from '../support/burst-worker.ts';
import { httpServer, type ScriptedServer } from '../support/scripted-servers.ts';

let executor: BurstExecutor;

beforeAll(async () => {
  executor = await buildExecutor();
});

afterAll(() => executor.dispose());

const run = (plan: BurstPlan): Promise<Recording> =>
  executor.run(plan, { signal: new AbortController().signal, onProgress: () => {} });

/** Answers nothing for a while, once, from that request on. */
function stallingServer(fromRequest: number, stallMs: number): Promise<ScriptedServer> {
  let requests = 0;
  let stalledUntilMs = 0;
  return httpServer((_, response) => {
    if (++requests === fromRequest) stalledUntilMs = performance.now() + stallMs;
    const waitMs = stalledUntilMs - performance.now();
    if (waitMs > 0) setTimeout(() => response.end('late'), waitMs);
    else response.end('ok');
  });
}

const percentile = (column: Float64Array, share: number) => column.toSorted()[Math.ceil(share * column.length) - 1]!;
const shareAbove = (column: Float64Array, ms: number) =>
  column.filter((latencyMs) => latencyMs > ms).length / column.length;

describe('one stall of a tenth of the time', () => {
  const stalled = async (load: PhasePlan, fromRequest: number, stallMs: number) => {
    await using server = await stallingServer(fromRequest, stallMs);
    return await run(planFor(server.url, [phase('warm-up', { maxRequests: 20 }), load]));
  };
  const ofRound = ({ samples }: Recording) => samples.latencyMs.filter((_, row) => samples.phase[row] === 1);

  it.each([
    [2, 1000],
    [10, 50],
  ])('shows in about one in ten requests of an open load: %i s, %i in flight', async (durationS, maxInFlight) => {
    const stallMs = durationS * 100;
    const load = openPhase(200, { durationMs: durationS * 1000, maxInFlight });
    const recording = await stalled(load, durationS * 100, stallMs);
    const latencyMs = ofRound(recording);
    expect(latencyMs).toHaveLength(durationS * 200);
    expect(recording.phases[1]).toMatchObject({ unsent: 0 });
    expect(Math.max(...latencyMs)).toBeGreaterThan(stallMs - 10);
    expect(percentile(latencyMs, 0.99)).toBeGreaterThan(0.8 * stallMs);
    expect(shareAbove(latencyMs, 10)).toBeGreaterThan(0.08);
    expect(shareAbove(latencyMs, 10)).toBeLessThan(0.2);
    expect(percentile(latencyMs, 0.5)).toBeLessThan(10);
  });

  it('shows in nearly none of a closed load', async () => {
    const recording = await stalled(phase('round', { durationMs: 1000, maxRequests: 1e5 }), 200, 100);
    const latencyMs = ofRound(recording);
    expect(Math.max(...latencyMs)).toBeGreaterThan(90);
    expect(shareAbove(latencyMs, 50)).toBeLessThan(0.01);
  });
});

describe('an open load', () => {
  it.each([1, 2])('of %i workers keeps its rate and its times, and does not look busy for waiting', async (workers) => {
    await using server = await httpServer((_, response) => response.end('ok'));
    const load = openPhase(300, { durationMs: 1500 });
    const recording = await run(planFor(server.url, [phase('probe'), load], { workers }));
    const { samples, phases, generatorUtilisation } = recording;
    const rows = [...samples.phase.keys()].filter((row) => samples.phase[row] === 1);
    expect(rows).toHaveLength(450);
    expect(phases[1]!.endMs - phases[1]!.startMs).toBeCloseTo(1500, -2);
    const startsMs = rows.map((row) => samples.startMs[row]! - phases[1]!.startMs).toSorted((a, b) => a - b);
    // Two workers begin nearly at the same time.
    for (const [request, startMs] of startsMs.entries()) {
      expect(Math.abs(startMs - (request * 1000) / 300)).toBeLessThan(20);
    }
    // Half of them: a busy machine delays some.
    const lagsMs = rows.map((row) => samples.lagMs[row]!).toSorted((a, b) => a - b);
    expect(lagsMs[0]).toBeGreaterThanOrEqual(0);
    expect(lagsMs[225]).toBeLessThan(0.5);
    expect(generatorUtilisation).toBeLessThan(0.5);
  });

  it('that the server cannot keep up with says what was not sent', async () => {
    await using server = await httpServer((_, response) => setTimeout(() => response.end('ok'), 50));
    const load = openPhase(200, { durationMs: 1000, maxInFlight: 2 });
    const { samples, phases } = await run(planFor(server.url, [load]));
    expect(samples.count + phases[0]!.unsent).toBe(200);
    expect(samples.count).toBeLessThan(60);
    expect(server.opened).toBe(2);
  });
});
