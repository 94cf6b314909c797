/** How much of a request is spent in the database. */

import type { MeasuredProfile } from '../model.ts';

export interface SqlShare {
  queries: number;
  ms: number;
  /** Of the time of a request (0 to 1). */
  share: number;
}

/**
 * Statements are recorded during the sequential probes, so that their share is that of the typical probe: the rounds
 * run several requests at once and take longer for other reasons. Null when nothing was recorded.
 */
export function sqlShare({ sql }: MeasuredProfile): SqlShare | null {
  if (sql.state !== 'recorded') return null;
  const { queries: own, waterfall } = sql;
  const queries = own.reduce((sum, { callsPerRequest }) => sum + callsPerRequest.median, 0);
  const ms = own.reduce((sum, { msPerRequest }) => sum + msPerRequest, 0);
  return { queries, ms, share: waterfall && waterfall.probeMs > 0 ? waterfall.databaseMs / waterfall.probeMs : 0 };
}
