import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openCluster } from '../../examples/orders-api/database/cluster.ts';
import { findPostgres } from '../../examples/orders-api/database/postgres.ts';
import { copyTemplate, openCache, provideTemplate, urlOf } from '../../examples/orders-api/database/template.ts';

/** What the server says that it ran: the witness against which the tap is held. */
export interface LoggedStatement {
  /** `ran`: it got as far as being executed; of others the log knows neither parameters nor protocol. */
  ran: boolean;
  protocol?: 'simple' | 'extended';
  text: string;
  /** As SQL literals, `'42'`, `NULL`. */
  parameters?: string[];
  error: string | null;
}

export interface LoggedDatabase {
  url: string;
  /** In order, of one server process, before its `last`. The log is written by another process: this waits for it. */
  statementsBefore(last: string, processId: number): Promise<LoggedStatement[]>;
  stop(): Promise<void>;
}

/** The example's database without tables, which writes every statement into a log. */
export async function startLoggedDatabase(tmpFolder: string): Promise<LoggedDatabase> {
  const cache = await openCache(tmpFolder);
  const program = await findPostgres(cache);
  const cluster = await openCluster(program, cache);
  await copyTemplate(await provideTemplate(program, cache, false), program, cluster);
  const settings = ['logging_collector=on', 'log_destination=jsonlog', 'log_directory=log', 'log_filename=all.log'];
  const port = await cluster.start(0, [...settings, 'log_statement=all', 'log_rotation_size=0']);
  return {
    url: urlOf(port),
    statementsBefore: async (last, processId) => {
      for (;;) {
        const log = await readFile(join(cluster.dataFolder, 'log/all.json'), 'utf8');
        const statements = statementsIn(log.slice(0, log.lastIndexOf('\n')), processId);
        const end = statements.findIndex(({ text }) => text === last);
        if (end >= 0) return statements.slice(0, end);
        await setTimeout(20);
      }
    },
    stop: () => cluster.release(),
  };
}

interface LogEntry {
  pid: number;
  error_severity: string;
  state_code?: string;
  message: string;
  detail?: string;
  statement?: string;
}

function statementsIn(log: string, processId: number): LoggedStatement[] {
  const statements: LoggedStatement[] = [];
  const lines = log.split('\n').filter((line) => line !== '');
  for (const entry of lines.map((line): LogEntry => JSON.parse(line)).filter(({ pid }) => pid === processId)) {
    const [, how, text] = /^(statement|execute [^:]*): (.*)$/s.exec(entry.message) ?? [];
    if (entry.error_severity === 'ERROR') addError(statements, entry);
    // `execute fetch from …` goes on with a cursor.
    else if (how !== undefined && text !== undefined && !how.startsWith('execute fetch from ')) {
      const protocol = how === 'statement' ? 'simple' : 'extended';
      statements.push({ ran: true, protocol, text, parameters: literalsIn(entry.detail ?? ''), error: null });
    }
  }
  return statements;
}

/** An error of a statement that had not begun to run is the only trace of it. */
function addError(statements: LoggedStatement[], { statement: text = '', state_code: error = '' }: LogEntry): void {
  const last = statements.at(-1);
  if (last?.text === text && last.error === null) last.error = error;
  else statements.push({ ran: false, text, error });
}

function literalsIn(detail: string): string[] {
  const list = /^parameters: (.*)$/is.exec(detail)?.[1] ?? '';
  return [...list.matchAll(/\$\d+ = (NULL|'(?:[^']|'')*')/g)].map((match) => match[1]!);
}
