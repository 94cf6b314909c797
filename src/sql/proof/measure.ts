import type pg from 'pg';
import type { PlanNode } from '../../model.ts';
import { median } from '../attribution.ts';
import { explain, settle } from '../connection.ts';
import { maskPlan } from '../masking.ts';
import { readPlan } from '../plan.ts';
import type { CapturedStatement, ParameterValue } from '../tap/protocol.ts';
import type { Candidate } from './candidates.ts';

const buildTimeoutMs = 30_000;
const mostRuns = 5;
/** A statement that takes long is run fewer times. */
const runsWithinMs = 2_000;

/** A statement with its parameters. Only one that may be executed is measured: whoever calls has to know. */
export interface Measurable extends CapturedStatement {
  parameters: (ParameterValue | null)[];
  /** What may be seen of its text. */
  shownText: string;
}

export interface Timing {
  /** Median of the runs, as EXPLAIN measures them without a clock on every node. */
  ms: number;
  runs: number;
  root: PlanNode;
}

/** In a read-only transaction of its own. */
export async function measureAsIs(client: pg.Client, statement: Measurable): Promise<Timing> {
  await client.query('BEGIN READ ONLY');
  await settle(client, statement.searchPath);
  try {
    return await timingOf(client, statement);
  } finally {
    await client.query('ROLLBACK');
  }
}

export interface Trial {
  timing: Timing;
  buildMs: number;
  indexBytes: number;
  /** Rows have just been changed that older transactions may still see as they were: this one must not use the index. */
  isTooFresh: boolean;
}

/**
 * Builds the index in a transaction, makes that transaction read-only, runs the statement, as often as before, and
 * rolls everything back.
 */
export async function measureWith(
  client: pg.Client,
  statement: Measurable,
  { ddl, name, facts }: Candidate,
  runs: number,
): Promise<Trial> {
  await client.query('BEGIN');
  try {
    await settle(client, statement.searchPath);
    const timeouts = await client.query<{ statement_timeout: string }>('SHOW statement_timeout');
    await client.query(`SET LOCAL statement_timeout = ${buildTimeoutMs}`);
    const startedAt = performance.now();
    await client.query(ddl);
    const buildMs = performance.now() - startedAt;
    await client.query(`SET LOCAL statement_timeout = '${timeouts.rows[0]!.statement_timeout}'`);
    await client.query('SET TRANSACTION READ ONLY');
    const { rows } = await client.query<{ bytes: number; isTooFresh: boolean }>(builtQuery, [facts.oid, name]);
    const { bytes: indexBytes, isTooFresh } = rows[0]!;
    return { timing: await timingOf(client, statement, runs), buildMs, indexBytes, isTooFresh };
  } finally {
    await client.query('ROLLBACK');
  }
}

const builtQuery = `
  SELECT pg_catalog.pg_relation_size(indexrelid)::float8 AS bytes, indcheckxmin AS "isTooFresh"
  FROM pg_catalog.pg_index JOIN pg_catalog.pg_class c ON c.oid = indexrelid
  WHERE indrelid = $1 AND c.relname = $2`;

/** The first run fills caches and gives the plan. */
async function timingOf(client: pg.Client, statement: Measurable, wantedRuns?: number): Promise<Timing> {
  const { text, parameters, shownText } = statement;
  const printed = JSON.parse(await explain(client, 'ANALYZE, BUFFERS, FORMAT JSON', statement, parameters));
  const first = readPlan(printed).executionMs ?? 0;
  const runs = wantedRuns ?? Math.max(1, Math.min(mostRuns, Math.floor(runsWithinMs / first)));
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const plan = readPlan(JSON.parse(await explain(client, 'ANALYZE, TIMING OFF, FORMAT JSON', statement, parameters)));
    times.push(plan.executionMs ?? 0);
  }
  return { ms: median(times), runs, root: readPlan(maskPlan(printed, text, parameters, shownText)).root };
}
