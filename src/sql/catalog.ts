import type { ClientBase } from 'pg';
import { parseStatements } from './parser.ts';
import { type References, referencesOf } from './policy.ts';

/** Volatile, because each call answers something else; but they change nothing. */
const harmless = ['random', 'random_normal', 'clock_timestamp', 'timeofday', 'gen_random_uuid', 'uuidv4', 'uuidv7'];

const functionsQuery = `
  SELECT name,
         count(oid) = 0 AS unknown,
         coalesce(bool_or(provolatile = 'v' AND NOT (name = ANY($2) AND pronamespace = 'pg_catalog'::regnamespace)), false)
           AS volatile
  FROM unnest($1::text[]) AS name LEFT JOIN pg_catalog.pg_proc ON proname = name
  GROUP BY name`;

const operatorsQuery = `
  SELECT DISTINCT oprname AS name
  FROM pg_catalog.pg_operator o JOIN pg_catalog.pg_proc p ON p.oid = o.oprcode
  WHERE oprname = ANY($1::text[]) AND provolatile = 'v'`;

/** Relations with their partitions; a name that is no relation (a WITH query) falls out. */
const relationsQuery = `
  WITH RECURSIVE family(oid) AS (
    SELECT to_regclass(name)::oid FROM unnest($1::text[]) AS name
    UNION SELECT inhrelid FROM family JOIN pg_catalog.pg_inherits ON inhparent = family.oid
  )
  SELECT c.relname AS name, c.relkind AS kind,
         CASE WHEN c.relkind = 'v' THEN pg_catalog.pg_get_viewdef(c.oid) END AS definition,
         (SELECT array_agg(pg_catalog.pg_get_expr(polqual, polrelid))
            FROM pg_catalog.pg_policy WHERE polrelid = c.oid AND c.relrowsecurity AND polqual IS NOT NULL) AS policies
  FROM family JOIN pg_catalog.pg_class c USING (oid)`;

/**
 * Why a statement with these references must not run again, or `null`. Views and row-security policies are looked
 * into, for they can hide any call.
 */
export async function hindranceIn(client: ClientBase, references: References): Promise<string | null> {
  const seen = new Set<string>();
  const pending = [references];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const reason = (await functionHindrance(client, next)) ?? (await operatorHindrance(client, next));
    if (reason !== null) return reason;

    const unseen = next.relations.filter((name) => !seen.has(name));
    for (const name of unseen) seen.add(name);
    const { rows } = await client.query<Relation>(relationsQuery, [unseen]);
    for (const relation of rows) {
      if (relation.kind === 'f') return `${relation.name} is a foreign table, so it was not run again.`;
      for (const sql of definitionsOf(relation)) {
        const tree = parseStatements(sql);
        if (!tree) return `The definition of ${relation.name} could not be checked, so it was not run again.`;
        pending.push(referencesOf(tree));
      }
    }
  }
  return null;
}

interface Relation {
  name: string;
  kind: string;
  definition: string | null;
  policies: string[] | null;
}

const definitionsOf = ({ definition, policies }: Relation): string[] => [
  ...(definition === null ? [] : [definition]),
  ...(policies ?? []).map((policy) => `SELECT ${policy}`),
];

async function functionHindrance(client: ClientBase, { functions, columns }: References): Promise<string | null> {
  const names = [...new Set([...functions, ...columns])];
  const { rows } = await client.query<{ name: string; unknown: boolean; volatile: boolean }>(functionsQuery, [
    names,
    harmless,
  ]);
  const bad = rows.find(({ name, unknown, volatile }) => volatile || (unknown && functions.includes(name)));
  if (!bad) return null;
  return bad.unknown
    ? `It calls ${bad.name}(), which the database does not list, so it was not run again.`
    : `It calls ${bad.name}(), which is volatile and may change something, so it was not run again.`;
}

async function operatorHindrance(client: ClientBase, { operators }: References): Promise<string | null> {
  const { rows } = await client.query<{ name: string }>(operatorsQuery, [operators]);
  return rows[0] ? `Its operator ${rows[0].name} is volatile, so it was not run again.` : null;
}
