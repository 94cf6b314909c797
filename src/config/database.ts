/** Which database is recorded, and through which variables the launched server is led to it. */

import type { DatabaseConfig } from './config.ts';

export interface RecordedDatabase {
  url: string;
  /** Set for the server, so that its connections pass the recorder. */
  variables: string[];
  /** Named in the config too, but they lead to another database: they stay as they are. */
  leftAlone: string[];
}

const defaultVariables = ['DATABASE_URL'];

/**
 * An address in the config counts for all its variables, whatever the environment says. Without one it is taken from the
 * first variable that is set, and goes to those that say the same: another one may name another database, and what is
 * written there must not land here. Null when no address is known.
 */
export function recordedDatabase(
  database: Pick<DatabaseConfig, 'url' | 'env'> | undefined,
  environment: Record<string, string | undefined>,
): RecordedDatabase | null {
  const names = database?.env ?? defaultVariables;
  if (database?.url !== undefined) return { url: database.url, variables: names, leftAlone: [] };
  const set = names.filter((name) => environment[name] !== undefined);
  const url = environment[set[0] ?? ''];
  if (url === undefined) return null;
  const [variables, leftAlone] = [true, false].map((same) =>
    set.filter((name) => (environment[name] === url) === same),
  );
  return { url, variables: variables!, leftAlone: leftAlone! };
}
