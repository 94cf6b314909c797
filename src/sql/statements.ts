/** What the database itself counted of its statements, by the extension pg_stat_statements. */

import type { Client } from 'pg';
import type { AverageStatement, SlowStatement } from '../model.ts';
import { onConnection, settle } from './connection.ts';
import { DatabaseUrl } from './database-url.ts';
import { loadParser, withoutConstants } from './parser.ts';
import { failureMessage } from './replay.ts';

/** Since the statistics were last reset, whoever asked. */
export interface StatementCount {
  /** The database's own name for what differs in constants only; null for what this role may not see. */
  id: string | null;
  text: string | null;
  calls: number;
  totalMs: number;
}

export interface StatementStatistics {
  /** Null where the extension is absent or may not be read; the log says why, and it is not asked again. */
  read(signal: AbortSignal): Promise<StatementCount[] | null>;
}

/** Null for a database on another host, or an address that cannot be read. */
export function openStatistics(
  databaseUrl: string,
  folder: string,
  onLog: (line: string) => void,
): StatementStatistics | null {
  const url = readable(databaseUrl, folder);
  if (!url?.isLoopback) return null;
  let isThere = true;
  return {
    async read(signal) {
      if (!isThere || signal.aborted) return null;
      try {
        const counts = await onConnection(url.clientConfig, signal, readCounts);
        if (counts === null) isThere = false;
        return counts;
      } catch (error) {
        if (signal.aborted) return null;
        isThere = false;
        onLog(`The statistics of the database's statements cannot be read: ${failureMessage(error)}`);
        return null;
      }
    },
  };
}

function readable(databaseUrl: string, folder: string): DatabaseUrl | null {
  try {
    return new DatabaseUrl(databaseUrl, folder);
  } catch {
    return null; // The recorder, which is given the same address, says so.
  }
}

async function readCounts(client: Client): Promise<StatementCount[] | null> {
  await client.query('BEGIN READ ONLY');
  await settle(client, null);
  const { rows } = await client.query<{ schema: string }>(
    `SELECT extnamespace::pg_catalog.regnamespace::text AS schema
     FROM pg_catalog.pg_extension WHERE extname = 'pg_stat_statements'`,
  );
  if (!rows[0]) return null;
  return (await client.query<StatementCount>(countsQuery(rows[0].schema), [catalogs])).rows;
}

/** What asks the catalogs is the profiler, a driver or a tool. */
const catalogs = 'pg_catalog|pg_stat_statements|hypopg_';

/**
 * By way of JSON, for the names of the columns differ: `total_time` is from before PostgreSQL 13, `toplevel` from 14.
 * A role that may not see a statement still sees what it cost. https://www.postgresql.org/docs/current/pgstatstatements.html
 */
const countsQuery = (schema: string) => `
  SELECT entry->>'queryid' AS id,
         CASE WHEN entry->>'queryid' IS NOT NULL THEN min(entry->>'query') END AS text,
         sum((entry->>'calls')::float8) AS calls,
         sum(coalesce(entry->>'total_exec_time', entry->>'total_time')::float8) AS "totalMs"
  FROM (SELECT pg_catalog.to_jsonb(s) AS entry FROM ${schema}.pg_stat_statements AS s) AS entries
  WHERE (entry->>'dbid')::oid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
    AND coalesce(entry->>'toplevel', 'true') = 'true'
    AND coalesce(entry->>'query', '') !~ $1
  GROUP BY entry->>'queryid'`;

const mostSlow = 10;

/** Those that took most time in total, slowest first. `share`: of all statements of the database. */
export async function slowestOf(counts: StatementCount[]): Promise<SlowStatement[]> {
  await loadParser();
  const allMs = counts.reduce((sum, { totalMs }) => sum + totalMs, 0);
  return counts
    .filter((count) => isShown(count) && count.calls > 0)
    .sort((a, b) => b.totalMs - a.totalMs)
    .slice(0, mostSlow)
    .map(({ text, calls, totalMs }) => ({
      text: shown(text!),
      calls,
      meanMs: totalMs / calls,
      totalMs,
      share: allMs > 0 ? totalMs / allMs : 0,
    }));
}

/**
 * What was asked between two readings with `probes` requests, dearest first. A statement whose count went down was
 * forgotten in between, so it is left out.
 */
export async function averagesBetween(
  before: StatementCount[],
  after: StatementCount[],
  probes: number,
): Promise<AverageStatement[]> {
  await loadParser();
  const earlier = new Map(before.map((count) => [count.id, count]));
  return after
    .filter(isShown)
    .map(({ id, text, calls, totalMs }) => {
      const { calls: callsBefore = 0, totalMs: msBefore = 0 } = earlier.get(id) ?? {};
      return { text: text!, calls: calls - callsBefore, ms: totalMs - msBefore };
    })
    .filter(({ calls, ms }) => calls > 0 && ms >= 0)
    .sort((a, b) => b.ms - a.ms)
    .map(({ text, calls, ms }) => ({ text: shown(text), callsPerRequest: calls / probes, msPerCall: ms / calls }));
}

/** The database keeps the constants of other kinds of statements, and those could be passwords. */
const isShown = ({ text }: StatementCount): boolean =>
  text !== null &&
  /^(\s|--.*\n|\/\*((?!\*\/)[\s\S])*\*\/|\()*(select|insert|update|delete|merge|with|values)\b/i.test(text);

const longestText = 4_000;

/** The database keeps constants too, where it had forgotten the statement before it had run. */
function shown(text: string): string {
  const masked = withoutConstants(text);
  return masked.length > longestText ? `${masked.slice(0, longestText - 1)}…` : masked;
}
