/** Runs bursts in a worker thread, so that neither the editor nor the command line disturbs the measurement. */

import { Worker } from 'node:worker_threads';
import type { BurstPlan, BurstProgress, Recording } from '../model.ts';
import { UserError } from '../model.ts';
import { startClock } from './clock.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import { Recorder } from './recorder.ts';

export interface BurstExecutor {
  /**
   * Runs one burst; a second one has to wait until the first has settled. Aborting the signal resolves with what was
   * recorded until then. Rejects with a `UserError` for a request that cannot be sent, and with an `Error` when the
   * worker dies; the next run then starts a new worker.
   */
  run(plan: BurstPlan, options: RunOptions): Promise<Recording>;
  /** Ends the worker with all of its sockets; a run under way is rejected. */
  dispose(): Promise<void>;
}

export interface RunOptions {
  signal: AbortSignal;
  onProgress(progress: BurstProgress): void;
}

export function createBurstExecutor(options: { workerPath: string }): BurstExecutor {
  let worker: Worker | null = null;
  let running = false;

  function startWorker(): Worker {
    // Without the parent's execArgv: its inspector flags would make two threads fight for a port.
    const started = new Worker(options.workerPath, { name: 'burst', execArgv: [] });
    const forget = () => {
      if (worker === started) worker = null;
    };
    started.once('error', forget);
    started.once('exit', forget);
    return started;
  }

  return {
    async run(plan, runOptions) {
      if (running) throw new Error('A burst is already running.');
      if (runOptions.signal.aborted) return new Recorder(startClock(), 0).finish('cancelled', 0);
      running = true;
      try {
        worker ??= startWorker();
        return await runIn(worker, plan, runOptions);
      } finally {
        running = false;
      }
    },
    async dispose() {
      await worker?.terminate();
    },
  };
}

function runIn(worker: Worker, plan: BurstPlan, { signal, onProgress }: RunOptions): Promise<Recording> {
  const send = (message: ToWorker) => worker.postMessage(message);
  const cancel = () => send({ type: 'cancel' });
  const { promise, resolve, reject } = Promise.withResolvers<Recording>();

  const onMessage = (message: FromWorker) => {
    switch (message.type) {
      case 'progress':
        return onProgress(message.progress);
      case 'recording':
        return resolve(message.recording);
      case 'refused':
        return reject(new UserError(message.problem));
      default:
        message satisfies never;
    }
  };
  const onError = (error: Error) => reject(new Error(`The burst worker failed: ${error.message}`, { cause: error }));
  const onExit = () => reject(new Error('The burst worker ended before the burst was over.'));

  worker.on('message', onMessage);
  worker.on('error', onError);
  worker.on('exit', onExit);
  signal.addEventListener('abort', cancel);
  send({ type: 'run', plan, stagger: 0 });

  return promise.finally(() => {
    worker.off('message', onMessage);
    worker.off('error', onError);
    worker.off('exit', onExit);
    signal.removeEventListener('abort', cancel);
  });
}
