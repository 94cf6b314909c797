/** Drives connections through one phase as a closed loop: the next request goes out when the last one is answered. */

import type { PhasePlan } from '../model.ts';
import type { Connection } from './connection.ts';

export class PhaseRun {
  /** Resolves when the last request of the phase has ended, or at once on `stop`. */
  readonly finished: Promise<void>;
  readonly #plan: PhasePlan;
  readonly #deadlineMs: number;
  readonly #pauseMs: number;
  readonly #nowMs: () => number;
  readonly #pauses = new Set<NodeJS.Timeout>();
  #resolve: () => void = () => {};
  #started = 0;
  #looping = 0;
  #stopped = false;

  constructor(plan: PhasePlan, nowMs: () => number) {
    this.#plan = plan;
    this.#pauseMs = plan.pace.model === 'closed' ? plan.pace.think.minMs : 0;
    this.#nowMs = nowMs;
    this.#deadlineMs = nowMs() + plan.durationMs;
    this.finished = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  start(connections: Connection[]): void {
    this.#looping = connections.length;
    if (connections.length === 0) this.#resolve();
    for (const connection of connections) this.#sendOrEnd(connection);
  }

  /** To be called with each connection that has become free. */
  next(connection: Connection, failed: boolean): void {
    if (this.#stopped) return;
    if (this.#isOver(this.#pauseMs)) this.#endLoop();
    else if (this.#pauseMs > 0) this.#sendAfterPause(connection);
    // undici is still taking the broken socket apart, and a server that is down must not make this loop spin.
    else if (failed) setImmediate(() => this.#sendOrEnd(connection));
    else this.#send(connection);
  }

  /** Sends nothing more and ends the phase; closing the connections is the caller's. */
  stop(): void {
    this.#stopped = true;
    for (const pause of this.#pauses) clearTimeout(pause);
    this.#resolve();
  }

  #sendAfterPause(connection: Connection): void {
    const pause = setTimeout(() => {
      this.#pauses.delete(pause);
      this.#sendOrEnd(connection);
    }, this.#pauseMs);
    this.#pauses.add(pause);
  }

  #sendOrEnd(connection: Connection): void {
    if (this.#stopped) return;
    if (this.#isOver(0)) this.#endLoop();
    else this.#send(connection);
  }

  #send(connection: Connection): void {
    this.#started++;
    connection.send();
  }

  #isOver(aheadMs: number): boolean {
    return this.#started >= this.#plan.maxRequests || this.#nowMs() + aheadMs >= this.#deadlineMs;
  }

  #endLoop(): void {
    if (--this.#looping === 0) this.#resolve();
  }
}
