import { describe, expect, it } from 'vitest';
import { findColdStarts } from '../../../src/measure/cold-starts.ts';
import type { Recording } from '../../../src/model.ts';
import {
  logNormal,
  type ScriptedSample,
  scriptedRecording,
  seededRandom,
  withLatencies,
} from '../../support/recording.ts';

const steady = (medianMs: number): ScriptedSample[] => withLatencies(Array.from({ length: 200 }, () => medianMs));

const withProbes = (probesMs: number[], steadyMs = 3): Recording =>
  scriptedRecording({
    phases: [
      { kind: 'probe', durationMs: 5000, samples: withLatencies(probesMs) },
      { kind: 'round', durationMs: 1000, samples: steady(steadyMs) },
    ],
  });

const routes = (recording: Recording) => findColdStarts(recording, []).filter(({ kind }) => kind === 'route');

describe('a cold process', () => {
  it('is the time from spawn to ready, at 0', () => {
    expect(findColdStarts(withProbes([3, 3, 3, 3, 3], 4), [840])).toEqual([
      { kind: 'process', atMs: 0, latencyMs: 840, factor: 210, times: 1, spreadMs: null },
    ]);
  });

  it('is none when the server was running already', () => {
    expect(findColdStarts(withProbes([3, 3, 3, 3, 3]), [])).toEqual([]);
  });
});

describe('a cold route', () => {
  it('is a first probe that stands apart', () => {
    expect(routes(withProbes([412.5, 3.1, 2.9, 3, 3.2, 2.8, 3]))).toEqual([
      { kind: 'route', atMs: 0, latencyMs: 412.5, factor: 137.5, times: 1, spreadMs: null },
    ]);
  });

  it('may be several leading probes, a marker each', () => {
    expect(routes(withProbes([900, 800, 3, 3, 3.1, 2.9])).map(({ atMs, latencyMs }) => [atMs, latencyMs])).toEqual([
      [0, 900],
      [900, 800],
    ]);
  });

  it.each([
    ['is all alike', [3, 3, 3, 3, 3, 3]],
    ['is slow in the middle only', [3, 3, 400, 3, 3, 3]],
    ['is slow now and then', [40, 3, 38, 3, 3, 3]],
    ['differs by less than a millisecond', [1.2, 0.3, 0.3, 0.3, 0.3, 0.3]],
    ['has too few probes to tell', [900, 3, 3]],
    ['gets slower and slower', [3, 6, 12, 24, 48]],
    ['has no probe', []],
  ])('is none when the sequence %s', (_, probesMs) => {
    expect(routes(withProbes(probesMs, 0.5))).toEqual([]);
  });

  it('is none when requests are as slow later under load', () => {
    expect(routes(withProbes([30, 3, 3, 3, 3, 3], 25))).toEqual([]);
  });

  it('is none when few steady requests leave it to probes that differ much among themselves', () => {
    const recording = (probesMs: number[]) =>
      scriptedRecording({
        phases: [
          { kind: 'probe', durationMs: 5000, samples: withLatencies(probesMs) },
          { kind: 'round', durationMs: 1000, samples: withLatencies([3, 3, 3]) },
        ],
      });
    expect(routes(recording([16, 2, 6, 3, 1, 7]))).toEqual([]);
    expect(routes(recording([16, 3, 3.2, 3, 2.8, 7]))).toHaveLength(1);
  });

  it('is not looked for without a steady request to compare with', () => {
    const recording = scriptedRecording({
      phases: [{ kind: 'probe', durationMs: 5000, samples: withLatencies([900, 3, 3, 3, 3]) }],
    });
    expect(findColdStarts(recording, [100])).toEqual([]);
  });
});

describe('cold connections', () => {
  const warmUp = (firstMs: number, sockets: number): Recording =>
    scriptedRecording({
      phases: [
        { kind: 'probe', durationMs: 100, samples: withLatencies([3, 3, 3, 3]) },
        {
          kind: 'warm-up',
          durationMs: 500,
          samples: [
            ...Array.from({ length: sockets }, (_, i) => ({ latencyMs: firstMs + i, atMs: 2, socket: i + 1 })),
            ...Array.from({ length: 40 }, (_, i) => ({ latencyMs: 3, atMs: 50 + i, socket: 1 + (i % sockets) })),
          ],
        },
        { kind: 'round', durationMs: 1000, samples: steady(3) },
      ],
    });

  it('are one marker with the median of the first requests', () => {
    expect(findColdStarts(warmUp(30, 9), [])).toEqual([
      {
        kind: 'connection',
        atMs: 102,
        latencyMs: 34,
        factor: 11.333,
        times: 9,
        spreadMs: { min: 30, median: 34, max: 38 },
      },
    ]);
  });

  it('are none when later requests are now and then as slow as the first ones', () => {
    const samples = Array.from({ length: 60 }, (_, i) => ({
      latencyMs: i < 3 || i % 5 === 0 ? 30 : 3,
      socket: 1 + (i % 3),
    }));
    const recording = scriptedRecording({
      phases: [
        { kind: 'warm-up', durationMs: 500, samples },
        { kind: 'round', durationMs: 1000, samples: steady(3) },
      ],
    });
    expect(findColdStarts(recording, [])).toEqual([]);
  });

  it('are none when first requests are like the others, or too few', () => {
    expect(findColdStarts(warmUp(3, 3), [])).toEqual([]);
    expect(findColdStarts(warmUp(30, 2), [])).toEqual([]);
  });
});

describe('among noise', () => {
  const seeds = Array.from({ length: 200 }, (_, seed) => seed);

  function noisy(seed: number, spread: number, cold: { route: number; connection: number }): Recording {
    const random = seededRandom(seed);
    const next = logNormal(random, 2 + 20 * random(), spread);
    const probes = Array.from({ length: 6 + Math.floor(random() * 7) }, next);
    const sockets = 4 + Math.floor(random() * 12);
    return scriptedRecording({
      phases: [
        {
          kind: 'probe',
          durationMs: 5000,
          samples: withLatencies(probes.map((ms, index) => (index === 0 ? ms * cold.route : ms))),
        },
        {
          kind: 'warm-up',
          durationMs: 1000,
          samples: Array.from({ length: sockets * 20 }, (_, i) => ({
            latencyMs: i < sockets ? next() * cold.connection : next(),
            socket: 1 + (i % sockets),
          })),
        },
        { kind: 'round', durationMs: 2000, samples: withLatencies(Array.from({ length: 1500 }, next)) },
      ],
    });
  }

  // At a spread of 0.7 the slowest of 100 requests takes 5 times the median, the slowest of 1000 takes 9 times.
  it.each([
    [0.1, 0],
    [0.3, 0],
    [0.5, 1],
    [0.7, 1],
  ])('of spread %d at most %d of 200 runs without a cold start shows one', (spread, most) => {
    const found = seeds.filter((seed) => {
      return findColdStarts(noisy(seed, spread, { route: 1, connection: 1 }), []).length > 0;
    });
    expect(found.length).toBeLessThanOrEqual(most);
  });

  it.each([
    [0.1, 4, 3],
    [0.3, 20, 6],
  ])('of spread %d both kinds are found in 200 runs that have them', (spread, route, connection) => {
    const missed = seeds.filter((seed) => {
      const cold = findColdStarts(noisy(seed, spread, { route, connection }), []);
      return cold.map(({ kind }) => kind).join() !== 'route,connection';
    });
    expect(missed).toEqual([]);
  });
});
