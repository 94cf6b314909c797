/** Sees to it that one run is under way at a time: two bursts side by side would measure each other. */

import { type Endpoint, type EndpointId, endpointId, type Profile, type ProfileProgress } from '../model.ts';
import type { LoadChoice } from '../profile/load-choice.ts';
import type { Profiler } from '../profile.ts';
import type { HandlerHash } from '../routes/handler-hash.ts';
import { type Disposable, Emitter } from './emitter.ts';
import type { ResultStore } from './result-store.ts';

/** The part of a workspace folder that a run needs. */
export interface RunTarget {
  readonly results: ResultStore;
  profiler(): Promise<Profiler>;
  handlerHash(endpoint: Endpoint): Promise<HandlerHash | null>;
}

export interface ActiveRun<Target extends RunTarget = RunTarget> {
  target: Target;
  endpoints: Endpoint[];
  current: Endpoint;
  /** Of the current endpoint. */
  progress: ProfileProgress | null;
}

export interface RunRequest<Target extends RunTarget> {
  target: Target;
  endpoints: Endpoint[];
  agreed: ReadonlySet<EndpointId>;
  load: LoadChoice;
  provesIndexes: boolean;
}

export class RunController<Target extends RunTarget> implements Disposable {
  #active: (ActiveRun<Target> & { abort: AbortController; ended: Promise<unknown> }) | null = null;
  readonly #changed = new Emitter<void>();
  readonly #progressed = new Emitter<ActiveRun<Target>>();

  /** A run began, ended, or went on to its next endpoint. */
  readonly onDidChange = this.#changed.event;
  readonly onDidProgress = this.#progressed.event;

  get active(): ActiveRun<Target> | null {
    return this.#active;
  }

  /** Resolves when nothing is under way any more. */
  get ended(): Promise<unknown> {
    return this.#active?.ended ?? Promise.resolve();
  }

  isRunning(target: Target, id: EndpointId): boolean {
    return this.#active?.target === target && endpointId(this.#active.current) === id;
  }

  /** Rejects with whatever ended the run before any profile. Throws while another run is under way. */
  async run(request: RunRequest<Target>): Promise<Profile[]> {
    if (this.#active) throw new Error('a run is under way');
    const abort = new AbortController();
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const { target, endpoints } = request;
    this.#active = { target, endpoints, current: endpoints[0]!, progress: null, abort, ended };
    this.#changed.fire();
    try {
      return await this.#profile(request, abort.signal);
    } finally {
      this.#active = null;
      end();
      this.#changed.fire();
    }
  }

  /** Resolves when the run has ended. */
  async cancel(): Promise<void> {
    this.#active?.abort.abort();
    await this.#active?.ended;
  }

  dispose(): void {
    this.#active?.abort.abort();
  }

  async #profile(request: RunRequest<Target>, signal: AbortSignal): Promise<Profile[]> {
    const { target, endpoints, agreed, load, provesIndexes } = request;
    const asked = { endpoints, loadName: load.name };
    const hashes = new Map<EndpointId, HandlerHash | null>();
    for (const endpoint of endpoints) hashes.set(endpointId(endpoint), await target.handlerHash(endpoint));
    const profiler = await target.profiler();
    const profiles = await profiler.run(endpoints, {
      signal,
      load,
      agreed,
      sql: true,
      provesIndexes,
      launch: true,
      onProgress: (endpoint, progress) => this.#progress(endpoint, progress),
      onProfile: (profile) => target.results.set(profile, hashes.get(endpointId(profile.endpoint)) ?? null, asked),
    });
    for (const profile of profiles) target.results.judgeAgain(profile);
    return profiles;
  }

  #progress(endpoint: Endpoint, progress: ProfileProgress): void {
    const active = this.#active;
    if (!active) return;
    const next = endpointId(endpoint) !== endpointId(active.current);
    active.current = endpoint;
    active.progress = progress;
    if (next) this.#changed.fire();
    this.#progressed.fire(active);
  }
}
