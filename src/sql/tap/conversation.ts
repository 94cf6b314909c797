import type { TextDecoder } from 'node:util';
import { decoderFor } from './encodings.ts';
import { WireError, type WireMessage } from './framer.ts';
import {
  type Parse,
  readBindNames,
  readBindValues,
  readError,
  readExecutePortal,
  readFunction,
  readParameterStatus,
  readParse,
  readQuery,
  readTag,
  readTarget,
  readTransactionStatus,
  rowsOfTag,
} from './messages.ts';
import type { CapturedStatement, LoggedPlan } from './protocol.ts';

type Parameters = CapturedStatement['parameters'];
type Statement = Omit<CapturedStatement, 'connection'>;

export interface ConversationListener {
  /** Asked for each Bind: without a recording its values are not even read. */
  isRecording(): boolean;
  onStatement(statement: Statement): void;
  /** A statement ran whose text was never seen (prepared in SQL, not over the protocol). */
  onUnknownStatement(): void;
  onPlan(statement: Statement, plan: LoggedPlan): void;
}

interface Portal {
  statement: Parse | undefined;
  parameters: Parameters;
  sentMs: number;
  /** The record of a cursor that has been fetched from before. */
  record: Statement | undefined;
}

/** What the client sent and the server has yet to answer, in order. */
type Expected =
  | { kind: 'parse'; statement: Parse; sentMs: number }
  | { kind: 'bind'; portal: string; statement: string; parameters: Parameters; sentMs: number }
  | { kind: 'describe' }
  | { kind: 'execute'; portal: string; sentMs: number; rows: number; plan: LoggedPlan | null }
  | { kind: 'close'; of: 'statement' | 'portal'; name: string }
  | {
      kind: 'query';
      text: string;
      complete: boolean;
      sentMs: number;
      rows: number;
      error: string | null;
      plan: LoggedPlan | null;
    }
  | { kind: 'sync'; sentMs: number }
  | { kind: 'copy-end' };

/**
 * Follows one connection: pairs what the client sent with what the server answered, in the order in which the server
 * works. https://www.postgresql.org/docs/current/protocol-flow.html
 *
 * It follows all the time, recording or not: statements prepared before a recording are executed during it, and only
 * an unbroken queue says which answer belongs to which question.
 */
export class Conversation {
  readonly #listener: ConversationListener;
  readonly #prepared = new Map<string, Parse>();
  readonly #portals = new Map<string, Portal>();
  #queue: Expected[] = [];
  /** After an error the server ignores everything up to the next Sync, which may not have been sent yet. */
  #ignoresUntilSync = false;
  /** From the server's call for COPY data to the client's end of it. */
  #copiesIn = false;
  #transaction: CapturedStatement['transaction'] = 'none';
  #searchPath: string | null;
  /** Of a client that does not write UTF-8. */
  #decoder: TextDecoder | undefined;
  #lastAnswerMs = 0;
  /** The server waits for the client's next message, and all before it are answered. */
  #isReady = false;
  /** The last one since a Sync: outside a transaction block it is committed there. */
  #uncommitted: Statement | undefined;
  /** Statements of this transaction whose plan may still come: a portal's comes when it is dropped. */
  #unplanned: Statement[] = [];

  constructor(listener: ConversationListener, searchPath: string | null) {
    this.#listener = listener;
    this.#searchPath = searchPath;
  }

  /** Outside a transaction, and whatever is sent now is answered next. */
  get isIdle(): boolean {
    return this.#isReady && this.#queue.length === 0 && this.#transaction === 'none';
  }

  fromClient(message: WireMessage, nowMs: number): void {
    this.#isReady = false;
    if (this.#ignoresUntilSync && message.type !== 'S') return;
    if (this.#copiesIn && message.type === 'S') return;
    const expected = this.#expectedFor(message, nowMs);
    if (expected) this.#queue.push(expected);
    if (message.type === 'S') this.#ignoresUntilSync = false;
  }

  #expectedFor(message: WireMessage, sentMs: number): Expected | undefined {
    switch (message.type) {
      case 'P':
        return { kind: 'parse', statement: readParse(message, this.#decoder), sentMs };
      case 'B': {
        const kept = message.complete && this.#listener.isRecording();
        const parameters = kept ? readBindValues(message, this.#decoder) : null;
        return { kind: 'bind', ...readBindNames(message), parameters, sentMs };
      }
      case 'D':
        return { kind: 'describe' };
      case 'E':
        return { kind: 'execute', portal: readExecutePortal(message), sentMs, rows: 0, plan: null };
      case 'C':
        return { kind: 'close', ...readTarget(message) };
      case 'Q': {
        const text = readQuery(message, this.#decoder);
        return { kind: 'query', text, complete: message.complete, sentMs, rows: 0, error: null, plan: null };
      }
      case 'F': {
        // No SQL; its arguments are not kept.
        const text = `fastpath call of function OID_${readFunction(message)}`;
        return { kind: 'query', text, complete: false, sentMs, rows: 0, error: null, plan: null };
      }
      case 'S':
        return { kind: 'sync', sentMs };
      case 'c':
      case 'f':
        this.#copiesIn = false;
        return { kind: 'copy-end' };
      default:
        return undefined;
    }
  }

  /** Throws `WireError` when the server answers what was not asked. */
  fromServer(message: WireMessage, nowMs: number): void {
    const read = this.#answers[message.type];
    // Authentication, notices, notifications, COPY data: nothing waits for them.
    read?.(message, nowMs);
  }

  /**
   * auto_explain told a plan: before the end of a statement that is executed at once, when its portal is dropped for
   * another one. That may be long after, so the text says which one it is of; a statement that was prepared in SQL is
   * told with the text of its PREPARE.
   */
  planned(plan: LoggedPlan): void {
    const head = this.#head();
    const running = (head?.kind === 'execute' || head?.kind === 'query') && head.plan === null ? head : undefined;
    const done = this.#unplanned.find(({ text }) => text === plan.queryText);
    if (running && (!done || this.#textOf(running) === plan.queryText)) running.plan = plan;
    else if (done) this.#attach(plan, done);
  }

  #textOf(running: Extract<Expected, { kind: 'execute' | 'query' }>): string | undefined {
    return running.kind === 'query' ? running.text : this.#portals.get(running.portal)?.statement?.text;
  }

  #attach(plan: LoggedPlan | null, statement: Statement): void {
    if (plan) {
      this.#unplanned = this.#unplanned.filter((other) => other !== statement);
      this.#listener.onPlan(statement, plan);
    } else if (statement.error === null && this.#listener.isRecording()) {
      this.#unplanned.push(statement);
    }
  }

  readonly #answers: Record<string, (message: WireMessage, nowMs: number) => void> = {
    '1': () => this.#parsed(),
    '2': () => this.#bound(),
    '3': () => this.#closed(),
    T: () => this.#described(),
    n: () => this.#described(),
    D: () => this.#row(),
    s: (_, nowMs) => this.#executed(nowMs, { suspended: true }),
    C: (message, nowMs) => this.#completed(readTag(message), nowMs),
    I: (_, nowMs) => this.#completed('', nowMs),
    G: () => this.#copyBegins(),
    E: (message, nowMs) => this.#failed(readError(message), nowMs),
    Z: (message, nowMs) => this.#ready(readTransactionStatus(message), nowMs),
    S: (message) => this.#parameterStatus(message),
  };

  #head(): Expected | undefined {
    while (this.#queue[0]?.kind === 'copy-end') this.#queue.shift();
    return this.#queue[0];
  }

  #answer<K extends Expected['kind']>(kind: K): Extract<Expected, { kind: K }> {
    const head = this.#head();
    if (head?.kind !== kind)
      throw new WireError(`The server answered a ${kind} where it was asked ${head?.kind ?? 'nothing'}.`);
    this.#queue.shift();
    return head as Extract<Expected, { kind: K }>;
  }

  #parsed(): void {
    const { statement } = this.#answer('parse');
    this.#prepared.set(statement.name, statement);
  }

  #bound(): void {
    const { portal, statement, parameters, sentMs } = this.#answer('bind');
    this.#portals.set(portal, { statement: this.#prepared.get(statement), parameters, sentMs, record: undefined });
  }

  #closed(): void {
    const { of, name } = this.#answer('close');
    (of === 'statement' ? this.#prepared : this.#portals).delete(name);
  }

  /** A simple query describes its rows unasked. */
  #described(): void {
    if (this.#head()?.kind !== 'query') this.#answer('describe');
  }

  #row(): void {
    const head = this.#head();
    if (head?.kind === 'execute') head.rows += 1;
  }

  #completed(tag: string, nowMs: number): void {
    const head = this.#head();
    if (tag === 'DISCARD ALL' || tag === 'DEALLOCATE ALL') this.#prepared.clear();
    if (head?.kind === 'query') head.rows += rowsOfTag(tag);
    else this.#executed(nowMs, { rows: rowsOfTag(tag) });
  }

  #executed(nowMs: number, how: { suspended: true } | { rows: number } | { error: string }): void {
    const execute = this.#answer('execute');
    const portal = this.#portals.get(execute.portal);
    const rows = 'rows' in how ? how.rows : execute.rows;
    const error = 'error' in how ? how.error : null;
    if (portal?.record) {
      this.#continued(portal.record, execute.sentMs, nowMs, rows, error);
      if (execute.plan) this.#attach(execute.plan, portal.record);
    } else if (!portal?.statement) this.#listener.onUnknownStatement();
    else {
      const { statement, parameters, sentMs } = portal;
      portal.record = this.#record('extended', statement, parameters, sentMs, nowMs, rows, error);
      this.#attach(execute.plan, portal.record);
    }
    this.#uncommitted = portal?.record;
    this.#lastAnswerMs = nowMs;
  }

  /** Another fetch from the same cursor is not another call. */
  #continued(record: Statement, sentMs: number, nowMs: number, rows: number, error: string | null): void {
    record.busyMs += nowMs - Math.max(sentMs, this.#lastAnswerMs);
    record.endMs = nowMs;
    record.rows += rows;
    record.error ??= error;
  }

  #record(
    protocol: Statement['protocol'],
    { text, types, complete }: Pick<Parse, 'text' | 'types' | 'complete'>,
    parameters: Parameters,
    sentMs: number,
    endMs: number,
    rows: number,
    error: string | null,
  ): Statement {
    const startMs = Math.max(sentMs, this.#lastAnswerMs);
    const statement: Statement = {
      protocol,
      text,
      parameterTypes: types,
      parameters: complete ? parameters : null,
      startMs,
      endMs,
      busyMs: endMs - startMs,
      rows,
      error,
      transaction: this.#transaction,
      searchPath: this.#searchPath,
    };
    this.#listener.onStatement(statement);
    return statement;
  }

  /**
   * While data comes in, the server passes over each Sync before the data's end: those it was already sent, and those
   * that are still to come.
   */
  #copyBegins(): void {
    if (!this.#head()) throw new WireError('The server asked for COPY data where it was asked nothing.');
    const end = this.#queue.findIndex(({ kind }) => kind === 'copy-end');
    this.#copiesIn = end < 0;
    const passed = end < 0 ? this.#queue.length : end;
    this.#queue = this.#queue.filter(({ kind }, index) => kind !== 'sync' || index >= passed);
  }

  #failed({ sqlState: error, isFatal }: ReturnType<typeof readError>, nowMs: number): void {
    this.#copiesIn = false;
    const head = this.#head();
    // A FATAL error may answer nothing.
    if (!head) return;
    if (head.kind === 'sync') {
      // The commit has failed, for a deferred constraint. ReadyForQuery is still to come.
      if (this.#uncommitted) this.#continued(this.#uncommitted, head.sentMs, nowMs, 0, error);
      return;
    }
    if (head.kind === 'query') {
      head.error = error;
      if (isFatal) this.#queried(head, nowMs);
      return;
    }
    if (head.kind === 'execute') this.#executed(nowMs, { error });
    if (head.kind === 'parse') this.#record('extended', head.statement, [], head.sentMs, nowMs, 0, error);
    if (head.kind === 'bind') {
      const statement = this.#prepared.get(head.statement) ?? unseen(head.statement);
      this.#record('extended', statement, head.parameters, head.sentMs, nowMs, 0, error);
    }
    this.#skipToSync();
  }

  #skipToSync(): void {
    const sync = this.#queue.findIndex(({ kind }) => kind === 'sync');
    this.#ignoresUntilSync = sync < 0;
    this.#queue = sync < 0 ? [] : this.#queue.slice(sync);
  }

  #ready(status: string, nowMs: number): void {
    const head = this.#head();
    // The first one ends the startup, which nobody asked for.
    if (head) {
      if (head.kind === 'query') this.#queried(head, nowMs);
      else if (head.kind !== 'sync') {
        throw new WireError(`The server was ready while it was still asked ${head.kind}.`);
      }
      this.#queue.shift();
    }
    this.#transaction = status === 'T' ? 'open' : status === 'E' ? 'failed' : 'none';
    this.#isReady = true;
    this.#uncommitted = undefined;
    if (this.#transaction === 'none') {
      this.#portals.clear();
      this.#unplanned = [];
    }
    this.#lastAnswerMs = nowMs;
  }

  #queried({ text, complete, sentMs, rows, error, plan }: Extract<Expected, { kind: 'query' }>, nowMs: number): void {
    this.#attach(plan, this.#record('simple', { text, types: [], complete }, [], sentMs, nowMs, rows, error));
  }

  #parameterStatus(message: WireMessage): void {
    const { name, value } = readParameterStatus(message);
    if (name === 'search_path') this.#searchPath = value;
    if (name === 'client_encoding') this.#decoder = decoderFor(value);
  }
}

/** Of a prepared statement whose text nobody knows here, in SQL's words for what was asked. */
const unseen = (name: string): Pick<Parse, 'text' | 'types' | 'complete'> => ({
  text: `EXECUTE "${name.replaceAll('"', '""')}"`,
  types: [],
  complete: true,
});
