/** Runs a burst: its phases in order over connections that live as long as the burst. Runs inside the worker. */

import type { BurstPlan, BurstProgress, PhasePlan, Recording } from '../model.ts';
import { UserError } from '../model.ts';
import { CacheWatch } from './cache-reading.ts';
import { ClosedLoop } from './closed-loop.ts';
import { Connection, type ConnectionHooks } from './connection.ts';
import { FailureWatch } from './failure-watch.ts';
import { classifyFailure } from './failures.ts';
import { LiveFigures } from './live-figures.ts';
import { Mix } from './mix.ts';
import { OpenLoop, type OpenMeans } from './open-loop.ts';
import type { PhaseLoop } from './phase.ts';
import { Recorder } from './recorder.ts';
import { SteadyWatch } from './steady-watch.ts';
import { type LoopTimes, processSurroundings, type Surroundings } from './surroundings.ts';

const progressEveryMs = 100;
/** How late a request's timeout may be noticed, and a standstill of the generator itself. */
const tickMs = 20;
/** Less is within what a collection of garbage and the work on many answers take. */
const shortestStandstillMs = 20;

export interface BurstOptions {
  signal: AbortSignal;
  /** Share of a request (0 to 1) by which open schedules are shifted: threads that share a rate take turns by it. */
  stagger: number;
  onProgress(progress: BurstProgress): void;
  /** Resolves when all threads that share the burst are ready for its next phase, or at once when it is cancelled. */
  othersReady?(): Promise<void>;
}

/**
 * Rejects with a `UserError` when the request cannot be sent at all (no such address, a header that HTTP forbids,
 * targets on several servers). Everything a server does, or does not do, is in the recording.
 */
export async function runBurst(
  plan: BurstPlan,
  options: BurstOptions,
  surroundings: Surroundings = processSurroundings(plan.transport),
): Promise<Recording> {
  return new Burst(plan, options, surroundings).run();
}

type Stop = Exclude<Recording['ended'], 'completed'> | UserError;

class Burst {
  readonly #plan: BurstPlan;
  readonly #options: BurstOptions;
  readonly #surroundings: Surroundings;
  readonly #recorder: Recorder;
  readonly #figures: LiveFigures;
  readonly #mix: Mix;
  readonly #cacheWatch = new CacheWatch();
  readonly #connections: Connection[] = [];
  readonly #hooks: ConnectionHooks;
  readonly #means: OpenMeans;
  readonly #busy: LoopTimes = { active: 0, idle: 0 };
  #sockets = 0;
  #sent = 0;
  #lastTickMs = 0;
  #phase: PhaseLoop | null = null;
  #watch: FailureWatch;
  /** Of a phase that lasts until it is steady. */
  #steady: SteadyWatch | null = null;
  /** Why the burst ends before its plan does. */
  #stop: Stop | null = null;

  constructor(plan: BurstPlan, options: BurstOptions, surroundings: Surroundings) {
    this.#plan = plan;
    this.#options = options;
    this.#surroundings = surroundings;
    this.#recorder = new Recorder(surroundings.clock, mostRequests(plan));
    this.#figures = new LiveFigures(plan);
    this.#mix = new Mix(plan.targets);
    this.#watch = new FailureWatch(plan);
    this.#hooks = this.#connectionHooks();
    this.#means = this.#phaseMeans();
  }

  async run(): Promise<Recording> {
    const { signal } = this.#options;
    const cancel = () => this.#end('cancelled');
    const progress = setInterval(() => this.#report(), progressEveryMs);
    this.#lastTickMs = this.#surroundings.clock.nowMs();
    const ticks = setInterval(() => this.#tick(), tickMs);
    signal.addEventListener('abort', cancel);
    if (signal.aborted) cancel();
    try {
      for (const phase of this.#plan.phases) {
        if (this.#sent === this.#plan.maxRequests) this.#end('request-limit');
        if (this.#stop === null) await this.#options.othersReady?.();
        if (this.#stop === null) await this.#runPhase(phase);
      }
    } finally {
      signal.removeEventListener('abort', cancel);
      clearInterval(progress);
      clearInterval(ticks);
      await Promise.all(this.#connections.map((connection) => connection.close()));
    }
    if (this.#stop instanceof UserError) throw this.#stop;
    return this.#recorder.finish(this.#stop ?? 'completed', this.#utilisation());
  }

  async #runPhase(plan: PhasePlan): Promise<void> {
    const { clock, loopTimes } = this.#surroundings;
    const leftRequests = this.#plan.maxRequests - this.#sent;
    const before = loopTimes();
    this.#watch = new FailureWatch(this.#plan);
    this.#steady = plan.untilSteady ? new SteadyWatch(clock.nowMs()) : null;
    this.#recorder.beginPhase(plan);
    this.#figures.beginPhase(clock.nowMs());
    this.#phase = this.#loopFor({ ...plan, maxRequests: Math.min(plan.maxRequests, leftRequests) });
    this.#phase.start();
    await this.#phase.finished;
    this.#recorder.endPhase(this.#phase.unsent);
    this.#report();
    if (plan.kind === 'round') this.#addBusy(before, loopTimes());
    if (this.#watch.nothingAnswered) this.#end('too-many-failures');
    if (leftRequests < plan.maxRequests && this.#sent === this.#plan.maxRequests) this.#end('request-limit');
  }

  #loopFor(plan: PhasePlan): PhaseLoop {
    const { pace } = plan;
    return pace.model === 'open' ? new OpenLoop(plan, pace, this.#means) : new ClosedLoop(plan, pace, this.#means);
  }

  #phaseMeans(): OpenMeans {
    const { clock, random, alarm } = this.#surroundings;
    return {
      nowMs: clock.nowMs,
      random,
      alarm,
      stagger: this.#options.stagger,
      open: () => this.#connections.length,
      connection: (index) => (this.#connections[index] ??= new Connection(index, this.#hooks)),
      send: (connection, dueMs) => {
        this.#sent++;
        connection.send(this.#mix.next(), dueMs);
      },
    };
  }

  #connectionHooks(): ConnectionHooks {
    return {
      nowMs: this.#surroundings.clock.nowMs,
      openClient: (onConnect) =>
        this.#surroundings.openClient(this.#mix.origin, (version) => {
          this.#recorder.keepHttpVersion(version);
          onConnect();
        }),
      nextSocket: () => this.#sockets++,
      onHead: (status, headers) => {
        this.#recorder.keepHead(status, headers);
        return this.#cacheWatch.read(headers);
      },
      onResend: () => this.#recorder.countResent(),
      onDone: (connection, error) => this.#onDone(connection, error),
    };
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
    const enough = this.#watch.add(failed, connection.exchange.status, this.#connections.length);
    if (enough) {
      this.#end(enough);
      return;
    }
    const { startMs, endMs } = connection.exchange;
    if (!failed && this.#steady?.add(endMs, endMs - startMs)) this.#phase!.wrapUp();
    this.#phase!.next(connection, failed);
  }

  /** Ends the burst now: requests in flight are neither waited for nor counted. */
  #end(reason: Stop): void {
    this.#stop ??= reason;
    this.#phase?.stop();
  }

  #tick(): void {
    const nowMs = this.#surroundings.clock.nowMs();
    const dueMs = this.#lastTickMs + tickMs;
    this.#lastTickMs = nowMs;
    if (nowMs - dueMs >= shortestStandstillMs) this.#recorder.addStandstill({ fromMs: dueMs, toMs: nowMs });
    for (const connection of this.#connections) connection.expire(nowMs, this.#plan.requestTimeoutMs);
  }

  #report(): void {
    if (this.#phase === null) return;
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

const mostRequests = ({ phases, maxRequests }: BurstPlan): number =>
  Math.min(
    maxRequests,
    phases.reduce((sum, phase) => sum + phase.maxRequests, 0),
  );
