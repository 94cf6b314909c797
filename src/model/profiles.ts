/** The whole result of an endpoint, and what is told on the way. */

import type { BurstProgress } from './bursts.ts';
import type { Bucket, ColdStart, Drift, HttpBehaviour, PhaseResult, Scaling, Summary, Timeline } from './measures.ts';
import type { Endpoint, Parameter } from './routes.ts';
import type { ServerResources } from './server.ts';
import type { NoSqlReason, SlowStatement, SqlOutcome } from './sql.ts';
import type { Finding, TargetResult, Verdict } from './verdicts.ts';

export interface Machine {
  cpu: string;
  cores: number;
  memoryBytes: number;
  os: string;
  /** Whether in a container; null where it was not noted. */
  container: boolean | null;
  /** That of the profiler, not of the server. */
  node: string;
}

/** A fixed small piece of work, timed between the rounds: it tells a slower machine from slower code. */
export interface Calibration {
  /** What it typically took. */
  workMs: number;
  /** (third quartile − first) / median of its times. */
  spreadShare: number;
  times: number;
}

/** Said in one line under the title: nobody should have to guess what a number means. */
export interface LoadDescription {
  /** `burst`, or the name of a load profile. */
  name: string;
  /** `mixed`: phases of both kinds. */
  model: 'closed' | 'open' | 'mixed';
  /** The most that were allowed to be in flight at once. */
  connections: number;
  /** The highest rate that was asked for; null in a closed loop. */
  ratePerS: number | null;
  /** How many phases were counted, and how long each was meant to last, on average. */
  rounds: number;
  roundMs: number;
  workers: number;
  /** Set where the load was a mix: how many endpoints it had, and this one's share of the requests. */
  mix: { share: number; endpoints: number } | null;
  /** `pipe`: the server's database traffic passed the tap, unrecorded, during the rounds. */
  tap: 'none' | 'pipe';
}

export type ProfileWarning =
  | { kind: 'errors'; count: number; share: number; first: string }
  /** They are answers, and are not followed; `to` is where the first one leads, without its query. */
  | { kind: 'redirected'; count: number; share: number; to: string | null }
  | { kind: 'few-samples'; percentile: 'p95' | 'p99'; count: number }
  | { kind: 'generator-saturated'; utilisation: number }
  /** Open model: fewer requests were sent than were due. */
  | { kind: 'rate-not-reached'; offeredPerS: number; reachedPerS: number; unsent: number }
  /** Open model: requests were sent that late although connections were free, by the generator's own fault. */
  | { kind: 'generator-late'; p99LagMs: number }
  /** Closed loop: the generator itself stood still, for want of a free core, and slow requests look slower by that. */
  | { kind: 'generator-held-up'; longestMs: number; totalMs: number }
  /** Closed loop: while no answer came nothing was sent, so that percentiles know of the stall by few requests. */
  | { kind: 'stall-hidden'; longestMs: number; missed: number }
  /** The server closed their idle connections just as they were sent; each counts once, as it was sent again. */
  | { kind: 'resent'; count: number }
  | { kind: 'assumed-sample'; parameter: string; value: string }
  | { kind: 'partial'; reason: 'cancelled' | 'too-many-failures' | 'too-many-errors' | 'request-limit'; detail: string }
  /** The launched server ended by itself while it was profiled. */
  | { kind: 'server-ended'; how: string }
  /** The tap between it and its database ended, which cut its connections, and was started again. */
  | { kind: 'tap-restarted'; times: number }
  | { kind: 'no-sql'; reason: NoSqlReason };

/** A sentence for a person: what happened, and what to do next. `detail` may hold the last lines of a log. */
export interface Problem {
  message: string;
  nextStep: string;
  detail?: string;
  /** `use-what-answers`: something else than a ready API answers at its address, and could be profiled as it is. */
  offer?: 'use-what-answers';
}

/** What is sent, without any value: what two results have to share to be compared. */
export interface RequestShape {
  method: string;
  /** Names of its parameters, sorted. */
  query: string[];
  /** Names in lower case, sorted. */
  headers: string[];
  contentType: string | null;
  /** The least power of four that holds the body, 256 at least; null: there is none. */
  bodyBytesUpTo: number | null;
}

export interface MeasuredProfile {
  state: 'measured';
  endpoint: Endpoint;
  request: { method: string; url: string };
  requestShape: RequestShape;
  /** Of the handler's text when it was measured, comments and white space left out; null where it could not be read. */
  handlerHash: string | null;
  /** `node 24.1.0`; null where the server's processes do not tell. */
  serverRuntime: string | null;
  /** ISO 8601. */
  measuredAt: string;
  load: LoadDescription;
  /** Share of the time that the busiest thread of the load generator was busy while the load was on. */
  generatorUtilisation: number;
  summary: Summary;
  distribution: { now: Bucket[]; baseline: Bucket[] | null };
  cold: ColdStart[];
  timeline: Timeline;
  /** Of a load profile, in order; empty for the burst, whose rounds are in the summary. */
  phases: PhaseResult[];
  /** Of a sweep; the summary is then that of its knee, or of its last step. */
  scaling: Scaling | null;
  /** Of a run of a minute or more. */
  drift: Drift | null;
  resources: ServerResources;
  /** Null for a request that may change data: nothing is sent on the side then. */
  http: HttpBehaviour | null;
  sql: SqlOutcome;
  /** Those of the whole database with most time in total; null where it does not tell. */
  slowestStatements: SlowStatement[] | null;
  findings: Finding[];
  verdict: Verdict;
  /** Those that the workspace sets for this endpoint; empty where it sets none. */
  targets: TargetResult[];
  /** How fast the machine was during the rounds; null where it was not timed. */
  calibration: Calibration | null;
  warnings: ProfileWarning[];
}

/** The run ended before its last round: it tells too little to be kept, or to be judged by. */
export const isPartial = ({ warnings }: MeasuredProfile): boolean => warnings.some(({ kind }) => kind === 'partial');

export type Profile =
  | MeasuredProfile
  | { state: 'needs-sample'; endpoint: Endpoint; missing: Parameter[] }
  /** It may change data, or it leaves this machine: nothing was sent. */
  | { state: 'needs-consent'; endpoint: Endpoint; reason: 'changes-data' | 'other-host'; method: string; url: string }
  | { state: 'cancelled'; endpoint: Endpoint }
  | { state: 'failed'; endpoint: Endpoint; problem: Problem };

/** What the HTML report holds: it is the panel's page with this inside, instead of a channel to the editor. */
export interface EmbeddedReport {
  title: string;
  /** ISO 8601. */
  writtenAt: string;
  profiles: Profile[];
}

/** What every report is made from. */
export interface ReportedRun extends EmbeddedReport {
  machine: Machine;
  /** Of the code that was measured; null outside a git repository. */
  commit: string | null;
}

/** What the person is told while `profile.ts` works. */
export type ProfileProgress =
  | { stage: 'server'; message: string }
  | { stage: 'probes'; message: string }
  | { stage: 'burst'; burst: BurstProgress }
  | { stage: 'plans'; message: string };

/** An error whose text is meant for a person. Any other error is a bug report: it goes to the log with its stack. */
export class UserError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.message, options);
    this.name = 'UserError';
    this.problem = problem;
  }
}
