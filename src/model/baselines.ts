/** What a saved baseline tells a person: its file as a report, and two of them held against each other. */

import type { Bucket, RoundSummary, Summary } from './measures.ts';
import type { Calibration, LoadDescription, Machine, RequestShape } from './profiles.ts';
import type { Endpoint } from './routes.ts';
import type { PlanStep } from './sql.ts';
import type { Target, Verdict } from './verdicts.ts';

/** The part of a summary that a baseline keeps. */
export type SavedFigures = Omit<Summary, 'statusCodes' | 'histogram' | 'rounds' | 'bodyBytes'>;

export interface SavedStatement {
  fingerprint: string;
  /** Without its constants. */
  text: string;
  callsPerRequest: number;
  msPerCall: number;
  /** From the root on, each node before its children; null where the database gave none. */
  plan: (PlanStep & { depth: number })[] | null;
}

export interface SavedBaseline {
  endpoint: Pick<Endpoint, 'method' | 'path'>;
  /** ISO 8601. */
  savedAt: string;
  commit: string | null;
  /** What was sent; null in files from before that was kept. */
  request: RequestShape | null;
  machine: Machine;
  /** `node 24.1.0`; null where the server's processes did not tell. */
  serverRuntime: string | null;
  calibration: Calibration | null;
  /** As they were when it was measured. */
  targets: Target[];
  load: LoadDescription;
  figures: SavedFigures;
  rounds: RoundSummary[];
  /** Null where no SQL was recorded. */
  statements: SavedStatement[] | null;
}

/** A statement of either of two baselines; null where one of them does not have it. */
export interface StatementChange {
  fingerprint: string;
  text: string;
  was: Pick<SavedStatement, 'callsPerRequest' | 'msPerCall'> | null;
  now: Pick<SavedStatement, 'callsPerRequest' | 'msPerCall'> | null;
  /** How the plans differ, what costs most first; empty also where one of them is not known. */
  steps: { was: PlanStep | null; now: PlanStep | null }[];
}

export interface BaselineReport {
  /** What was opened: `api.orders.GET.json`, `api.orders.GET.json at HEAD~1`. */
  title: string;
  baseline: SavedBaseline;
  distribution: { now: Bucket[]; baseline: null };
}

export interface BaselineComparison {
  /** Of the two that were compared: `api.orders.GET.json at HEAD~1`, `the result of now`. */
  titles: { was: string; now: string };
  was: SavedBaseline;
  now: SavedBaseline;
  /** Of `now` against `was`; `incomparable` where machine or load are others. */
  verdict: Verdict;
  distribution: { now: Bucket[]; baseline: Bucket[] };
  /** Those that cost most now first; null where one of the two knows of no SQL. */
  statements: StatementChange[] | null;
}
