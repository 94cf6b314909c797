import type { ClientBase } from 'pg';
import { parseStatements } from '../parser.ts';
import { type References, referencesOf } from '../policy.ts';

/** What the catalog knows of a table that a plan names. */
export interface TableFacts {
  oid: number;
  /** For SQL under the statement's search path, quoted where that is needed: `orders`, `tenant."Order"`. */
  name: string;
  bareName: string;
  /** `r`: a plain table. */
  kind: string;
  isPartition: boolean;
  /** As the planner believes; -1 before the first ANALYZE. */
  rows: number;
  bytes: number;
  isOwned: boolean;
  database: string;
  columns: Record<string, ColumnFacts>;
  indexes: ExistingIndex[];
  /** Names in its schema that begin like its own. */
  takenNames: string[];
}

export interface ColumnFacts {
  /** A b-tree can sort it: it is no json, no point … */
  isSortable: boolean;
  isText: boolean;
  isBoolean: boolean;
  /** Of a value; null before the first ANALYZE, as all of the following. */
  bytes: number | null;
  distinct: number | null;
  nullShare: number | null;
  /** The share of rows that each of the commonest values has; values as text, `t` and `f` for a boolean. */
  commonShares: Record<string, number> | null;
}

/** Of one that serves any query: valid, a b-tree, of all rows. */
export interface ExistingIndex {
  /** Null in the place of an expression. */
  columns: (string | null)[];
  /** For each column, as CREATE INDEX has it: ` DESC`, ` DESC NULLS LAST`, or empty. */
  orders: string[];
}

/** The tables with these names in the statement, by name; one that the statement means two tables by is left out. */
export async function tablesOf(
  client: ClientBase,
  names: string[],
  statement: string,
): Promise<Map<string, TableFacts>> {
  const references: References = referencesOf(parseStatements(statement));
  const quotedNames = names.flatMap((name) => {
    const quoted = `"${name.replaceAll('"', '""')}"`;
    const meant = references.relations.filter((relation) => relation === quoted || relation.endsWith(`.${quoted}`));
    return meant.length > 1 ? [] : [meant[0] ?? quoted];
  });
  const { rows } = await client.query<{ facts: TableFacts }>(tablesQuery, [quotedNames]);
  return new Map(rows.map(({ facts }) => [facts.bareName, facts]));
}

/** Some types have no order, and of some others nobody wants it. */
const unsortable = ['json', 'jsonb', 'xml', 'point', 'line', 'lseg', 'box', 'path', 'polygon', 'circle', 'tsvector'];

const tablesQuery = `
  SELECT json_build_object(
    'oid', c.oid::int8,
    'name', c.oid::regclass::text,
    'bareName', c.relname,
    'kind', c.relkind,
    'isPartition', c.relispartition,
    'rows', c.reltuples,
    'bytes', pg_catalog.pg_relation_size(c.oid),
    'isOwned', pg_catalog.pg_has_role(c.relowner, 'USAGE'),
    'database', pg_catalog.current_database(),
    'columns', (
      SELECT json_object_agg(a.attname, json_build_object(
        'isSortable', NOT t.typname = ANY ('{${unsortable.join(',')}}'),
        'isText', t.typcategory = 'S',
        'isBoolean', t.typcategory = 'B',
        'bytes', s.avg_width,
        'distinct', CASE WHEN s.n_distinct < 0 THEN -s.n_distinct * greatest(c.reltuples, 0) ELSE s.n_distinct END,
        'nullShare', s.null_frac,
        'commonShares', (
          SELECT json_object_agg(value, share)
          FROM unnest(s.most_common_vals::text::text[], s.most_common_freqs) AS common(value, share)
        )))
      FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_catalog.pg_stats s
          ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname AND NOT s.inherited
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
    'indexes', (
      SELECT coalesce(json_agg(json_build_object(
        'columns', (
          SELECT json_agg(a.attname ORDER BY k.place)
          FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum AND k.attnum > 0
          WHERE k.place <= i.indnkeyatts),
        'orders', (
          SELECT json_agg(CASE option & 3 WHEN 0 THEN '' WHEN 1 THEN ' DESC NULLS LAST' WHEN 2 THEN ' NULLS FIRST'
            ELSE ' DESC' END ORDER BY place)
          FROM unnest(i.indoption::int2[]) WITH ORDINALITY AS o(option, place)))), '[]')
      FROM pg_catalog.pg_index i
        JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
        JOIN pg_catalog.pg_am am ON am.oid = ic.relam
      WHERE i.indrelid = c.oid AND i.indisvalid AND i.indpred IS NULL AND am.amname = 'btree'),
    'takenNames', (
      SELECT coalesce(json_agg(r.relname), '[]') FROM pg_catalog.pg_class r
      WHERE r.relnamespace = c.relnamespace
        AND pg_catalog.left(r.relname::text, 10) = pg_catalog.left(c.relname::text, 10))
  ) AS facts
  FROM unnest($1::text[]) AS name
    JOIN pg_catalog.pg_class c ON c.oid = pg_catalog.to_regclass(name)
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace`;
