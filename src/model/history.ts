/** What is kept of each measurement, for the trend of an endpoint. */

import type { EndpointId } from './routes.ts';
import type { Severity } from './verdicts.ts';

/** One line of JSON in the history of a workspace folder on one machine. */
export interface HistoryEntry {
  endpoint: EndpointId;
  /** ISO 8601. */
  measuredAt: string;
  commit: string | null;
  /** Entries are comparable where this is equal: `burst closed 10 connections`. */
  load: string;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  rps: number;
  errorRate: number;
  verdict: Severity | 'OK' | 'FASTER' | 'inconclusive' | 'incomparable' | 'no-baseline';
}
