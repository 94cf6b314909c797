// Starts the example's PostgreSQL on a private copy of the cached data.

import { once } from 'node:events';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import pg from 'pg';
import { openCluster } from './cluster.ts';
import { findPostgres } from './postgres.ts';
import { DatabaseProblem } from './problem.ts';
import { copyTemplate, openCache, provideTemplate, urlOf } from './template.ts';

export interface DatabaseOptions {
  /** On 127.0.0.1; 0, the default, takes a free one. */
  port?: number;
  /** Default true; false gives a database `shop` without tables. */
  seed?: boolean;
}

export interface Database {
  url: string;
  /** True if the port was already served by this very database: then `stop` leaves it to whoever started it. */
  reused: boolean;
  /** Ends the server and deletes its data. The same happens by itself when this process dies, however it dies. */
  stop(): Promise<void>;
  /** Resolves when the server has ended, with the last lines of its log; never for a reused one. */
  ended: Promise<string>;
}

/**
 * Resolves when connections are accepted. The first start seeds the cache (several seconds), later ones copy it.
 * Throws a `DatabaseProblem` when the port is taken by something else or PostgreSQL cannot run here.
 */
export async function startDatabase({ port = 0, seed = true }: DatabaseOptions = {}): Promise<Database> {
  const cache = await openCache(tmpdir());
  const program = await findPostgres(cache);
  const template = await provideTemplate(program, cache, seed);
  const mark = `${seed ? 'seeded' : 'empty'}-${template.hash}`;

  if (port !== 0 && (await isTaken(port))) {
    if ((await readMark(port)) !== mark) throw portTaken(port);
    return { url: urlOf(port), reused: true, stop: async () => {}, ended: new Promise(() => {}) };
  }

  const cluster = await openCluster(program, cache);
  try {
    await copyTemplate(template, program, cluster);
    const url = urlOf(await cluster.start(port, [`orders_api.mark=${mark}`]));
    return { url, reused: false, stop: () => cluster.release(), ended: cluster.ended };
  } catch (error) {
    await cluster.release();
    throw error;
  }
}

async function isTaken(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** The setting that each of our servers is started with; null if something else answers there. */
async function readMark(port: number): Promise<string | null> {
  const client = new pg.Client({ connectionString: urlOf(port), connectionTimeoutMillis: 2000, query_timeout: 2000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ mark: string | null }>(
      `SELECT current_setting('orders_api.mark', true) AS mark`,
    );
    return rows[0]?.mark ?? null;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => {});
  }
}

const portTaken = (port: number) =>
  new DatabaseProblem(
    `Port ${port} is taken by another program (or by the database of another version of this example).\n` +
      `Stop that program, or start this one elsewhere: npm run database -- --port ${port + 1}`,
  );
