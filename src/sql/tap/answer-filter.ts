import { readLoggedPlan } from './auto-explain.ts';
import { readFields } from './messages.ts';
import type { LoggedPlan } from './protocol.ts';

export type Answer =
  | { kind: 'for-client'; bytes: Buffer }
  | { kind: 'plan'; plan: LoggedPlan }
  /** The tap's own questions are all answered; `rows`: how many they brought. */
  | { kind: 'own-answered'; rows: number };

const headerBytes = 5;
/** A longer notice, or error, is handed on unread. */
const longestHeldBytes = 16 * 1024 * 1024;

/**
 * Parts what the server sends: the answers to the tap's own questions and the notices that tell plans do not reach the
 * client; everything else does, in order and unchanged, as it comes. The server answers in the order in which it was
 * asked, so the next `owed` ReadyForQuery, and what comes before them, are the tap's.
 */
export class AnswerFilter {
  #owed = 0;
  #rows = 0;
  #header: Buffer = Buffer.alloc(0);
  #leftBytes = 0;
  #fate: 'pass' | 'drop' | 'hold' = 'pass';
  #held: Buffer[] = [];
  /** Of a stream that is not the protocol, everything passes. */
  #isLost = false;

  get isAsking(): boolean {
    return this.#owed > 0;
  }

  /** Whether it holds nothing back, and nothing it should: what comes next can go without it. */
  get isDone(): boolean {
    const isWithin = this.#header.length > 0 || (this.#leftBytes > 0 && this.#fate !== 'pass');
    return !this.isAsking && !isWithin;
  }

  /** `syncs` questions were just sent, after everything that the client has sent was answered. */
  expectOwn(syncs: number): void {
    this.#owed = syncs;
    this.#rows = 0;
  }

  *push(chunk: Buffer): Generator<Answer> {
    let rest = chunk;
    while (rest.length > 0 && !this.#isLost) {
      const part = rest.subarray(0, this.#leftBytes || headerBytes - this.#header.length);
      rest = rest.subarray(part.length);
      if (this.#leftBytes > 0) yield* this.#readBody(part);
      else yield* this.#readHeader(part);
    }
    if (rest.length > 0) yield { kind: 'for-client', bytes: rest };
  }

  *#readHeader(part: Buffer): Generator<Answer> {
    this.#header = Buffer.concat([this.#header, part]);
    if (this.#header.length < headerBytes) return;
    const header = this.#header;
    this.#header = Buffer.alloc(0);
    this.#leftBytes = header.readInt32BE(1) - 4;
    this.#isLost = this.#leftBytes < 0;
    this.#fate = this.#isLost ? 'pass' : this.#fateOf(String.fromCharCode(header.readUInt8(0)));
    this.#held = [header];
    if (this.#fate === 'pass') yield { kind: 'for-client', bytes: header };
    if (this.#leftBytes === 0) yield* this.#ended();
  }

  /** Changed settings and notifications can come at any time. */
  #fateOf(type: string): 'pass' | 'drop' | 'hold' {
    const canBeHeld = this.#leftBytes <= longestHeldBytes;
    if (this.#owed === 0) return type === 'N' && canBeHeld ? 'hold' : 'pass';
    if (type === 'D') this.#rows += 1;
    if (type === 'S' || type === 'A') return 'pass';
    return 'EZ'.includes(type) && canBeHeld ? 'hold' : 'drop';
  }

  *#readBody(part: Buffer): Generator<Answer> {
    this.#leftBytes -= part.length;
    if (this.#fate === 'pass') yield { kind: 'for-client', bytes: part };
    if (this.#fate === 'hold') this.#held.push(part);
    if (this.#leftBytes === 0) yield* this.#ended();
  }

  *#ended(): Generator<Answer> {
    if (this.#fate !== 'hold') return;
    const message = Buffer.concat(this.#held);
    this.#held = [];
    const type = String.fromCharCode(message.readUInt8(0));
    const body = message.subarray(headerBytes);
    if (type === 'Z') {
      this.#owed -= 1;
      if (this.#owed === 0) yield { kind: 'own-answered', rows: this.#rows };
    } else if (type === 'E') {
      if (endsSession(body)) yield { kind: 'for-client', bytes: message };
    } else {
      const plan = readLoggedPlan(body);
      if (plan === null) yield { kind: 'for-client', bytes: message };
      else if (plan !== 'unreadable') yield { kind: 'plan', plan };
    }
  }
}

function endsSession(body: Buffer): boolean {
  const { V: severity = '' } = readFields(body);
  return severity === 'FATAL' || severity === 'PANIC';
}
