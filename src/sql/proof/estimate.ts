import type pg from 'pg';
import type { ClientBase } from 'pg';
import { explain, settle } from '../connection.ts';
import type { Candidate } from './candidates.ts';
import type { Measurable } from './measure.ts';

export interface Costs {
  before: number;
  after: number;
}

/**
 * Asks the planner what it would do with the index, through the extension HypoPG: nothing is built, nothing executed.
 * An index that the planner would not use leaves the costs as they are. https://hypopg.readthedocs.io
 */
export async function estimateWith(
  client: pg.Client,
  statement: Measurable,
  { ddl }: Candidate,
): Promise<Costs | 'not-installed'> {
  await client.query('BEGIN READ ONLY');
  try {
    await settle(client, statement.searchPath);
    const schema = await schemaOfHypopg(client);
    if (schema === null) return 'not-installed';
    const before = await plannedCost(client, statement);
    await client.query(`SELECT ${schema}.hypopg_create_index($1)`, [ddl]);
    const after = await plannedCost(client, statement);
    await client.query(`SELECT ${schema}.hypopg_reset()`);
    return { before, after };
  } finally {
    await client.query('ROLLBACK');
  }
}

async function schemaOfHypopg(client: ClientBase): Promise<string | null> {
  const { rows } = await client.query<{ schema: string }>(
    `SELECT extnamespace::regnamespace::text AS schema FROM pg_catalog.pg_extension WHERE extname = 'hypopg'`,
  );
  return rows[0]?.schema ?? null;
}

async function plannedCost(client: pg.Client, statement: Measurable): Promise<number> {
  const printed = await explain(client, 'FORMAT JSON', statement, statement.parameters);
  const [top] = JSON.parse(printed) as [{ Plan: { 'Total Cost': number } }];
  return top.Plan['Total Cost'];
}
