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
  /** As the executor counted them; `null` for what has no plan (COPY, FETCH, SET …) or failed. */
  rows: number | null;
  error: string | null;
}

export interface LoggedDatabase {
  url: string;
  /** What each session ran, in order, without those of the processes `others`. Waits until they are over. */
  sessions(others: number[]): Promise<LoggedStatement[][]>;
  stop(): Promise<void>;
}

const log = { collector: 'logging_collector=on', destination: 'log_destination=jsonlog', folder: 'log_directory=log' };
const settings = [
  ...[...Object.values(log), 'log_filename=all.log', 'log_rotation_size=0'],
  ...['log_statement=all', 'log_connections=on', 'log_disconnections=on', 'timezone=UTC'],
  // The executor's own count of rows, for each statement that has a plan; as INFO where the tap asked for it.
  'log_min_messages=info',
  ...['session_preload_libraries=auto_explain', 'auto_explain.log_min_duration=0', 'auto_explain.log_analyze=on'],
  ...['auto_explain.log_timing=off', 'auto_explain.log_format=json', 'auto_explain.log_parameter_max_length=0'],
];

/** The example's database without tables, which writes every statement into a log. */
export async function startLoggedDatabase(tmpFolder: string): Promise<LoggedDatabase> {
  const cache = await openCache(tmpFolder);
  const program = await findPostgres(cache);
  const cluster = await openCluster(program, cache);
  await copyTemplate(await provideTemplate(program, cache, false), program, cluster);
  const port = await cluster.start(0, settings);
  return {
    url: urlOf(port),
    sessions: async (others) => {
      // The log is written by another process.
      for (;;) {
        const entries = entriesOf(await readFile(join(cluster.dataFolder, 'log/all.json'), 'utf8'));
        const sessions = Map.groupBy(
          entries.filter(({ pid, user }) => user && !others.includes(pid)),
          ({ pid }) => pid,
        );
        const ended = (session: LogEntry[]) => session.some(({ message }) => message.startsWith('disconnection: '));
        if ([...sessions.values()].every(ended)) {
          return [...sessions.values()].map(statementsIn);
        }
        await setTimeout(50);
      }
    },
    stop: () => cluster.release(),
  };
}

interface LogEntry {
  pid: number;
  user?: string;
  error_severity: string;
  state_code?: string;
  message: string;
  detail?: string;
  statement?: string;
}

const entriesOf = (log: string): LogEntry[] =>
  log
    .slice(0, log.lastIndexOf('\n'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line): LogEntry => JSON.parse(line));

function statementsIn(session: LogEntry[]): LoggedStatement[] {
  const statements: LoggedStatement[] = [];
  for (const entry of session) {
    const [, how, text] = /^(statement|execute [^:]*): (.*)$/s.exec(entry.message) ?? [];
    const [, plan] = /^duration: .*? plan:\n(.*)$/s.exec(entry.message) ?? [];
    const [, oid] = /^fastpath function call: .* \(OID (\d+)\)$/.exec(entry.message) ?? [];
    if (['ERROR', 'FATAL'].includes(entry.error_severity)) addError(statements, entry);
    else if (oid !== undefined) statements.push(fastpathCall(oid));
    else if (plan !== undefined) addRows(statements, JSON.parse(plan));
    // `execute fetch from …` goes on with a cursor.
    else if (how !== undefined && text !== undefined && !how.startsWith('execute fetch from ')) {
      const protocol = how === 'statement' ? 'simple' : 'extended';
      statements.push({ ran: true, protocol, text, parameters: literalsIn(entry), rows: null, error: null });
    }
  }
  return statements;
}

const fastpath = 'fastpath call of function OID_';

/** The log knows the name of the function; its arguments are in neither. */
const fastpathCall = (oid: string): LoggedStatement => ({
  ran: true,
  protocol: 'simple',
  text: fastpath + oid,
  parameters: ['not kept'],
  rows: null,
  error: null,
});

/**
 * An error of a statement that had not begun to run is the only trace of it. One without a statement is that of a
 * prepared statement that does not exist, of the last statement's commit, of a fastpath call, or of a client that went
 * away.
 */
function addError(statements: LoggedStatement[], { statement: text, state_code: error = '' }: LogEntry): void {
  const last = statements.at(-1);
  const isUnnamed = text === undefined && error === missingPrepared;
  const endsLast = text === undefined && (error.startsWith('23') || last?.text.startsWith(fastpath));
  if (isUnnamed) statements.push({ ran: false, text: '', rows: null, error });
  else if (last?.error === null && (endsLast || last.text === text)) Object.assign(last, { error, rows: null });
  else if (text !== undefined) statements.push({ ran: false, text, rows: null, error });
}

/** Of a prepared statement that does not exist the log knows no text. */
export const missingPrepared = '26000';

interface LoggedPlan {
  'Query Text': string;
  Plan: PlanNode;
}

interface PlanNode {
  'Node Type': string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Tuples Inserted'?: number;
  'Tuples Updated'?: number;
  'Tuples Deleted'?: number;
  'Conflicting Tuples'?: number;
  Plans?: PlanNode[];
}

/** The plan comes when the portal is closed: after its statement, and before the same text runs again. */
function addRows(statements: LoggedStatement[], { 'Query Text': text, Plan: root }: LoggedPlan): void {
  // The rows of a cursor are its fetches'; an EXPLAIN returns others than its plan has.
  if (/^(DECLARE|EXPLAIN)/.test(text)) return;
  const last = statements.at(-1);
  // What was prepared in SQL is logged as its EXECUTE; what a function does is not logged as a statement.
  const own = text.startsWith('PREPARE') ? last : statements.findLast((statement) => statement.text === text);
  if (own?.error === null) own.rows = (own.rows ?? 0) + rowsOf(root);
}

/** Returned rows, or, of a change that returns none, those that were changed. */
function rowsOf(root: PlanNode): number {
  if (root['Node Type'] !== 'ModifyTable' || root['Actual Rows'] > 0) return root['Actual Rows'];
  const changes = ['Tuples Inserted', 'Tuples Updated', 'Tuples Deleted', 'Conflicting Tuples'] as const;
  if (changes.some((change) => root[change] !== undefined)) {
    return changes.reduce((rows, change) => rows + (root[change] ?? 0), 0);
  }
  const [source] = root.Plans ?? [];
  return source ? source['Actual Rows'] * source['Actual Loops'] : 0;
}

function literalsIn({ detail = '' }: LogEntry): string[] {
  const list = /^parameters: (.*)$/is.exec(detail)?.[1] ?? '';
  return [...list.matchAll(/\$\d+ = (NULL|'(?:[^']|'')*')/g)].map((match) => match[1]!);
}
