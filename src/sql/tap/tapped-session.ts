import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { AnswerFilter } from './answer-filter.ts';
import { askForNoPlans, askForPlans, undoesSettings } from './auto-explain.ts';
import { Conversation } from './conversation.ts';
import { Framer, type WireMessage } from './framer.ts';
import { keptClientBytes, keptServerBytes, readProcessId, readTag } from './messages.ts';
import { questions } from './own-questions.ts';
import type { Recorder } from './recorder.ts';

export interface SessionEnds {
  /** Its bytes reach the server by a pipe. */
  client: Socket;
  server: Socket;
  /** What the server says, as the client may have it. */
  answers: Readable;
  searchPath: string | null;
}

interface SessionOptions {
  recorder: Recorder;
  nowMs(): number;
  /** Its bytes go on as they are. */
  onUnreadable(error: unknown): void;
}

/**
 * One client and its server: every byte is handed on before it is looked at. While plans are wanted, the tap asks the
 * server for them in a pause of the client's. Nothing has to wait for that: what the client sends meanwhile stands in
 * the server's queue behind it.
 */
export class TappedSession {
  readonly #ends: SessionEnds;
  readonly #options: SessionOptions;
  readonly #conversation: Conversation;
  readonly #clientFramer = new Framer(keptClientBytes);
  readonly #serverFramer = new Framer(keptServerBytes);
  /** From the first question of the tap's own until its settings are undone. */
  #filter: AnswerFilter | null = null;
  /** `perhaps`: the client has reset settings, the tap's or others. */
  #plans: 'off' | 'on' | 'perhaps' | 'refused' = 'off';
  #processId: number | null = null;
  #isReadable = true;

  constructor(ends: SessionEnds, options: SessionOptions) {
    const { recorder } = options;
    const connection = ++recorder.connections;
    this.#ends = ends;
    this.#options = options;
    this.#conversation = new Conversation(
      {
        isRecording: () => recorder.isOn,
        onStatement: (statement) => recorder.keep(Object.assign(statement, { connection })),
        onUnknownStatement: () => recorder.miss(),
        onPlan: (statement, plan) => recorder.keepPlan(statement, plan),
      },
      ends.searchPath,
    );
  }

  /** `early`: what the client has sent behind its startup message, which the server has got already. */
  begin(early: Buffer): void {
    const { client, answers } = this.#ends;
    client.on('data', this.#fromClient);
    answers.on('data', this.#fromServer);
    answers.on('end', () => client.end());
    if (early.length > 0) this.#fromClient(early);
  }

  readonly #fromClient = (chunk: Buffer): void => {
    this.#read(chunk, this.#clientFramer, (message, now) => this.#conversation.fromClient(message, now));
  };

  readonly #fromServer = (chunk: Buffer): void => {
    const { client, answers } = this.#ends;
    if (this.#filter) this.#filtered(chunk, this.#filter);
    else {
      client.write(chunk);
      this.#readAnswers(chunk);
    }
    if (client.writableNeedDrain) {
      answers.pause();
      client.once('drain', () => answers.resume());
    }
    this.adjustPlans();
  };

  #filtered(chunk: Buffer, filter: AnswerFilter): void {
    const { client } = this.#ends;
    client.cork();
    for (const answer of filter.push(chunk)) {
      if (answer.kind === 'for-client') {
        client.write(answer.bytes);
        this.#readAnswers(answer.bytes);
      } else if (answer.kind === 'plan') this.#conversation.planned(answer.plan);
      else if (answer.rows === 0 && this.#plans === 'on') this.#plans = 'refused';
    }
    client.uncork();
    if (filter.isDone && (this.#plans === 'off' || this.#plans === 'refused')) this.#filter = null;
  }

  #readAnswers(bytes: Buffer): void {
    this.#read(bytes, this.#serverFramer, (message, now) => {
      if (message.type === 'K') this.#processId = readProcessId(message);
      if (message.type === 'C' && this.#plans === 'on' && undoesSettings(readTag(message))) this.#plans = 'perhaps';
      this.#conversation.fromServer(message, now);
    });
  }

  #read(bytes: Buffer, framer: Framer, onMessage: (message: WireMessage, nowMs: number) => void): void {
    if (!this.#isReadable) return;
    const now = this.#options.nowMs();
    try {
      for (const message of framer.push(bytes)) onMessage(message, now);
    } catch (error) {
      this.#isReadable = false;
      this.#options.onUnreadable(error);
    }
  }

  /** Asks for plans, or for none any more, where that is due and the client pauses; else the next pause will do. */
  readonly adjustPlans = (): void => {
    const { wantsPlans } = this.#options.recorder;
    const isDue = this.#plans === 'perhaps' || this.#plans === (wantsPlans ? 'off' : 'on');
    if (!isDue || this.#processId === null || !this.#isPause()) return;
    const { bytes, syncs } = questions([
      ...(this.#plans === 'off' ? [] : askForNoPlans),
      ...(wantsPlans ? askForPlans(this.#processId) : []),
    ]);
    this.#plans = wantsPlans ? 'on' : 'off';
    this.#filter ??= new AnswerFilter();
    this.#filter.expectOwn(syncs);
    this.#ends.server.write(bytes);
  };

  #isPause(): boolean {
    const isBetween = this.#clientFramer.isBetweenMessages && this.#serverFramer.isBetweenMessages;
    return this.#isReadable && isBetween && this.#conversation.isIdle && !this.#filter?.isAsking;
  }
}
