import { errorText } from '../error-text.ts';
import { TapClient } from './client.ts';
import type { CapturedTraffic, Upstream } from './protocol.ts';

/** More often than that, it would only go on ending. */
const mostRestarts = 5;

type Start = (port: number) => Promise<{ tap: TapClient; port: number }>;

/**
 * A tap that is started again on the same port when its process ends: the connections through it are lost, but the
 * server's pool can open new ones. No call rejects; what was recorded when it ended is `lost`.
 */
export class SupervisedTap {
  readonly port: number;
  readonly #start: Start;
  readonly #onLog: (line: string) => void;
  #tap: Promise<TapClient>;
  #recording: { by: TapClient } | { failed: string } = { failed: 'Nothing was being recorded.' };
  #restarts = 0;
  #restartsTold = 0;
  #isDisposed = false;

  private constructor({ tap, port }: Awaited<ReturnType<Start>>, start: Start, onLog: (line: string) => void) {
    this.port = port;
    this.#start = start;
    this.#onLog = onLog;
    this.#tap = Promise.resolve(tap);
    this.#watch(tap);
  }

  /** Rejects when not even the first process starts. */
  static async start(tapPath: string, upstream: Upstream, onLog: (line: string) => void): Promise<SupervisedTap> {
    const start = (port: number) => TapClient.start(tapPath, upstream, port, onLog);
    return new SupervisedTap(await start(0), start, onLog);
  }

  #watch(tap: TapClient): void {
    tap.ended.then((reason) => {
      if (this.#isDisposed) return;
      this.#onLog(`${reason} The server's database connections are cut.`);
      if (this.#restarts === mostRestarts) return;
      this.#restarts += 1;
      this.#tap = this.#start(this.port).then(({ tap: next }) => {
        this.#watch(next);
        return next;
      });
      this.#tap.catch((error) => this.#onLog(`The SQL tap could not be started again: ${errorText(error)}`));
    });
  }

  /** How often it had to be started again since this was last asked. */
  takeRestarts(): number {
    const restarts = this.#restarts - this.#restartsTold;
    this.#restartsTold = this.#restarts;
    return restarts;
  }

  /** With `plans`, the database is asked for the plan of each statement, which slows it. */
  async startRecording(how: { plans: boolean }): Promise<void> {
    try {
      const tap = await this.#tap;
      await tap.startRecording(how);
      this.#recording = { by: tap };
    } catch (error) {
      this.#recording = { failed: errorText(error) };
    }
  }

  async stopRecording(): Promise<CapturedTraffic> {
    const recording = this.#recording;
    if ('failed' in recording) return lost(recording.failed);
    return recording.by.stopRecording().catch((error) => lost(errorText(error)));
  }

  /** Ends the process and all connections through it. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    const tap = await this.#tap.catch(() => null);
    await tap?.dispose();
  }
}

const lost = (reason: string): CapturedTraffic => ({
  statements: [],
  missed: 0,
  connections: 0,
  unreadable: 0,
  lost: reason,
});
