import type { Readable } from 'node:stream';
import pg, { type ClientConfig, type Connection, type Submittable } from 'pg';
import type { CapturedStatement, ParameterValue } from './tap/protocol.ts';

export const statementTimeoutMs = 10_000;
const lockTimeoutMs = 500;
const connectTimeoutMs = 5_000;

export interface DirectConfig extends ClientConfig {
  /** Whatever it is that TLS fails for. */
  orWithoutTls: boolean;
}

/**
 * Does the work on a connection of its own, which is thrown away after a ROLLBACK. An abort breaks it: then the work
 * rejects, and the database rolls back by itself.
 */
export async function onConnection<T>(
  config: DirectConfig,
  signal: AbortSignal,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = await connect(config, signal).catch((error: unknown) => {
    if (!config.orWithoutTls || signal.aborted) throw error;
    return connect({ ...config, ssl: false }, signal);
  });
  try {
    return await work(client);
  } finally {
    await client.query('ROLLBACK').catch(() => {});
    await client.end().catch(() => {});
  }
}

async function connect(config: ClientConfig, signal: AbortSignal): Promise<pg.Client> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: connectTimeoutMs });
  // A lost connection also rejects the query that waits for it.
  client.on('error', () => {});
  const breakOff = () => void connectionOf(client).stream.destroy();
  signal.addEventListener('abort', breakOff);
  client.on('end', () => signal.removeEventListener('abort', breakOff));
  try {
    await client.connect();
    return client;
  } catch (error) {
    breakOff();
    throw error;
  }
}

/**
 * For the transaction that has begun. A setting that this server does not know is passed over: the check for a lost
 * client is from PostgreSQL 14.
 */
export async function settle(client: pg.Client, searchPath: string | null): Promise<void> {
  const settings = {
    statement_timeout: `${statementTimeoutMs}ms`,
    lock_timeout: `${lockTimeoutMs}ms`,
    client_connection_check_interval: '200ms',
    // The parser reads a backslash in a string as the standard does; the server has to read it alike.
    standard_conforming_strings: 'on',
    ...(searchPath === null ? {} : { search_path: searchPath }),
  };
  await client.query(
    `SELECT pg_catalog.set_config(name, value, true)
     FROM pg_catalog.json_each_text($1) AS setting(name, value) JOIN pg_catalog.pg_settings USING (name)`,
    [JSON.stringify(settings)],
  );
}

/** What `EXPLAIN (options)` of the statement prints, with its parameters bound as they were captured. */
export function explain(
  client: pg.Client,
  options: string,
  { text, parameterTypes }: CapturedStatement,
  parameters: (ParameterValue | null)[],
): Promise<string> {
  return new Promise((resolve, reject) => {
    client.query(new RawExplain(`EXPLAIN (${options}) ${text}`, parameterTypes, parameters, resolve, reject));
  });
}

/** What `pg` has but does not declare. */
interface WireConnection {
  stream: Readable;
  parse(query: { text: string; types: number[] }): void;
  bind(config: { values: (Buffer | string | null)[] }): void;
  execute(config: { rows: number }): void;
  sync(): void;
}

const connectionOf = (client: pg.Client): WireConnection =>
  (client as unknown as { connection: WireConnection }).connection;

/**
 * A query for `pg` that binds bytes with the types that the client had named. The extended protocol takes no second
 * statement, whatever the text holds.
 */
class RawExplain implements Submittable {
  readonly #text: string;
  readonly #types: number[];
  readonly #parameters: (ParameterValue | null)[];
  readonly #resolve: (printed: string) => void;
  readonly #reject: (error: Error) => void;
  #printed = '';
  #error: Error | undefined;

  constructor(
    text: string,
    types: number[],
    parameters: (ParameterValue | null)[],
    resolve: (printed: string) => void,
    reject: (error: Error) => void,
  ) {
    this.#text = text;
    this.#types = types;
    this.#parameters = parameters;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  submit(connection: Connection): void {
    const wire = connection as unknown as WireConnection;
    wire.parse({ text: this.#text, types: this.#types });
    // `pg` sends a Buffer in the binary format and a string in the text format.
    wire.bind({
      values: this.#parameters.map((value) => {
        if (!value) return null;
        const bytes = Buffer.from(value.bytes);
        return value.format === 'binary' ? bytes : bytes.toString('utf8');
      }),
    });
    wire.execute({ rows: 0 });
    wire.sync();
  }

  handleRowDescription(): void {}
  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    this.#printed += fields[0] ?? '';
  }
  handleCommandComplete(): void {}
  handleError(error: Error): void {
    this.#error = error;
    this.#reject(error);
  }
  handleReadyForQuery(): void {
    if (!this.#error) this.#resolve(this.#printed);
  }
}
