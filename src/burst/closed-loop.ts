/** Drives the users of a phase as a closed loop: each sends its next request when the last one is answered. */

import type { Pace, PhasePlan } from '../model.ts';
import type { Connection } from './connection.ts';
import type { PhaseLoop, PhaseMeans } from './phase.ts';
import { userSpan } from './schedule.ts';

/** Each user has the connection of its number. */
export class ClosedLoop implements PhaseLoop {
  readonly finished: Promise<void>;
  readonly unsent = 0;
  readonly #plan: PhasePlan;
  readonly #pace: Extract<Pace, { model: 'closed' }>;
  readonly #means: PhaseMeans;
  readonly #untilMs: number[] = [];
  readonly #pauses = new Set<NodeJS.Timeout>();
  readonly #resolve: () => void;
  #started = 0;
  /** Users that have not gone yet, those that have not come yet included. */
  #users = 0;
  #stopped = false;

  constructor(plan: PhasePlan, pace: Extract<Pace, { model: 'closed' }>, means: PhaseMeans) {
    this.#plan = plan;
    this.#pace = pace;
    this.#means = means;
    ({ promise: this.finished, resolve: this.#resolve } = Promise.withResolvers<void>());
  }

  start(): void {
    const { users } = this.#pace;
    const startMs = this.#means.nowMs();
    this.#users = Math.max(users.from, users.to);
    if (this.#users === 0) this.#resolve();
    const spans = Array.from({ length: this.#users }, (_, user) => userSpan(user, users, this.#plan.durationMs));
    for (const { toMs } of spans) this.#untilMs.push(startMs + toMs);
    spans.forEach(({ fromMs }, user) => {
      if (fromMs === 0) this.#sendOrGo(user);
      else this.#after(fromMs, user);
    });
  }

  next(connection: Connection, failed: boolean): void {
    if (this.#stopped) return;
    const user = connection.index;
    const pauseMs = this.#pauseMs();
    if (this.#isOver(user, pauseMs)) this.#go();
    else if (pauseMs > 0) this.#after(pauseMs, user);
    // undici is still taking the broken socket apart, and a server that is down must not make this loop spin.
    else if (failed) setImmediate(() => this.#sendOrGo(user));
    else this.#send(connection);
  }

  wrapUp(): void {
    this.#untilMs.fill(Number.NEGATIVE_INFINITY);
    this.#users -= this.#forgetPauses();
    if (this.#users === 0) this.#resolve();
  }

  stop(): void {
    this.#stopped = true;
    this.#forgetPauses();
    this.#resolve();
  }

  #pauseMs(): number {
    const { minMs, maxMs } = this.#pace.think;
    return maxMs > minMs ? minMs + this.#means.random() * (maxMs - minMs) : minMs;
  }

  #after(pauseMs: number, user: number): void {
    const pause = setTimeout(() => {
      this.#pauses.delete(pause);
      this.#sendOrGo(user);
    }, pauseMs);
    this.#pauses.add(pause);
  }

  #sendOrGo(user: number): void {
    if (this.#stopped) return;
    if (this.#isOver(user, 0)) this.#go();
    else this.#send(this.#means.connection(user));
  }

  #send(connection: Connection): void {
    this.#started++;
    this.#means.send(connection, null);
  }

  #isOver(user: number, aheadMs: number): boolean {
    return this.#started >= this.#plan.maxRequests || this.#means.nowMs() + aheadMs >= this.#untilMs[user]!;
  }

  #go(): void {
    this.#users--;
    // Nothing is left to send for those that pause or have not come yet.
    if (this.#started >= this.#plan.maxRequests) this.#users -= this.#forgetPauses();
    if (this.#users === 0) this.#resolve();
  }

  #forgetPauses(): number {
    const forgotten = this.#pauses.size;
    for (const pause of this.#pauses) clearTimeout(pause);
    this.#pauses.clear();
    return forgotten;
  }
}
