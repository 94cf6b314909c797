import type { ClientBase } from 'pg';
import { count } from '../findings/format.ts';
import type { TableFacts } from './tables.ts';

/** Limits of what is built to try it. Writers of the table wait for as long as the build lasts. */
const mostRows = 5_000_000;
const mostBytes = 2 * 1024 ** 3;
const longTransactionS = 5;

const stateQuery = `
  SELECT pg_catalog.pg_is_in_recovery() AS "isStandby",
    EXISTS (SELECT FROM pg_catalog.pg_event_trigger WHERE evtenabled <> 'D') AS "hasEventTriggers",
    (SELECT max(extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start))::float8
     FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a USING (pid)
     WHERE l.relation = $1 AND a.datname = pg_catalog.current_database() AND a.pid <> pg_catalog.pg_backend_pid()
    ) AS "longestTransactionS"`;

/** Why an index on this table must not be built, not even to be rolled back; or `null`. */
export async function buildHindrance(client: ClientBase, table: TableFacts): Promise<string | null> {
  const { name, rows, bytes, oid } = table;
  if (rows > mostRows) return `${name} has ${count(rows)} rows, and an index is tried on ${count(mostRows)} at most.`;
  if (bytes > mostBytes) return `${name} is larger than 2 GB, and an index is tried on smaller tables only.`;
  if (!table.isOwned) return `${name} belongs to another role, so no index could be tried.`;
  const state = await client.query<{
    isStandby: boolean;
    hasEventTriggers: boolean;
    longestTransactionS: number | null;
  }>(stateQuery, [oid]);
  const { isStandby, hasEventTriggers, longestTransactionS } = state.rows[0]!;
  if (isStandby) return 'The database is a standby, which takes no index.';
  if (hasEventTriggers) return 'The database has event triggers, which a trial would set off.';
  if ((longestTransactionS ?? 0) >= longTransactionS) {
    return `Another connection has had a transaction on ${name} open for ${count(longestTransactionS ?? 0)} s, so nothing was built.`;
  }
  return null;
}

/** About how long a build takes: 1 to 1.5 s were measured for a million rows. */
export const expectedBuildMs = ({ rows, bytes }: TableFacts): number =>
  Math.max(10, Math.round(Math.max(rows, bytes / 100) * 0.0012));
