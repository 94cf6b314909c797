/** Made-up requests with real statistics: log-normal latencies from a seeded generator, and what the stages make of them. */

import { build, encodeIntoCompressedBase64 } from 'hdr-histogram-js';
import { closedLoop } from '../../src/burst/plans.ts';
import type { Bucket, Phase, Summary, Timeline } from '../../src/model.ts';

export interface Shape {
  medianMs: number;
  /** Standard deviation of the logarithm: 0.1 is narrow, 0.5 wide. */
  spread: number;
  count: number;
  errors?: number;
  seed?: number;
}

const roundCount = 6;
const roundMs = 500;
const warmUpMs = 500;
const probeCount = 8;

/** Uniform numbers from 0 to 1, the same ones for the same seed (a linear congruential generator). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}

/** In order of arrival, not sorted. */
export function latenciesOf({ medianMs, spread, count, seed = 1 }: Shape): number[] {
  const random = seeded(seed);
  const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: count }, () => toMicroseconds(medianMs * Math.exp(spread * normal())));
}

export function summaryOf(shape: Shape): Summary {
  const latencies = latenciesOf(shape);
  const sorted = latencies.toSorted((a, b) => a - b);
  const errors = shape.errors ?? 0;
  const rate = (count: number, durationMs: number) => Math.round((count / durationMs) * 1000);
  const roundOf = (index: number) => latencies.filter((_, at) => at % roundCount === index).sort((a, b) => a - b);
  return {
    count: shape.count,
    errors,
    errorRate: errors / shape.count,
    rps: rate(shape.count, roundCount * roundMs),
    minMs: sorted[0]!,
    meanMs: toMicroseconds(sorted.reduce((sum, each) => sum + each, 0) / shape.count),
    p50Ms: percentile(sorted, 0.5),
    p75Ms: percentile(sorted, 0.75),
    p90Ms: percentile(sorted, 0.9),
    p95Ms: percentile(sorted, 0.95),
    p99Ms: percentile(sorted, 0.99),
    p999Ms: percentile(sorted, 0.999),
    maxMs: sorted.at(-1)!,
    statusCodes: errors === 0 ? { '200': shape.count } : { '200': shape.count - errors, '503': errors },
    histogram: encodeHistogram(latencies),
    rounds: Array.from({ length: roundCount }, (_, index) => {
      const own = roundOf(index);
      return {
        count: own.length,
        rps: rate(own.length, roundMs),
        p50Ms: percentile(own, 0.5),
        p95Ms: percentile(own, 0.95),
      };
    }),
    bodyBytes: { median: 1_840, max: 1_912 },
  };
}

/** About 60 edges in equal ratios, shared by all the shapes; the last bucket reaches to the slowest request. */
export function distributionsOf(shapes: Shape[]): Bucket[][] {
  const sorted = shapes.map((shape) => latenciesOf(shape).sort((a, b) => a - b));
  const first = Math.min(...sorted.map((each) => each[0]!));
  const last = Math.max(...sorted.map((each) => percentile(each, 0.999)));
  const slowest = Math.max(...sorted.map((each) => each.at(-1)!)) + 0.001;
  const edges = Array.from({ length: 61 }, (_, index) => toMicroseconds(first * (last / first) ** (index / 60)));
  edges.push(slowest);
  return sorted.map((latencies) =>
    edges.slice(1).map((toMs, index) => {
      const fromMs = edges[index]!;
      return { fromMs, toMs, count: latencies.filter((latency) => latency >= fromMs && latency < toMs).length };
    }),
  );
}

/** Probes, warm-up, rounds, one after the other; the first probe is the cold one. */
export function timelineOf(shape: Shape, firstProbeMs: number): Timeline {
  const random = seeded((shape.seed ?? 1) + 99);
  const latencies = latenciesOf(shape);
  const timeline: Timeline = { phases: [], atMs: [], latencyMs: [], phase: [], ok: [] };
  const add = (atMs: number, latencyMs: number, ok = true) => {
    timeline.atMs.push(toMicroseconds(atMs));
    timeline.latencyMs.push(toMicroseconds(latencyMs));
    timeline.phase.push(timeline.phases.length - 1);
    timeline.ok.push(ok);
  };
  let clockMs = 0;
  const open = (kind: Phase['kind'], durationMs: number) => {
    timeline.phases.push({
      kind,
      name: kind,
      pace: closedLoop(kind === 'probe' ? 1 : 10),
      unsent: 0,
      startMs: clockMs,
      endMs: clockMs + durationMs,
    });
  };

  open('probe', firstProbeMs + probeCount * (shape.medianMs + 10));
  for (let index = 0; index < probeCount; index++) {
    const latency = index === 0 ? firstProbeMs : shape.medianMs * (0.9 + 0.2 * random());
    add(clockMs, latency);
    clockMs += latency + 10;
  }
  timeline.phases[0]!.endMs = clockMs;

  open('warm-up', warmUpMs);
  const warmUp = Math.min(120, Math.ceil(shape.count / 8));
  for (let index = 0; index < warmUp; index++) {
    const settling = 1 + 4 * Math.exp(-index / (warmUp / 6));
    add(clockMs + (warmUpMs * index) / warmUp, shape.medianMs * settling * (0.9 + 0.2 * random()));
  }
  clockMs += warmUpMs;

  const drawn = latencies.slice(0, 1_200);
  const failing = (shape.errors ?? 0) / shape.count;
  for (let round = 0; round < roundCount; round++) {
    open('round', roundMs);
    const own = drawn.filter((_, index) => index % roundCount === round);
    own.forEach((latency, index) => {
      add(clockMs + (roundMs * index) / own.length, latency, random() >= failing);
    });
    clockMs += roundMs;
  }
  return timeline;
}

export function encodeHistogram(latenciesMs: number[]): string {
  const histogram = build({ bitBucketSize: 64, numberOfSignificantValueDigits: 3 });
  for (const latency of latenciesMs) histogram.recordValue(Math.max(1, Math.round(latency * 1000)));
  return encodeIntoCompressedBase64(histogram);
}

const percentile = (sorted: number[], share: number): number =>
  sorted[Math.max(0, Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1))]!;

const toMicroseconds = (ms: number): number => Math.round(ms * 1000) / 1000;
