/**
 * The nouns that every stage speaks. Stages import this file and their own folder, never each other.
 * Durations are milliseconds with microsecond resolution (`…Ms`), sizes are bytes (`…Bytes`), shares are 0 to 1.
 */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

// ── Routes ────────────────────────────────────────────────────────────────────────────────────────────────────

/** `ANY`: the route answers every method. */
export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'QUERY' | 'ANY';

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'body';
  required: boolean;
  example?: Json;
}

export interface Endpoint {
  method: Method;
  /** OpenAPI template of the full path, mounts included: `/users/{id}`; a catch-all is `/docs/{slug*}`. */
  path: string;
  /** Name of the framework adapter that found it, `express`. */
  framework: string;
  /** Relative to the scanned root, with `/`. */
  file: string;
  /** 1-based line where the route is declared, and the last line of that declaration. */
  line: number;
  endLine: number;
  parameters: Parameter[];
  /** How the path was put together, from the application inwards to the route itself. */
  why: PathStep[];
}

/** One step of the way to a full path: `mounted at /api`, and where the code says so. */
export interface PathStep {
  text: string;
  file: string;
  line: number;
}

/** `GET /users/{id}`: names an endpoint in selectors, configs and baselines. */
export type EndpointId = string & { readonly brand: 'EndpointId' };

export const endpointId = (endpoint: Pick<Endpoint, 'method' | 'path'>): EndpointId =>
  `${endpoint.method} ${endpoint.path}` as EndpointId;

export type ScanWarning =
  | { kind: 'unreadable-file'; file: string; message: string }
  | { kind: 'unparsable-code'; file: string; line: number; message: string }
  | { kind: 'unresolved-prefix'; file: string; line: number; reason: string }
  | { kind: 'unresolved-path'; file: string; line: number; reason: string };

/** An endpoint of whose path a part is known only to the running program, until a person completes it. */
export interface UnresolvedEndpoint {
  method: Method;
  /** `path`: that of the route itself is not known; `prefix`: what stands before it. */
  missing: 'prefix' | 'path';
  /** What is known of the path: its end where the prefix is missing, its beginning where the route's own path is. */
  path: string;
  reason: string;
  /** Where the part stands that is not known. */
  at: { file: string; line: number };
  framework: string;
  file: string;
  line: number;
  endLine: number;
  parameters: Parameter[];
  /** Under which key of the config's `routes.prefixes` or `routes.paths` a person completes it. */
  key: string;
}

/** What people have said of paths that the code does not tell; by file, or by `file:line`. */
export interface RouteCompletions {
  /** File of a router → what stands before all of its paths, `/api/v1`. */
  prefixes: Record<string, string>;
  /** `file:line` of a route → its full path as an OpenAPI template. */
  paths: Record<string, string>;
}

/** What of a folder is scanned. */
export interface ScanScope {
  /** Whether folders and files of tests count like any other. */
  includeTests: boolean;
  /** Globs of what is left out, relative to the root: those of the editor's `files.exclude`. */
  exclude: string[];
}

export interface ScanResult {
  /** Sorted by path, then method, then file. */
  endpoints: Endpoint[];
  /** Sorted by file and line. */
  unresolved: UnresolvedEndpoint[];
  warnings: ScanWarning[];
}

// ── Requests ──────────────────────────────────────────────────────────────────────────────────────────────────

export interface HttpRequest {
  method: string;
  /** Absolute, `http:` or `https:`. */
  url: string;
  headers: Record<string, string>;
  body: string | null;
}

// ── Bursts ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Sequential probes come first; warm-up is never counted; only rounds enter percentiles. */
export type PhaseKind = 'probe' | 'warm-up' | 'round';

export interface PhasePlan {
  kind: PhaseKind;
  connections: number;
  /** The phase ends at whichever bound is reached first. */
  durationMs: number;
  maxRequests: number;
  /** Pause between the requests of one connection; probes use it to keep their database work apart. */
  pauseMs: number;
}

/** A closed-loop burst: each connection sends its next request when the answer to the last one is complete. */
export interface BurstPlan {
  request: HttpRequest;
  phases: PhasePlan[];
  requestTimeoutMs: number;
  /** Ends early once this share of at least 20 requests of a phase has failed in transport (0 to 1). */
  stopAtFailureShare: number;
}

export type FailureKind = 'refused' | 'reset' | 'timeout' | 'dns' | 'tls' | 'body-cut-short' | 'protocol' | 'other';

export interface Failure {
  kind: FailureKind;
  count: number;
  /** The first one's message, and when it happened on the recording's clock. */
  message: string;
  atMs: number;
}

/**
 * One entry a request, in columns, in order of completion. `failed[i]` is 0, or 1 + index into `failures`;
 * then `status` and `bodyBytes` are what had arrived. Latency runs from writing the request to the last byte.
 */
export interface Samples {
  count: number;
  /** Offset from the recording's start. */
  startMs: Float64Array;
  latencyMs: Float64Array;
  firstByteMs: Float64Array;
  status: Uint16Array;
  bodyBytes: Uint32Array;
  /** Number of the socket, in order of opening, attempts that failed included; 65,535 stands for all from there on. */
  connection: Uint16Array;
  /** Index into `phases`. */
  phase: Uint16Array;
  failed: Uint8Array;
}

export interface Phase {
  kind: PhaseKind;
  connections: number;
  startMs: number;
  endMs: number;
}

export interface ResponseHead {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
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
  ended: 'completed' | 'cancelled' | 'too-many-failures';
  /** Share of the time that the generator's own event loop was busy during the rounds. */
  generatorUtilisation: number;
}

/** What the panel shows while a burst runs; sent about ten times a second. */
export interface BurstProgress {
  phase: PhaseKind;
  /** 1-based, among the phases of its kind. */
  index: number;
  of: number;
  /** Share of the whole burst that is done. */
  done: number;
  count: number;
  errors: number;
  rps: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  /** Of the answers so far, from the fastest to the slowest, in cells of equal ratio. */
  distribution: Bucket[];
}

// ── Measures ──────────────────────────────────────────────────────────────────────────────────────────────────

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
  latencyMs: number;
  /** Against the steady median. */
  factor: number;
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

// ── SQL ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Neutral to the database. Times and pages are the node's own, its children's taken out, all loops together. */
export interface PlanNode {
  /** `Seq Scan`, `Hash Join` … as the database calls it. */
  type: string;
  relation: string | null;
  index: string | null;
  /** Filter, index condition, join condition, sort key … in the database's words. */
  details: { label: string; text: string }[];
  plannedRows: number;
  /** Rows a loop, on average; null when the statement was not executed. */
  actualRows: number | null;
  loops: number;
  selfMs: number | null;
  totalMs: number | null;
  rowsRemoved: number;
  pagesHit: number;
  pagesRead: number;
  /** Bytes spilled to temporary files by a sort, hash or aggregate. */
  spilledBytes: number;
  children: PlanNode[];
}

export type PlanOutcome =
  | {
      state: 'executed';
      /** `replay`: run again by the profiler in a read-only transaction with the captured parameters. */
      source: 'replay' | 'auto_explain';
      root: PlanNode;
      planningMs: number;
      executionMs: number;
      /** What the database printed, as JSON text. */
      json: string;
    }
  | { state: 'estimated'; root: PlanNode; json: string; reason: string }
  | { state: 'refused'; reason: string }
  | { state: 'failed'; message: string };

export interface Spread {
  min: number;
  median: number;
  max: number;
}

/** One statement of an endpoint. Parameter values are not part of it: they stay inside the SQL stage. */
export interface QueryProfile {
  /** Of the statement with its constants taken out (libpg_query's). */
  fingerprint: string;
  text: string;
  /** `constant`: the same number of calls in every probe; `varying`: may belong to something else. */
  attribution: 'constant' | 'varying';
  callsPerRequest: Spread;
  msPerCall: Spread;
  msPerRequest: number;
  rowsPerCall: number;
  /** Calls that repeat another call's parameters within the same request. */
  duplicateCallsPerRequest: number;
  plan: PlanOutcome;
}

export type SqlOutcome =
  | { state: 'recorded'; probes: number; queries: QueryProfile[]; uncertain: string[] }
  | { state: 'not-recorded'; reason: NoSqlReason };

export type NoSqlReason =
  | { kind: 'no-database-configured' }
  | { kind: 'switched-off' }
  | { kind: 'server-not-launched-here' }
  | { kind: 'nothing-passed-the-tap' }
  | { kind: 'host-not-allowed'; host: string }
  /** `nextStep`: where something better is known than to look at the log. */
  | { kind: 'tap-failed'; message: string; nextStep?: string }
  | { kind: 'cancelled' };

// ── Findings, verdicts ────────────────────────────────────────────────────────────────────────────────────────

export type Severity = 'HIGH' | 'MEDIUM' | 'LOW';

export interface Finding {
  /** Stable name of the rule, `n-plus-one`. */
  rule: string;
  severity: Severity;
  /** `One query runs 25 times a request`. */
  title: string;
  /** One sentence with the measured numbers. */
  why: string;
  /** One thing to do. */
  advice: string;
  /** Measured milliseconds a request that this explains, for the order of the list. */
  impactMs: number;
  /** The statement it is about, and the plan node by its path of child indexes from the root. */
  fingerprint?: string;
  node?: number[];
}

export interface Ratios {
  p50: number;
  p95: number;
  p99: number;
}

export type Verdict =
  | { state: 'no-baseline' }
  | {
      state: 'compared';
      severity: Severity | 'OK' | 'FASTER';
      /** now / baseline. The severity comes from p95. */
      ratios: Ratios;
      baseline: { savedAt: string; commit: string | null; p50Ms: number; p95Ms: number; p99Ms: number; rps: number };
    }
  | { state: 'incomparable'; reason: string };

// ── Profiles ──────────────────────────────────────────────────────────────────────────────────────────────────

export interface Machine {
  cpu: string;
  cores: number;
  memoryBytes: number;
  os: string;
  node: string;
}

/** Said in one line under the title: nobody should have to guess what a number means. */
export interface LoadDescription {
  model: 'closed';
  connections: number;
  rounds: number;
  roundMs: number;
  /** `pipe`: the server's database traffic passed the tap, unrecorded, during the rounds. */
  tap: 'none' | 'pipe';
}

export type ProfileWarning =
  | { kind: 'errors'; count: number; share: number; first: string }
  | { kind: 'few-samples'; percentile: 'p95' | 'p99'; count: number }
  | { kind: 'generator-saturated'; utilisation: number }
  | { kind: 'assumed-sample'; parameter: string; value: string }
  | { kind: 'partial'; reason: 'cancelled' | 'too-many-failures'; detail: string }
  /** The launched server ended by itself while it was profiled. */
  | { kind: 'server-ended'; how: string }
  | { kind: 'no-sql'; reason: NoSqlReason };

/** A sentence for a person: what happened, and what to do next. `detail` may hold the last lines of a log. */
export interface Problem {
  message: string;
  nextStep: string;
  detail?: string;
  /** `use-what-answers`: something else than a ready API answers at its address, and could be profiled as it is. */
  offer?: 'use-what-answers';
}

export interface MeasuredProfile {
  state: 'measured';
  endpoint: Endpoint;
  request: { method: string; url: string };
  /** ISO 8601. */
  measuredAt: string;
  load: LoadDescription;
  summary: Summary;
  distribution: { now: Bucket[]; baseline: Bucket[] | null };
  cold: ColdStart[];
  timeline: Timeline;
  sql: SqlOutcome;
  findings: Finding[];
  verdict: Verdict;
  warnings: ProfileWarning[];
}

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
