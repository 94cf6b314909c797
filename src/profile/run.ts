/** What all kinds of load have in common: the API, the bursts on it, whom to tell, when to stop. */

import type { BaselineStore } from '../baseline/store.ts';
import type { BurstExecutor } from '../burst/executor.ts';
import type { BurstLimits } from '../burst/plans.ts';
import type {
  BurstPlan,
  BurstProgress,
  Endpoint,
  ProfileProgress,
  Recording,
  ResourceSamples,
  Target,
} from '../model.ts';
import type { HandlerHash } from '../routes/handler-hash.ts';
import type { ApiUnderTest } from './api-under-test.ts';
import type { LoadChoice } from './load-choice.ts';

export interface Stages {
  executor: BurstExecutor;
  baselines: Pick<BaselineStore, 'load'>;
  /** Of the text that the server was started with, as far as that can be known; null where it cannot be read. */
  handlerHash(endpoint: Endpoint): Promise<HandlerHash | null>;
  /** Milliseconds that a fixed piece of work takes just now, several times. */
  timeWork(): Promise<number[]>;
}

export interface ProfileOptions {
  signal: AbortSignal;
  onProgress(endpoint: Endpoint, progress: ProfileProgress): void;
  load: LoadChoice;
}

export interface ProfileRun extends Omit<Stages, 'executor'> {
  api: ApiUnderTest;
  signal: AbortSignal;
  load: LoadChoice;
  limits: BurstLimits;
  targetsOf(endpoint: Endpoint): Target[];
  tell(endpoint: Endpoint, progress: ProfileProgress): void;
  /**
   * One burst, of which the person is told as of this endpoint; `inWhole` places it in a run of several. Aborted, it
   * resolves with what it has.
   */
  burst(endpoint: Endpoint, plan: BurstPlan, inWhole?: (burst: BurstProgress) => BurstProgress): Promise<Recording>;
  /** The same in silence: it is over in a moment. */
  callQuietly(plan: BurstPlan): Promise<Recording>;
  /** Beside what the work brings: what the server's processes took meanwhile. */
  watched<T>(work: () => Promise<T>): Promise<{ result: T; resources: ResourceSamples }>;
}

export function openRun(
  api: ApiUnderTest,
  { executor, ...stages }: Stages,
  targetsOf: ProfileRun['targetsOf'],
  options: ProfileOptions,
): ProfileRun {
  const { signal, load, onProgress: tell } = options;
  const run = async (plan: BurstPlan, onProgress: (burst: BurstProgress) => void) => {
    const recording = await executor.run(plan, { signal, onProgress });
    if (recording.failures.length > 0 && !signal.aborted) await api.server.awaitNews();
    return recording;
  };
  return {
    api,
    ...stages,
    signal,
    load,
    targetsOf,
    limits: { transport: api.transport, workers: load.workers, stopAtErrorShare: load.stopAtErrorShare },
    tell,
    burst: (endpoint, plan, inWhole = (burst) => burst) =>
      run(plan, (burst) => tell(endpoint, { stage: 'burst', burst: inWhole(burst) })),
    callQuietly: (plan) => run(plan, () => {}),
    async watched(work) {
      const watch = api.server.watchResources();
      const result = await work().catch(async (error) => {
        await watch.stop();
        throw error;
      });
      return { result, resources: await watch.stop() };
    },
  };
}
