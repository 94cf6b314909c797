/** What an endpoint asked the database. */

import type { Spread } from './measures.ts';

/** Neutral to the database. Times and pages are the node's own, its children's taken out, all loops together. */
export interface PlanNode {
  /** `Seq Scan`, `Hash Join` … as the database calls it. */
  type: string;
  /** What its parent uses it for; null for the root. A node with a single input has it as its `outer` one. */
  role: 'outer' | 'inner' | 'member' | 'init-plan' | 'sub-plan' | null;
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
  /** By a filter or a join filter, all loops together. */
  rowsRemoved: number;
  /** Those of them that the condition of a join rejected. */
  rowsRemovedByJoin: number;
  /** Rows of an index-only scan for which the table had to be read all the same, all loops together. */
  heapFetches: number;
  pagesHit: number;
  pagesRead: number;
  /** Bytes spilled to temporary files by a sort, hash or aggregate. */
  spilledBytes: number;
  children: PlanNode[];
}

export interface ExecutedPlan {
  state: 'executed';
  /**
   * `replay`: run again by the profiler in a read-only transaction with the captured parameters. `auto_explain`: told
   * by the database as it executed the statement for the application.
   */
  source: 'replay' | 'auto_explain';
  root: PlanNode;
  /** Of an execution that auto_explain told of, it is measured apart; `null` where it could not be. */
  planningMs: number | null;
  executionMs: number;
  /** Spent on compiling the query to machine code, a part of `executionMs`; 0 where nothing was compiled. */
  jitMs: number;
  /** What the database printed, as JSON text. */
  json: string;
}

export type PlanOutcome =
  | ExecutedPlan
  | { state: 'estimated'; root: PlanNode; json: string; reason: string }
  | { state: 'refused'; reason: string }
  | { state: 'failed'; message: string };

/** An index that could make a statement faster. */
export interface IndexCandidate {
  /** To copy: `CREATE INDEX orders_customer_id_idx ON orders (customer_id)`. */
  ddl: string;
  /** As a person calls it: `orders`, or with its schema where the search path does not lead to it. */
  table: string;
  /** The plan node that it is meant to serve, by its path of child indexes from the root. */
  node: number[];
}

/** What is known of a candidate. Never offered: `no-gain`. */
export type IndexProof = IndexCandidate &
  (
    | {
        /** Not tried: it takes consent, for which this says what would happen. */
        state: 'proposed';
        database: string;
        /** As the database estimates it. */
        tableRows: number;
        tableBytes: number;
        /** About how long writers of the table would have to wait. */
        expectedBuildMs: number;
      }
    | {
        /** Built in a transaction that was rolled back, with the same statement run before and after. */
        state: 'proven';
        /** Medians of `runs` executions each, as EXPLAIN ANALYZE measures them. */
        beforeMs: number;
        afterMs: number;
        /** beforeMs / afterMs */
        factor: number;
        runs: number;
        buildMs: number;
        indexBytes: number;
        tableRows: number;
        planAfter: PlanNode;
      }
    | {
        /** Built by nobody: the planner was asked what it would do with it. Costs have no unit. */
        state: 'estimated';
        source: 'hypopg';
        costBefore: number;
        costAfter: number;
        /** costBefore / costAfter */
        factor: number;
        /** Why it was not measured. */
        reason: string;
      }
    /**
     * It was tried. `unused`: the planner does better without it. `too-small`: it helps, but hardly. `surpassed`:
     * another one for the same node is faster, or as fast with fewer columns.
     */
    | { state: 'no-gain'; reason: 'unused' | 'too-small' | 'surpassed'; beforeMs: number; afterMs: number }
    | { state: 'refused'; reason: string }
  );

/** A parameter of a real call, without its value. */
export interface MaskedParameter {
  /** `int4`; null where the client left it to the database, or the type is not one of PostgreSQL's own. */
  type: string | null;
  /** As it was sent, in text or in binary. Null for NULL. */
  bytes: number | null;
}

/** A place in the source. */
export interface SourceLine {
  /** Relative to the root, with `/`. */
  file: string;
  /** 1-based. */
  line: number;
}

/** One statement of an endpoint. Parameter values are not part of it: they stay inside the SQL stage. */
export interface QueryProfile {
  /** Of the statement with its constants taken out (libpg_query's). */
  fingerprint: string;
  text: string;
  /** That sends it. Null where the server was not asked, did not say, or sends it from several places. */
  source: SourceLine | null;
  /** `constant`: the same number of calls in every probe; `varying`: may belong to something else. */
  attribution: 'constant' | 'varying';
  callsPerRequest: Spread;
  msPerCall: Spread;
  msPerRequest: number;
  rowsPerCall: number;
  /** Calls that repeat another call's parameters within the same request. */
  duplicateCallsPerRequest: number;
  /** Of the call that was explained, the one with the median duration. Null where they were not kept. */
  parameters: MaskedParameter[] | null;
  plan: PlanOutcome;
  /** Most promising first; empty where no index is missing. */
  proofs: IndexProof[];
  /** The same statement in the baseline; null where none is saved, or it says nothing of statements. */
  before: QueryBefore | null;
}

/** One request as the handler and the database shared its time: the typical one of the probes. */
export interface Waterfall {
  /** From sending the request to the end of its answer. */
  probeMs: number;
  /**
   * How long at least one statement was under way before that end; the rest of `probeMs` was spent outside. Only
   * `constant` ones count, unless there are none: another's work is no part of the request.
   */
  databaseMs: number;
  /** In the order in which they began. On several connections they overlap. */
  statements: WaterfallStatement[];
  /** How many more there were; their time is in `databaseMs`. */
  leftOut: number;
}

export interface WaterfallStatement {
  /** Of its `QueryProfile`. */
  fingerprint: string;
  /** Since the request was sent. Later than `probeMs` for work that goes on behind the answer. */
  atMs: number;
  /** An open cursor's time between two fetches is not part of it. */
  durationMs: number;
  rows: number;
  /** A transaction was open when it began: true for COMMIT, not for BEGIN. */
  inTransaction: boolean;
}

/** A node of a plan without its conditions, which could quote a value. */
export interface PlanStep {
  type: string;
  relation: string | null;
  index: string | null;
  /** All loops together; as planned, where the statement was not executed. */
  rows: number;
  /** Null where the statement was not executed. */
  selfMs: number | null;
}

export type QueryBefore =
  | { state: 'new' }
  | {
      state: 'known';
      callsPerRequest: number;
      msPerCall: number;
      /** Of both plans, where both were executed. */
      planMs: { was: number; now: number } | null;
      /** Where the plans differ: another node, or ten times the rows. Null stands for a node that was not, or is no more. */
      steps: { was: PlanStep | null; now: PlanStep | null }[];
    };

/** A statement of the baseline that the endpoint no longer sends. */
export interface VanishedQuery {
  fingerprint: string;
  /** Without constants. */
  text: string;
  callsPerRequest: number;
  msPerCall: number;
}

/** A statement as the database's own statistics have it: since they were last reset, whoever asked. */
export interface SlowStatement {
  /** Without constants. */
  text: string;
  calls: number;
  meanMs: number;
  totalMs: number;
  /** Of the time of all statements of the database, 0 to 1. */
  share: number;
}

/** What such statistics tell of some requests' time. Other clients of the database are counted too. */
export interface StatementAverages {
  probes: number;
  statements: AverageStatement[];
}

export interface AverageStatement {
  /** Without constants. */
  text: string;
  callsPerRequest: number;
  msPerCall: number;
}

export type SqlOutcome =
  | {
      state: 'recorded';
      probes: number;
      queries: QueryProfile[];
      uncertain: string[];
      /** `null` where no statement ran in a probe. */
      waterfall: Waterfall | null;
      /** Empty where no baseline is saved. */
      vanished: VanishedQuery[];
    }
  | {
      state: 'not-recorded';
      reason: NoSqlReason;
      /** In place of a record, where the database counts its statements. Dearest first. */
      averages?: StatementAverages;
    };

export type NoSqlReason =
  | { kind: 'no-database-configured' }
  | { kind: 'switched-off' }
  | { kind: 'server-not-launched-here' }
  | { kind: 'nothing-passed-the-tap' }
  | { kind: 'host-not-allowed'; host: string }
  /** `nextStep`: where something better is known than to look at the log. */
  | { kind: 'tap-failed'; message: string; nextStep?: string }
  | { kind: 'cancelled' };
