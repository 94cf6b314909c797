/** Runs a burst: its phases in order over connections that live as long as the burst. Runs inside the worker. */

import { performance } from 'node:perf_hooks';
import type { BurstPlan, BurstProgress, PhasePlan, Recording } from '../model.ts';
import { mostInFlight, UserError } from '../model.ts';
import { type Clock, startClock } from './clock.ts';
import { Connection, type ConnectionHooks } from './connection.ts';
import { dispatchOptions } from './dispatch-options.ts';
import { FailureWatch } from './failure-watch.ts';
import { classifyFailure } from './failures.ts';
import { LiveFigures } from './live-figures.ts';
import { PhaseRun } from './phase.ts';
import { Recorder } from './recorder.ts';
import { clientOpener, type OpenClient } from './transport.ts';

const progressEveryMs = 100;
/** How late a request's timeout may be noticed. */
const timeoutResolutionMs = 20;

/** Milliseconds that the event loop has been busy and idle since it started. */
export interface LoopTimes {
  active: number;
  idle: number;
}

/** What the engine takes from the process it runs in; a test scripts it. */
export interface Surroundings {
  clock: Clock;
  loopTimes(): LoopTimes;
  openClient: OpenClient;
}

export interface BurstOptions {
  signal: AbortSignal;
  onProgress(progress: BurstProgress): void;
}

/**
 * Rejects with a `UserError` when the request cannot be sent at all (no such address, a header that HTTP forbids).
 * Everything a server does, or does not do, is in the recording.
 */
export async function runBurst(
  plan: BurstPlan,
  options: BurstOptions,
  surroundings: Surroundings = processSurroundings(plan),
): Promise<Recording> {
  return new Burst(plan, options, surroundings).run();
}

class Burst {
  readonly #plan: BurstPlan;
  readonly #options: BurstOptions;
  readonly #surroundings: Surroundings;
  readonly #recorder: Recorder;
  readonly #figures: LiveFigures;
  readonly #connections: Connection[] = [];
  readonly #busy: LoopTimes = { active: 0, idle: 0 };
  #sockets = 0;
  #phase: PhaseRun | null = null;
  #watch: FailureWatch;
  /** Why the burst ends before its plan does. */
  #stop: 'cancelled' | 'too-many-failures' | UserError | null = null;

  constructor(plan: BurstPlan, options: BurstOptions, surroundings: Surroundings) {
    this.#plan = plan;
    this.#options = options;
    this.#surroundings = surroundings;
    this.#recorder = new Recorder(surroundings.clock);
    this.#figures = new LiveFigures(plan.phases);
    this.#watch = new FailureWatch(plan.stopAtFailureShare, 1);
  }

  async run(): Promise<Recording> {
    const { signal } = this.#options;
    const cancel = () => this.#end('cancelled');
    const progress = setInterval(() => this.#report(), progressEveryMs);
    const timeouts = setInterval(() => this.#expireRequests(), timeoutResolutionMs);
    signal.addEventListener('abort', cancel);
    if (signal.aborted) cancel();
    try {
      for (const phase of this.#plan.phases) {
        if (this.#stop === null) await this.#runPhase(phase);
      }
    } finally {
      signal.removeEventListener('abort', cancel);
      clearInterval(progress);
      clearInterval(timeouts);
      await Promise.all(this.#connections.map((connection) => connection.close()));
    }
    if (this.#stop instanceof UserError) throw this.#stop;
    return this.#recorder.finish(this.#stop ?? 'completed', this.#utilisation());
  }

  async #runPhase(plan: PhasePlan): Promise<void> {
    const { clock, loopTimes } = this.#surroundings;
    const connections = mostInFlight(plan.pace);
    this.#openConnections(connections);
    this.#watch = new FailureWatch(this.#plan.stopAtFailureShare, connections);
    const before = loopTimes();
    this.#recorder.beginPhase(plan);
    this.#figures.beginPhase(clock.nowMs());
    this.#phase = new PhaseRun(plan, clock.nowMs);
    this.#phase.start(this.#connections.slice(0, connections));
    await this.#phase.finished;
    this.#recorder.endPhase();
    this.#report();
    if (plan.kind === 'round') this.#addBusy(before, loopTimes());
    if (this.#watch.nothingAnswered) this.#end('too-many-failures');
  }

  #openConnections(count: number): void {
    const options = dispatchOptions(this.#plan.targets[0]!.requests[0]!);
    const hooks: ConnectionHooks = {
      nowMs: this.#surroundings.clock.nowMs,
      openClient: (onConnect) =>
        this.#surroundings.openClient(options.origin, (version) => {
          this.#recorder.keepHttpVersion(version);
          onConnect();
        }),
      nextSocket: () => this.#sockets++,
      onHead: (status, headers) => this.#recorder.keepHead(status, headers),
      onDone: (connection, error) => this.#onDone(connection, error),
    };
    while (this.#connections.length < count) this.#connections.push(new Connection(options, hooks));
  }

  #onDone(connection: Connection, error: Error | null): void {
    if (this.#stop !== null) return;
    if (error && isRefusedByClient(error)) {
      this.#end(refusal(error));
      return;
    }
    const failed = error !== null;
    this.#recorder.add(connection.exchange, failed ? classifyFailure(error, connection.exchange.status > 0) : null);
    this.#figures.add(connection.exchange, failed);
    if (this.#watch.add(failed)) this.#end('too-many-failures');
    else this.#phase!.next(connection, failed);
  }

  /** Ends the burst now: requests in flight are neither waited for nor counted. */
  #end(reason: 'cancelled' | 'too-many-failures' | UserError): void {
    this.#stop ??= reason;
    this.#phase?.stop();
  }

  #expireRequests(): void {
    const nowMs = this.#surroundings.clock.nowMs();
    for (const connection of this.#connections) connection.expire(nowMs, this.#plan.requestTimeoutMs);
  }

  #report(): void {
    this.#options.onProgress(this.#figures.at(this.#surroundings.clock.nowMs()));
  }

  #addBusy(before: LoopTimes, after: LoopTimes): void {
    this.#busy.active += after.active - before.active;
    this.#busy.idle += after.idle - before.idle;
  }

  #utilisation(): number {
    const { active, idle } = this.#busy;
    return active + idle > 0 ? active / (active + idle) : 0;
  }
}

/** undici's word for a request that it will not put on the wire. */
const isRefusedByClient = (error: Error): boolean =>
  'code' in error && (error.code === 'UND_ERR_INVALID_ARG' || error.code === 'UND_ERR_NOT_SUPPORTED');

const refusal = (error: Error): UserError =>
  new UserError(
    {
      message: `The request cannot be sent: ${error.message}.`,
      nextStep: 'Correct the method, the address or the header that it names.',
    },
    { cause: error },
  );

const processSurroundings = ({ transport }: BurstPlan): Surroundings => ({
  clock: startClock(),
  loopTimes: () => performance.eventLoopUtilization(),
  openClient: clientOpener(transport),
});
