import { describe, expect, it } from 'vitest';
import { type ProcessTree, type TreeUsage, watchProcesses } from '../../../src/server/resources.ts';

describe('samples', () => {
  const scripted = (readings: (TreeUsage | Error)[]): ProcessTree => ({
    everyMs: 5,
    read: async () => {
      const next = readings.length > 1 ? readings.shift()! : readings[0]!;
      if (next instanceof Error) throw next;
      return next;
    },
  });
  const usage = (cpuMs: number, processes = 1): TreeUsage => ({ processes, rssBytes: 1e6, cpuMs });

  it('of processes that nobody may read say so', async () => {
    const watch = watchProcesses(() => [1], scripted([new Error('no ps')]));
    expect(await watch.stop()).toEqual({ state: 'not-sampled', reason: 'not-readable' });
  });

  it('of a process that is not there say so', async () => {
    const watch = watchProcesses(() => [], scripted([usage(0, 0)]));
    expect(await watch.stop()).toEqual({ state: 'not-sampled', reason: 'not-readable' });
  });

  it('after a restart begin with what the new processes took', async () => {
    let root = 1;
    const watch = watchProcesses(() => [root++], scripted([usage(5000), usage(10)]));
    const samples = await watch.stop();
    if (samples.state !== 'sampled') throw new Error(samples.reason);
    const tookMs = samples.cpuCores[0]! * (samples.atMonotonicMs[0]! - samples.startedAtMonotonicMs);
    expect(tookMs).toBeGreaterThan(9);
    expect(samples.cpuCores.every((cores) => cores > 0)).toBe(true);
  });
});
