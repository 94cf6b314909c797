/** Drives a phase as an open loop: requests are due on a schedule, whatever the answers do. */

import type { Pace, PhasePlan } from '../model.ts';
import type { Alarm, AlarmCalls } from './alarm.ts';
import type { Connection } from './connection.ts';
import type { PhaseLoop, PhaseMeans } from './phase.ts';
import { type Schedule, schedule } from './schedule.ts';

export interface OpenMeans extends PhaseMeans {
  alarm(calls: AlarmCalls): Alarm;
  /** See `schedule`. */
  stagger: number;
}

/**
 * While answers are under way, their end may be noticed late by that share of what the last one took: without any rest
 * the loop would take a whole core from a server on the same machine.
 */
const restShare = 0.03;
/** Below that, sleeping costs more than it saves. */
const shortestRestMs = 0.05;

/**
 * What is due goes out on the connection that was free last, so that no more are opened than are needed. While all
 * `maxInFlight` are busy it waits, in order. What still waits when the phase is over stays unsent: under overload that
 * queue is long, and sending it would go on with the load after its end, at another rate than the one asked for.
 */
export class OpenLoop implements PhaseLoop {
  readonly finished: Promise<void>;
  unsent = 0;
  readonly #plan: PhasePlan;
  readonly #maxInFlight: number;
  readonly #means: OpenMeans;
  readonly #alarm: Alarm;
  readonly #schedule: Schedule;
  /** Requests that may be sent: those of the schedule, within the phase's bound. */
  readonly #count: number;
  readonly #resolve: () => void;
  readonly #idle: Connection[] = [];
  #connections = 0;
  #startMs = 0;
  #sent = 0;
  #nextDueMs = 0;
  #inFlight = 0;
  #lastAnswerMs = 0;
  #state: 'sending' | 'over' | 'stopped' = 'sending';

  constructor(plan: PhasePlan, { ratePerS, maxInFlight }: Extract<Pace, { model: 'open' }>, means: OpenMeans) {
    this.#plan = plan;
    this.#maxInFlight = maxInFlight;
    this.#means = means;
    this.#alarm = means.alarm({ ring: () => this.#advance(), restMs: () => this.#restMs() });
    this.#schedule = schedule(ratePerS, plan.durationMs, means.stagger);
    this.#count = Math.min(this.#schedule.count, plan.maxRequests);
    ({ promise: this.finished, resolve: this.#resolve } = Promise.withResolvers<void>());
  }

  start(): void {
    this.#connections = Math.min(this.#means.open(), this.#maxInFlight);
    for (let index = this.#connections - 1; index >= 0; index--) this.#idle.push(this.#means.connection(index));
    this.#startMs = this.#means.nowMs();
    this.#nextDueMs = this.#dueMs(0);
    this.#advance();
  }

  next(connection: Connection, failed: boolean): void {
    const { endMs, startMs, lagMs } = connection.exchange;
    this.#lastAnswerMs = endMs - startMs - lagMs;
    this.#inFlight--;
    // undici is still taking the broken socket apart.
    if (failed) setImmediate(() => this.#free(connection));
    else this.#free(connection);
  }

  /** What was not due yet is not missing. */
  wrapUp(): void {
    if (this.#state !== 'sending') return;
    this.#end();
    this.unsent = 0;
    if (this.#inFlight === 0) this.#resolve();
  }

  stop(): void {
    this.#state = 'stopped';
    this.#alarm.clear();
    this.#resolve();
  }

  #free(connection: Connection): void {
    this.#idle.push(connection);
    this.#advance();
  }

  #advance(): void {
    if (this.#state === 'sending') {
      const nowMs = this.#means.nowMs();
      this.#sendDue(nowMs);
      if (this.#sent === this.#plan.maxRequests || nowMs >= this.#endMs) this.#end();
      else this.#alarm.set(this.#hasFree ? Math.min(this.#nextDueMs, this.#endMs) : this.#endMs);
    }
    if (this.#state === 'over' && this.#inFlight === 0) this.#resolve();
  }

  /** All at once where several have become due since the last look. */
  #sendDue(nowMs: number): void {
    while (this.#state === 'sending' && this.#nextDueMs <= nowMs && this.#hasFree) {
      const connection = this.#idle.pop() ?? this.#means.connection(this.#connections++);
      const dueMs = this.#nextDueMs;
      this.#nextDueMs = this.#dueMs(++this.#sent);
      this.#inFlight++;
      this.#means.send(connection, dueMs);
    }
  }

  #dueMs(request: number): number {
    return request < this.#count ? this.#startMs + this.#schedule.dueMs(request) : Number.POSITIVE_INFINITY;
  }

  #end(): void {
    this.#state = 'over';
    this.unsent = this.#count - this.#sent;
    this.#alarm.clear();
  }

  get #endMs(): number {
    return this.#startMs + this.#plan.durationMs;
  }

  get #hasFree(): boolean {
    return this.#idle.length > 0 || this.#connections < this.#maxInFlight;
  }

  #restMs(): number {
    if (this.#inFlight === 0) return Number.POSITIVE_INFINITY;
    const restMs = restShare * this.#lastAnswerMs;
    return restMs < shortestRestMs ? 0 : restMs;
  }
}
