/** Runs bursts in worker threads, so that neither the editor nor the command line disturbs the measurement. */

import type { BurstPlan, BurstProgress, Recording } from '../model.ts';
import { startClock } from './clock.ts';
import { mergeProgress } from './merge-progress.ts';
import { Recorder } from './recorder.ts';
import { splitPlan } from './split-plan.ts';
import { WorkerHandle } from './worker-handle.ts';

export interface BurstExecutor {
  /**
   * Runs one burst; a second one has to wait until the first has settled. Aborting the signal resolves with what was
   * recorded until then. Rejects with a `UserError` for a request that cannot be sent, and with an `Error` when a
   * worker dies; the next run then starts new workers.
   */
  run(plan: BurstPlan, options: RunOptions): Promise<Recording>;
  /** Ends the workers with all of their sockets; a run under way is rejected. */
  dispose(): Promise<void>;
}

export interface RunOptions {
  signal: AbortSignal;
  onProgress(progress: BurstProgress): void;
}

export function createBurstExecutor({ workerPath }: { workerPath: string }): BurstExecutor {
  let workers: WorkerHandle[] = [];
  let running = false;

  async function endWorkers(): Promise<void> {
    const ending = workers;
    workers = [];
    await Promise.all(ending.map((worker) => worker.terminate()));
  }

  return {
    async run(plan, options) {
      if (running) throw new Error('A burst is already running.');
      if (options.signal.aborted) return new Recorder(startClock(), 0).finish('cancelled', 0);
      running = true;
      try {
        const parts = splitPlan(plan);
        workers = workers.filter(({ ended }) => !ended);
        while (workers.length < parts.length) workers.push(new WorkerHandle(workerPath));
        const recordings = await runTogether(workers, parts, options);
        return recordings.length === 1 ? recordings[0]! : await workers[0]!.merge(plan, recordings);
      } catch (error) {
        await endWorkers();
        throw error;
      } finally {
        running = false;
      }
    },
    dispose: endWorkers,
  };
}

/** All begin each phase together, and all end when one of them ends early. Rejects as soon as one of them fails. */
async function runTogether(
  workers: WorkerHandle[],
  parts: BurstPlan[],
  { signal, onProgress }: RunOptions,
): Promise<Recording[]> {
  const running = new Set(workers.slice(0, parts.length));
  const reports: BurstProgress[] = [];
  let ready = 0;

  const cancel = () => {
    for (const worker of running) worker.cancel();
  };
  const beginWhenAllAreReady = () => {
    if (ready < running.size) return;
    ready = 0;
    for (const worker of running) worker.begin();
  };

  async function runPart(plan: BurstPlan, index: number): Promise<Recording> {
    const worker = workers[index]!;
    const recording = await worker.run(plan, index / parts.length, {
      onReady() {
        ready++;
        beginWhenAllAreReady();
      },
      onProgress(progress) {
        reports[index] = progress;
        // All report equally often: the first one's reports set the pace for all.
        if (index === 0) onProgress(parts.length === 1 ? progress : mergeProgress(reports.filter(Boolean)));
      },
    });
    running.delete(worker);
    if (recording.ended !== 'completed') cancel();
    return recording;
  }

  signal.addEventListener('abort', cancel);
  try {
    return await Promise.all(parts.map(runPart));
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
