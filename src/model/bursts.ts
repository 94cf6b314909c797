/** What a burst is told to do, and what it recorded. */

import type { Bucket } from './measures.ts';
import type { HttpRequest } from './requests.ts';
import type { Samples } from './samples.ts';

/** Sequential probes come first; warm-up is never counted; only rounds enter percentiles. */
export type PhaseKind = 'probe' | 'warm-up' | 'round';

/** Grows or shrinks evenly over a phase; constant where both are equal. */
export interface Ramp {
  from: number;
  to: number;
}

/** How the requests of a phase follow each other. */
export type Pace =
  /** Closed loop: each user has a connection and sends its next request when the last one is answered. */
  | { model: 'closed'; users: Ramp; think: ThinkTime }
  /**
   * Open: requests are due at a rate, whatever the answers. Latency is measured from when a request was due, so that a
   * stalled server shows its stall. What is due while `maxInFlight` are under way waits, and that counts as latency.
   */
  | { model: 'open'; ratePerS: Ramp; maxInFlight: number };

/** The most requests that a pace has under way at once, which is the number of its connections. */
export const mostInFlight = (pace: Pace): number =>
  pace.model === 'closed' ? Math.max(pace.users.from, pace.users.to) : pace.maxInFlight;

/** Evenly spread pause of a user between an answer and its next request. */
export interface ThinkTime {
  minMs: number;
  maxMs: number;
}

export interface PhasePlan {
  kind: PhaseKind;
  /** `round 3`, `peak`: unique names are not asked for. */
  name: string;
  pace: Pace;
  /** The phase ends at whichever bound is reached first. */
  durationMs: number;
  maxRequests: number;
  /** Ends as soon as latency is steady: for a warm-up. */
  untilSteady?: boolean;
}

/** One endpoint of a burst. */
export interface BurstTarget {
  /** Its share of the requests against the other targets', in any unit above 0. */
  weight: number;
  /** At least one; several are sent in turn. */
  requests: HttpRequest[];
}

export interface Transport {
  /** Certificates (PEM) that are trusted besides those that Node trusts. */
  ca: string | null;
  /** Trusts whatever certificate the server shows; for loopback only. */
  acceptAnyCertificate: boolean;
  /** Offers HTTP/2 where the server speaks TLS. */
  http2: boolean;
}

export interface BurstPlan {
  /** One, or a mix of several: at least one, at most 255. */
  targets: BurstTarget[];
  /** At most 255. */
  phases: PhasePlan[];
  /** Threads that share the load. */
  workers: number;
  transport: Transport;
  requestTimeoutMs: number;
  /** Of all phases together; the burst ends early when it is reached. */
  maxRequests: number;
  /** Ends early once this share of at least 20 requests of a phase has failed in transport (0 to 1). */
  stopAtFailureShare: number;
  /** The same for errors of any kind, statuses from 400 up included; null: never. */
  stopAtErrorShare: number | null;
}

export type FailureKind = 'refused' | 'reset' | 'timeout' | 'dns' | 'tls' | 'body-cut-short' | 'protocol' | 'other';

export interface Failure {
  kind: FailureKind;
  count: number;
  /** The first one's message, and when it happened on the recording's clock. */
  message: string;
  atMs: number;
  /** What had arrived of the first one's answer. */
  head: ResponseHead | null;
}

export interface Phase {
  kind: PhaseKind;
  name: string;
  pace: Pace;
  startMs: number;
  endMs: number;
  /** Open model only: requests that were due and could not be sent before the phase was over. */
  unsent: number;
}

export interface ResponseHead {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
}

export interface Standstill {
  fromMs: number;
  toMs: number;
}

export interface Recording {
  /**
   * `process.hrtime` in milliseconds at the start: the operating system's monotonic clock, which is the same for all
   * processes of a machine, so that the SQL tap's times can be laid beside it.
   */
  startedAtMonotonicMs: number;
  phases: Phase[];
  samples: Samples;
  failures: Failure[];
  /** Head of the first answer, and of the first answer of each status from 400 up. */
  firstHead: ResponseHead | null;
  errorHeads: ResponseHead[];
  httpVersion: '1.1' | '2' | null;
  /** Requests that were sent a second time, because the server closed their idle connection just as they were sent. */
  resent: number;
  ended: 'completed' | 'cancelled' | 'too-many-failures' | 'too-many-errors' | 'request-limit';
  /** When a generator itself stood still, on the recording's clock: mostly since the machine gave it no time. */
  standstills: Standstill[];
  /** Share of the time that the busiest generator's event loop was busy during the rounds. */
  generatorUtilisation: number;
}

/** What the panel shows while a burst runs; sent about ten times a second. */
export interface BurstProgress {
  phase: PhaseKind;
  name: string;
  /** 1-based, among the phases of its kind. */
  index: number;
  of: number;
  /** Share of the whole burst that is done. */
  done: number;
  /** Until the phase is over at the latest. */
  leftMs: number;
  count: number;
  errors: number;
  rps: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  /** Of the answers so far, from the fastest to the slowest, in cells of equal ratio. */
  distribution: Bucket[];
}
