import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { CapturedTraffic, TapReply, TapRequest, Upstream } from './protocol.ts';

type Answer = Exclude<TapReply, { kind: 'log' | 'failed' }>;
type RequestBody = TapRequest extends infer R ? (R extends TapRequest ? Omit<R, 'id'> : never) : never;

/** V8's space for new objects, in MB: its default of 16 doubles what a recording tap takes, most of it garbage. */
const memory = '--max-semi-space-size=4';
const patienceMs = 5_000;
const newsMs = 200;

/** The tap process, seen from its parent. Every call rejects once the process has ended. */
export class TapClient {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
  #lastId = 0;
  #ended: string | undefined;
  /** Resolves with how it ended. */
  readonly ended: Promise<string>;
  readonly #tellEnded: (reason: string) => void;

  private constructor(tapPath: string, onLog: (line: string) => void) {
    const { promise, resolve } = Promise.withResolvers<string>();
    this.ended = promise;
    this.#tellEnded = resolve;
    this.#child = spawn(process.execPath, [memory, tapPath], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
      windowsHide: true,
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => onLog(text.trimEnd()));
    this.#child.on('message', (reply: TapReply) => this.#receive(reply, onLog));
    this.#child.on('error', (error) => this.#end(`The SQL tap could not be started: ${error.message}`));
    this.#child.on('exit', (code, signal) =>
      this.#end(`The SQL tap ended unexpectedly (${signal ?? `exit code ${code}`}).`),
    );
  }

  /** Starts the process; resolves when it listens, on a free port where `port` is 0. */
  static async start(tapPath: string, upstream: Upstream, port: number, onLog: (line: string) => void) {
    const tap = new TapClient(tapPath, onLog);
    try {
      const opened = await tap.#call({ kind: 'open', upstream, port }, 'opened');
      return { tap, port: opened.port };
    } catch (error) {
      await tap.dispose();
      throw error;
    }
  }

  /** With `plans`, the database is asked for the plan of each statement, which slows it. */
  async startRecording({ plans }: { plans: boolean }): Promise<void> {
    await this.#call({ kind: 'start-recording', plans }, 'recording');
  }

  async stopRecording(): Promise<CapturedTraffic> {
    return (await this.#call({ kind: 'stop-recording' }, 'recorded')).traffic;
  }

  /** Ends the process and all connections through it. */
  async dispose(): Promise<void> {
    const child = this.#child;
    this.#end('The SQL tap was closed.');
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    if (child.connected) child.disconnect();
    const impatience = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    await exit;
    clearTimeout(impatience);
  }

  async #call<K extends Answer['kind']>(body: RequestBody, kind: K): Promise<Extract<Answer, { kind: K }>> {
    if (this.#ended !== undefined) throw new Error(this.#ended);
    const id = ++this.#lastId;
    const answer = new Promise<Answer>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#child.send({ ...body, id }, (error) => {
      if (!error) return;
      // The news of its end says more, and comes in a moment.
      setTimeout(() => this.#end(`The SQL tap cannot be reached: ${error.message}`), newsMs);
    });
    const got = await answer;
    if (got.kind !== kind) throw new Error(`The SQL tap answered ${got.kind} instead of ${kind}.`);
    return got as Extract<Answer, { kind: K }>;
  }

  #receive(reply: TapReply, onLog: (line: string) => void): void {
    if (reply.kind === 'log') {
      onLog(reply.line);
      return;
    }
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.kind === 'failed') waiting?.reject(new Error(`The SQL tap failed: ${reply.message}`));
    else waiting?.resolve(reply);
  }

  #end(reason: string): void {
    this.#ended ??= reason;
    this.#tellEnded(this.#ended);
    for (const { reject } of this.#waiting.values()) reject(new Error(this.#ended));
    this.#waiting.clear();
  }
}
