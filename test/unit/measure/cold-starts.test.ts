import { describe, expect, it } from 'vitest';
import { findColdStarts } from '../../../src/measure/cold-starts.ts';
import { roundMs } from '../../../src/measure/statistics.ts';
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
  it('started several times is their median, with the spread', () => {
    expect(findColdStarts(withProbes([3, 3, 3, 3, 3], 4), [840, 1200, 800])).toEqual([
      {
        kind: 'process',
        atMs: 0,
        latencyMs: 840,
        factor: 210,
        times: 3,
        spreadMs: { min: 800, median: 840, max: 1200 },
      },
    ]);
  });

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

  it('has the median and the spread of the first calls after several starts', () => {
    expect(findColdStarts(withProbes([412.5, 3, 3, 3, 3, 3, 3]), [], [412.5, 300, 500])).toEqual([
      {
        kind: 'route',
        atMs: 0,
        latencyMs: 412.5,
        factor: 137.5,
        times: 3,
        spreadMs: { min: 300, median: 412.5, max: 500 },
      },
    ]);
  });

  it('wears off in steps', () => {
    expect(routes(withProbes([900, 90, 60, 3, 3.1, 2.9, 3, 3])).map(({ latencyMs }) => latencyMs)).toEqual([
      900, 90, 60,
    ]);
  });

  it('may last longer than the probes', () => {
    const warmUp = (cold: number) =>
      scriptedRecording({
        phases: [
          { kind: 'probe', durationMs: 5000, samples: withLatencies([90, 90, 90, 90, 90, 90, 90, 90]) },
          {
            kind: 'warm-up',
            durationMs: 500,
            samples: Array.from({ length: 60 }, (_, i) => ({
              latencyMs: i < cold ? 90 : 3,
              atMs: i * 5,
              socket: 1 + (i % 4),
            })),
          },
          { kind: 'round', durationMs: 1000, samples: steady(3) },
        ],
      });
    expect(routes(warmUp(12))).toHaveLength(20);
    // Calls alone that take longer than those under load are no cold start.
    expect(routes(warmUp(0))).toEqual([]);
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

  it('are why the first call was slow, unless that took far longer', () => {
    const kinds = (firstCallMs: number) => {
      const recording = warmUp(30, 9);
      recording.samples.latencyMs[0] = firstCallMs;
      return findColdStarts(recording, []).map(({ kind }) => kind);
    };
    expect(kinds(36)).toEqual(['connection']);
    expect(kinds(90)).toEqual(['route', 'connection']);
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

/** A server that is drawn from its seed: from 0.2 ms to 300 ms, even or uneven, with or without collections of garbage. */
function drawnServer(seed: number) {
  const random = seededRandom(seed);
  const medianMs = 10 ** (-0.7 + 3.2 * random());
  const spread = 0.05 + 0.45 * random();
  const answer = logNormal(random, medianMs, spread);
  const pauseShare = random() < 0.5 ? 0 : 0.005;
  const pauseMs = 2 + 10 * random();
  return {
    random,
    spread,
    medianMs,
    pauseMs,
    alone: () => answer() + (random() < pauseShare ? pauseMs * (0.5 + random()) : 0),
    /** How much longer an answer takes among others. */
    crowding: 1 + 6 * random(),
    users: 3 + Math.floor(random() * 14),
  };
}

interface Cold {
  /** Leading calls that are cold. */
  calls: number;
  sockets: boolean;
}

function drawnRecording(seed: number, draw: (random: () => number) => Cold) {
  const { random, spread, medianMs, pauseMs, alone, crowding, users } = drawnServer(seed);
  const cold = draw(random);
  const crowded = () => alone() * crowding;
  // Beyond what the same server does now and then: e^(4 · spread) is what one request in 30,000 takes.
  const coldMs = (typicalMs: number) =>
    (5 + 45 * random()) * Math.max(typicalMs * Math.exp(3 * spread), 1.5 * pauseMs * crowding, 4);
  const socketMs = cold.sockets ? coldMs(medianMs * crowding) : 0;
  const callMs = Math.max(coldMs(medianMs * crowding), 2 * socketMs);
  const samples = (count: number): ScriptedSample[] =>
    Array.from({ length: count }, (_, index) => ({ latencyMs: crowded(), socket: 1 + (index % users) }));
  const warmUp = samples(users * 25).map((sample, index) =>
    index < users ? { ...sample, latencyMs: sample.latencyMs + socketMs } : sample,
  );
  const probes = Array.from({ length: 8 }, (_, index) =>
    index < cold.calls ? alone() + callMs * (0.7 + 0.6 * random()) : alone(),
  );
  // The first call has a new socket too.
  probes[0]! += socketMs;
  const recording = scriptedRecording({
    phases: [
      { kind: 'probe', durationMs: 60_000, samples: withLatencies(probes) },
      { kind: 'warm-up', durationMs: 500, connections: users, samples: warmUp },
      { kind: 'round', durationMs: 3000, connections: users, samples: samples(1500) },
    ],
  });
  return { recording, cold, users };
}

describe('among noise', () => {
  const seeds = (count: number) => Array.from({ length: count }, (_, seed) => seed);

  it('length, place and kind of what is cold are found in 100 of 100 runs', () => {
    for (const seed of seeds(100)) {
      const { recording, cold, users } = drawnRecording(seed, (random) => ({
        calls: Math.floor(random() * 6),
        sockets: random() < 0.5,
      }));
      const { startMs, phase } = recording.samples;
      const firstCalls = [...startMs.slice(0, cold.calls)].map((atMs) => ['route', roundMs(atMs), 1]);
      const firstOnSockets = ['connection', roundMs(startMs[phase.indexOf(1)]!), users];
      expect(
        findColdStarts(recording, []).map(({ kind, atMs, times }) => [kind, atMs, times]),
        `seed ${seed}`,
      ).toEqual([...firstCalls, ...(cold.sockets ? [firstOnSockets] : [])]);
    }
  });

  it('nothing is reported in 400 runs in which nothing was cold', () => {
    for (const seed of seeds(400)) {
      const { recording } = drawnRecording(1e6 + seed, () => ({ calls: 0, sockets: false }));
      expect(findColdStarts(recording, []), `seed ${seed}`).toEqual([]);
    }
  });
});
