/** How much of a request is spent in the database. */

import type { MeasuredProfile } from '../model.ts';

export interface SqlShare {
  queries: number;
  ms: number;
  /** Of the time of a request (0 to 1). */
  share: number;
}

/**
 * Statements are recorded during the sequential probes, so that their time is compared with the median probe: the
 * rounds run several requests at once and take longer for other reasons. Null when nothing was recorded.
 */
export function sqlShare({ sql, timeline, summary }: MeasuredProfile): SqlShare | null {
  if (sql.state !== 'recorded') return null;
  const queries = sql.queries.reduce((sum, { callsPerRequest }) => sum + callsPerRequest.median, 0);
  const ms = sql.queries.reduce((sum, { msPerRequest }) => sum + msPerRequest, 0);
  const probes = timeline.latencyMs
    .filter((_, row) => timeline.phases[timeline.phase[row]!]?.kind === 'probe' && timeline.ok[row])
    .sort((a, b) => a - b);
  const requestMs = probes[probes.length >> 1] ?? summary.p50Ms;
  return { queries, ms, share: requestMs > 0 ? Math.min(1, ms / requestMs) : 0 };
}
