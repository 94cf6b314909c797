/** What an endpoint asked the database. */

import type { Spread } from './measures.ts';

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
