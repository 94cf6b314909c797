/** What a recording says, in figures. */

import type { Pace, Phase, Recording } from './bursts.ts';

/** Steady requests only. An answer with a status from 400 up, or none at all, counts as an error. */
export interface Summary {
  count: number;
  errors: number;
  errorRate: number;
  /** Completed requests a second over the rounds. */
  rps: number;
  minMs: number;
  meanMs: number;
  p50Ms: number;
  p75Ms: number;
  p90Ms: number;
  p95Ms: number;
  p99Ms: number;
  p999Ms: number;
  maxMs: number;
  /** Answers by status, `{ "200": 3412 }`. */
  statusCodes: Record<string, number>;
  /** HdrHistogram V2 compressed base64 of microseconds: https://github.com/HdrHistogram/HdrHistogram */
  histogram: string;
  rounds: RoundSummary[];
  bodyBytes: { median: number; max: number };
}

export interface RoundSummary {
  count: number;
  rps: number;
  p50Ms: number;
  p95Ms: number;
}

/** Part of a distribution: how many steady requests took at least `fromMs` and less than `toMs`. */
export interface Bucket {
  fromMs: number;
  toMs: number;
  count: number;
}

export type ColdStartKind = 'process' | 'route' | 'connection';

export interface ColdStart {
  kind: ColdStartKind;
  /** On the timeline; a process start lies before it and stands at 0. */
  atMs: number;
  /** The median where it was seen several times. */
  latencyMs: number;
  /** Against the steady median. */
  factor: number;
  /** Of how many starts, or sockets, this is; the spread of several. */
  times: number;
  spreadMs: Spread | null;
}

export interface Spread {
  min: number;
  median: number;
  max: number;
}

/** With the bounds of its 95 % confidence interval. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
}

/** A phase of a load profile. Latencies are those of complete answers. */
export interface PhaseResult {
  name: string;
  /** False for a warm-up. */
  counted: boolean;
  pace: Pace;
  /** On the timeline. */
  startMs: number;
  endMs: number;
  count: number;
  errors: number;
  errorRate: number;
  /** Complete answers a second. */
  rps: number;
  /** Of an open phase: what was asked for, on average, and how many of its requests could not be sent in time. */
  offeredPerS: number | null;
  unsent: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  maxMs: number;
}

/** One level of concurrency of a sweep. */
export interface ScalingStep {
  users: number;
  count: number;
  errorRate: number;
  rps: number;
  /** Throughput against the first step's. */
  factor: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
}

/**
 * Universal Scalability Law, X(N) = λN / (1 + σ(N − 1) + κN(N − 1)): N. J. Gunther, Guerrilla Capacity Planning (2007).
 * λ is the throughput of one user alone, σ the share of work that waits for its turn, κ the cost of agreeing.
 */
export interface ScalingFit {
  lambda: Estimate;
  sigma: Estimate;
  kappa: Estimate;
  /** Where the fitted curve is highest; null where it has no highest point. */
  peakUsers: number | null;
}

export interface Scaling {
  steps: ScalingStep[];
  /** Users from which on more of them brought next to nothing; null where throughput still grew at the end. */
  kneeUsers: number | null;
  stoppedBy: 'no-growth' | 'max-users' | 'errors' | 'cancelled';
  /** Null with too few steps for three unknowns. */
  fit: ScalingFit | null;
}

/** How a long run changed on its way, as slopes. */
export interface Drift {
  overMs: number;
  p50MsPerMinute: Estimate | null;
  rssBytesPerMinute: Estimate | null;
}

/** What the answers' heads and a few requests on the side tell of caching and compression. */
export interface HttpBehaviour {
  httpVersion: Recording['httpVersion'];
  /** As the first answer has them. */
  cacheControl: string | null;
  etag: string | null;
  lastModified: string | null;
  age: string | null;
  vary: string | null;
  /** `x-cache: HIT`, or what a cache on the way says else. */
  cacheStatus: string | null;
  /** Asked again with what the first answer gave to compare by. */
  conditional:
    | { state: 'works'; latencyMs: number }
    | { state: 'ignored'; status: number }
    /** Each answer is another, so that 304 would be wrong. */
    | { state: 'content-changes' }
    | { state: 'no-validator' }
    | { state: 'not-tried' };
  /** The first sequential call, and the median of the later ones. */
  firstCallMs: number;
  laterCallsMs: number;
  /** Over the burst, where the answers say so. */
  cache: { hits: number; misses: number } | null;
  /** What the body weighs, by the encoding that the server chose when only that one was offered: `identity` first. */
  encodings: { offered: string; encoding: string; bytes: number }[];
}

/** Thinned for drawing: every slow or failed request is kept, the rest evenly. Columns of equal length. */
export interface Timeline {
  phases: Phase[];
  atMs: number[];
  latencyMs: number[];
  /** Index into `phases`. */
  phase: number[];
  ok: boolean[];
}
