import pg from 'pg';

/**
 * All that work on a database could leave behind, by what it is: rows of tables, sequences, roles, indexes, objects,
 * settings, prepared transactions, locks and open transactions. Two that are equal mean that nothing was left.
 */
export type DatabaseChecksum = Record<string, unknown>;

export async function checksumOf(databaseUrl: string): Promise<DatabaseChecksum> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const rows = async <Row extends object>(text: string) => (await client.query<Row>(text)).rows;
    const checksum: DatabaseChecksum = {};
    for (const [name, query] of Object.entries(parts)) checksum[name] = await rows(query);
    for (const { name } of await rows<{ name: string }>(tables)) {
      checksum[name] = await rows(`SELECT count(*), sum(hashtextextended(t::text, 0)::numeric) FROM ${name} t`);
    }
    return checksum;
  } finally {
    await client.end();
  }
}

const own = (namespace: string) => `${namespace}::regnamespace::text !~ '^(pg_|information_schema)'`;

const tables = `SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND ${own('relnamespace')} ORDER BY 1`;

const parts = {
  objects: `SELECT oid, relname, relkind, relfilenode, relowner FROM pg_class
    WHERE ${own('relnamespace')} ORDER BY 1`,
  indexes: `SELECT indexrelid, pg_get_indexdef(indexrelid), indisvalid FROM pg_index ORDER BY 1`,
  constraints: `SELECT oid, pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1`,
  functions: `SELECT oid, md5(prosrc) FROM pg_proc WHERE ${own('pronamespace')} ORDER BY 1`,
  sequences: `SELECT schemaname, sequencename, last_value FROM pg_sequences ORDER BY 1, 2`,
  statistics: `SELECT oid, stxname FROM pg_statistic_ext ORDER BY 1`,
  roles: `SELECT rolname, rolsuper, rolconfig, rolvaliduntil FROM pg_roles ORDER BY 1`,
  roleSettings: `SELECT * FROM pg_db_role_setting ORDER BY 1, 2`,
  settings: `SELECT name, setting FROM pg_settings WHERE context <> 'internal' ORDER BY 1`,
  extensions: `SELECT extname FROM pg_extension ORDER BY 1`,
  preparedTransactions: `SELECT gid FROM pg_prepared_xacts`,
  locks: `SELECT locktype, relation, mode FROM pg_locks JOIN pg_stat_activity a USING (pid)
    WHERE pid <> pg_backend_pid() AND locktype IN ('advisory', 'relation') AND a.backend_type = 'client backend'`,
};
