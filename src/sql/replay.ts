import type { Readable } from 'node:stream';
import pg, { type ClientConfig, type Connection, type Submittable } from 'pg';
import type { PlanOutcome } from '../model.ts';
import { hindranceIn } from './catalog.ts';
import { errorText } from './error-text.ts';
import { maskPlan } from './masking.ts';
import { readPlan } from './plan.ts';
import { decide } from './policy.ts';
import type { CapturedStatement, ParameterValue } from './tap/protocol.ts';

const statementTimeoutMs = 10_000;
const lockTimeoutMs = 500;
const connectTimeoutMs = 5_000;

/**
 * Explains one captured statement on a connection of its own, in a read-only transaction that is always rolled back,
 * with the captured parameters bound as they were. Only what `decide` and the catalog call harmless is executed.
 */
export async function explainStatement(
  statement: CapturedStatement,
  config: ClientConfig,
  signal: AbortSignal,
): Promise<PlanOutcome> {
  const decision = decide(statement.text);
  if (decision.kind === 'refuse') return { state: 'refused', reason: decision.reason };
  const { parameters } = statement;
  if (!parameters) return { state: 'refused', reason: 'Its parameters were too large to be kept.' };
  if (signal.aborted) return cancelled;

  const client = new pg.Client({ ...config, connectionTimeoutMillis: connectTimeoutMs });
  // A lost connection also rejects the query that waits for it.
  client.on('error', () => {});
  const abort = () => void connectionOf(client).stream.destroy();
  signal.addEventListener('abort', abort);
  try {
    await client.connect();
    await client.query('BEGIN READ ONLY');
    await settle(client, statement.searchPath);
    const reason = decision.kind === 'estimate' ? decision.reason : await hindranceIn(client, decision.references);
    const printed = await explain(
      client,
      reason === null ? 'ANALYZE, BUFFERS, FORMAT JSON' : 'FORMAT JSON',
      statement,
      parameters,
    );
    return outcomeOf(maskPlan(JSON.parse(printed), statement.text, parameters), reason);
  } catch (error) {
    return signal.aborted ? cancelled : { state: 'failed', message: failureMessage(error) };
  } finally {
    signal.removeEventListener('abort', abort);
    await client.query('ROLLBACK').catch(() => {});
    await client.end().catch(() => {});
  }
}

const cancelled: PlanOutcome = { state: 'failed', message: 'Cancelled before it was explained.' };

/** A setting that this server does not know is passed over: the check for a lost client is from PostgreSQL 14. */
async function settle(client: pg.Client, searchPath: string | null): Promise<void> {
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

function outcomeOf(printed: unknown, reason: string | null): PlanOutcome {
  const { root, planningMs, executionMs, jitMs } = readPlan(printed);
  const json = JSON.stringify(printed, null, 2);
  if (reason !== null || planningMs === null || executionMs === null) {
    return { state: 'estimated', root, json, reason: reason ?? 'The database did not measure it.' };
  }
  return { state: 'executed', source: 'replay', root, planningMs, executionMs, jitMs, json };
}

/** Data exceptions and constraint violations quote values in their messages. */
function failureMessage(error: unknown): string {
  const { code } = error as { code?: string };
  if (code === '57014') return `EXPLAIN ANALYZE took longer than ${statementTimeoutMs / 1000} s and was ended.`;
  return code !== undefined && /^(22|23|P0)/.test(code)
    ? `PostgreSQL refused it with SQLSTATE ${code}.`
    : errorText(error);
}

function explain(
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
