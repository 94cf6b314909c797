/** Opens what a run profiles: the server, and in front of its database the SQL tap. Joins `server` and `sql` for profile.ts. */

import { join, resolve } from 'node:path';
import type { Config, ServerConfig } from '../config/config.ts';
import { recordedDatabase } from '../config/database.ts';
import { loadTransport } from '../config/transport.ts';
import { type NoSqlReason, type Transport, UserError } from '../model.ts';
import { serverEnvironment } from '../server/environment.ts';
import { openServer, type ServerSession } from '../server/session.ts';
import { openSqlSession, type SqlSession } from '../sql/session.ts';
import { openStatistics, type StatementStatistics } from '../sql/statements.ts';

export interface ApiUnderTest {
  transport: Transport;
  server: ServerSession;
  sql: SqlSession | { reason: NoSqlReason };
  /** Null where nothing is wanted of the database, or none is known on this machine. */
  statistics: StatementStatistics | null;
  dispose(): Promise<void>;
}

export interface OpenApiOptions {
  root: string;
  distDir: string;
  env: Record<string, string | undefined>;
  config: Config & { server: ServerConfig };
  wantsSql: boolean;
  mayBuildIndexes: boolean;
  signal: AbortSignal;
  onMessage(message: string): void;
  onServerLog(line: string): void;
  log(line: string): void;
}

/** Throws a `UserError` when the server does not get ready, or its certificate cannot be read. */
export async function openApi(options: OpenApiOptions): Promise<ApiUnderTest> {
  const { server: settings } = options.config;
  const transport = await loadTransport(options.root, settings);
  let sql: ApiUnderTest['sql'] = { reason: unrecorded(options.wantsSql) };
  const closeSql = async () => {
    if (isSession(sql)) await sql.dispose();
  };
  try {
    const server = await openServer({
      settings,
      transport,
      root: options.root,
      keeperPath: join(options.distDir, 'keeper.js'),
      async environment() {
        const cwd = resolve(options.root, settings.cwd);
        const environment = await serverEnvironment(cwd, settings.env, options.env);
        sql = await openSql(options, environment);
        return isSession(sql) ? { ...environment, ...sql.env } : environment;
      },
      signal: options.signal,
      onMessage: options.onMessage,
      onLine: options.onServerLog,
    });
    return {
      transport,
      server,
      sql,
      statistics: await statisticsFor(options),
      async dispose() {
        await server.dispose();
        await closeSql();
      },
    };
  } catch (error) {
    await closeSql();
    throw error;
  }
}

/** Why nothing is recorded of a server that is not launched here. */
export const unrecorded = (wantsSql: boolean): NoSqlReason => ({
  kind: wantsSql ? 'server-not-launched-here' : 'switched-off',
});

export const isSession = (sql: ApiUnderTest['sql']): sql is SqlSession => !('reason' in sql);

/** They need no recorder in between: of a server that was not launched here too. */
async function statisticsFor({
  root,
  config,
  env,
  wantsSql,
  log,
}: OpenApiOptions): Promise<StatementStatistics | null> {
  if (!wantsSql) return null;
  const cwd = resolve(root, config.server.cwd);
  const database = recordedDatabase(config.database, await serverEnvironment(cwd, config.server.env, env));
  return database && openStatistics(database.url, cwd, log);
}

/** A server without its SQL is still worth profiling: whatever goes wrong here becomes the reason that is shown. */
async function openSql(options: OpenApiOptions, environment: Record<string, string>): Promise<ApiUnderTest['sql']> {
  if (!options.wantsSql) return { reason: { kind: 'switched-off' } };
  const database = recordedDatabase(options.config.database, environment);
  if (!database) return { reason: { kind: 'no-database-configured' } };
  for (const name of database.leftAlone) options.log(`${name} leads to another database, which is not recorded.`);
  try {
    return await openSqlSession({
      tapPath: join(options.distDir, 'tap.js'),
      databaseUrl: database.url,
      variables: database.variables,
      folder: resolve(options.root, options.config.server.cwd),
      mayBuildIndexes: options.mayBuildIndexes,
      locate: options.config.database?.locate
        ? {
            preloadPath: join(options.distDir, 'source-preload.js'),
            root: options.root,
            nodeOptions: environment.NODE_OPTIONS,
          }
        : undefined,
      onLog: options.log,
    });
  } catch (error) {
    if (error instanceof UserError) {
      const { message, nextStep } = error.problem;
      return { reason: { kind: 'tap-failed', message, nextStep } };
    }
    options.log(`SQL tap: ${(error as Error).stack}`);
    return { reason: { kind: 'tap-failed', message: (error as Error).message } };
  }
}
