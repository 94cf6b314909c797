import { describe, expect, it } from 'vitest';
import { driftOf } from '../../../src/measure/drift.ts';
import type { Drift, ServerResources } from '../../../src/model.ts';
import { logNormal, scriptedRecording, seededRandom } from '../../support/recording.ts';

const megabyte = 1e6;
const notSampled: ServerResources = { state: 'not-sampled', reason: 'not-launched-here' };

/** Memory every quarter of a second; its noise remembers `memory` of itself from one to the next. */
function sampled(seed: number, durationMs: number, perMinuteBytes: number, memory: number): ServerResources {
  const random = seededRandom(seed);
  const disturb = logNormal(random, 1, 1);
  const atMs = Array.from({ length: durationMs / 250 }, (_, index) => index * 250);
  let noise = 0;
  const rssBytes = atMs.map((ms) => {
    noise = memory * noise + 0.4 * megabyte * Math.log(disturb());
    return 120 * megabyte + (perMinuteBytes * ms) / 60_000 + noise;
  });
  return {
    state: 'sampled',
    atMs,
    rssBytes,
    cpuCores: atMs.map(() => 0.5),
    processes: 1,
    peakRssBytes: Math.max(...rssBytes),
    meanCpuCores: 0.5,
  };
}

/** Twenty requests a second. */
function run(seed: number, durationMs: number, perMinuteMs: number) {
  const next = logNormal(seededRandom(seed), 10, 0.4);
  const samples = Array.from({ length: durationMs / 50 }, (_, index) => ({
    atMs: index * 50,
    latencyMs: next() + (perMinuteMs * index * 50) / 60_000,
  }));
  return scriptedRecording({ phases: [{ kind: 'round', durationMs, samples }] });
}

const excludes0 = (slope: Drift['p50MsPerMinute']) => slope !== null && (slope.low > 0 || slope.high < 0);
const seeds = Array.from({ length: 400 }, (_, seed) => seed);

describe('drift', () => {
  it('of a leak is found, and its slope with it', () => {
    let within = 0;
    for (const seed of seeds) {
      const drift = driftOf(run(seed, 120_000, 0), sampled(seed, 120_000, 10 * megabyte, 0.8))!;
      const { low, high } = drift.rssBytesPerMinute!;
      expect(low, `seed ${seed}`).toBeGreaterThan(0);
      if (low <= 10 * megabyte && 10 * megabyte <= high) within++;
    }
    expect(within).toBeGreaterThanOrEqual(0.95 * seeds.length);
  });

  it.each([0, 0.5, 0.9])('is none on a level in 95 of 100 runs, when noise remembers %d of itself', (memory) => {
    const drifts = seeds.map((seed) => driftOf(run(seed, 60_000, 0), sampled(1000 + seed, 60_000, 0, memory))!);
    expect(drifts.filter(({ rssBytesPerMinute }) => excludes0(rssBytesPerMinute)).length).toBeLessThanOrEqual(
      0.05 * seeds.length,
    );
    expect(drifts.filter(({ p50MsPerMinute }) => excludes0(p50MsPerMinute)).length).toBeLessThanOrEqual(
      0.05 * seeds.length,
    );
  });

  it('of latency is found', () => {
    for (const seed of seeds) {
      const { p50MsPerMinute } = driftOf(run(seed, 120_000, 3), notSampled)!;
      expect(p50MsPerMinute!.low, `seed ${seed}`).toBeGreaterThan(0);
      expect(p50MsPerMinute!.value).toBeGreaterThan(2);
      expect(p50MsPerMinute!.value).toBeLessThan(4);
    }
  });

  it('is not looked for in less than a minute, nor across different loads', () => {
    expect(driftOf(run(1, 59_000, 3), notSampled)).toBeNull();
    const phases = [10, 20, 30].map((connections) => ({
      kind: 'round' as const,
      connections,
      durationMs: 40_000,
      samples: [{ latencyMs: connections }],
    }));
    expect(driftOf(scriptedRecording({ phases }), notSampled)).toBeNull();
  });

  it('joins phases of the same load and leaves out what lies between', () => {
    const next = logNormal(seededRandom(7), 10, 0.3);
    const calls = (durationMs: number, shiftMs: number) =>
      Array.from({ length: durationMs / 50 }, (_, index) => ({ atMs: index * 50, latencyMs: next() + shiftMs }));
    const drift = driftOf(
      scriptedRecording({
        phases: [
          { kind: 'round', connections: 5, durationMs: 40_000, samples: calls(40_000, 0) },
          { kind: 'round', connections: 50, durationMs: 20_000, samples: calls(20_000, 500) },
          { kind: 'round', connections: 5, durationMs: 40_000, samples: calls(40_000, 0) },
        ],
      }),
      notSampled,
    )!;
    expect(drift.overMs).toBe(80_000);
    expect(excludes0(drift.p50MsPerMinute)).toBe(false);
    expect(drift.rssBytesPerMinute).toBeNull();
  });
});
