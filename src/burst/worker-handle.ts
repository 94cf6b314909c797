/** One burst worker as its parent sees it. */

import { Worker } from 'node:worker_threads';
import type { BurstPlan, BurstProgress, Recording } from '../model.ts';
import { UserError } from '../model.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import { columnBuffers } from './recorder.ts';

export interface WorkerListener {
  onProgress(progress: BurstProgress): void;
  /** It waits for `begin`. */
  onReady(): void;
}

export class WorkerHandle {
  readonly #worker: Worker;
  #ended = false;

  constructor(path: string) {
    // Without the parent's execArgv: its inspector flags would make two threads fight for a port.
    this.#worker = new Worker(path, { name: 'burst', execArgv: [] });
    const end = () => {
      this.#ended = true;
    };
    this.#worker.on('error', end);
    this.#worker.on('exit', end);
  }

  get ended(): boolean {
    return this.#ended;
  }

  run(plan: BurstPlan, stagger: number, listener: WorkerListener): Promise<Recording> {
    return this.#ask({ type: 'run', plan, stagger }, listener);
  }

  /** The recordings' columns move to the worker. */
  merge(plan: BurstPlan, recordings: Recording[]): Promise<Recording> {
    const buffers = recordings.flatMap(({ samples }) => columnBuffers(samples));
    return this.#ask({ type: 'merge', plan, recordings }, { onProgress() {}, onReady() {} }, buffers);
  }

  begin(): void {
    this.#send({ type: 'begin' });
  }

  cancel(): void {
    this.#send({ type: 'cancel' });
  }

  /** Ends the thread with all of its sockets; what it is asked for is rejected. */
  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }

  #send(message: ToWorker, transfer: ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  async #ask(message: ToWorker, listener: WorkerListener, transfer: ArrayBuffer[] = []): Promise<Recording> {
    const { promise, resolve, reject } = Promise.withResolvers<Recording>();
    const onMessage = (answer: FromWorker) => {
      switch (answer.type) {
        case 'ready':
          return listener.onReady();
        case 'progress':
          return listener.onProgress(answer.progress);
        case 'recording':
          return resolve(answer.recording);
        case 'refused':
          return reject(new UserError(answer.problem));
        default:
          answer satisfies never;
      }
    };
    const onError = (error: Error) => reject(new Error(`The burst worker failed: ${error.message}`, { cause: error }));
    const onExit = () => reject(new Error('The burst worker ended before the burst was over.'));
    this.#worker.on('message', onMessage);
    this.#worker.on('error', onError);
    this.#worker.on('exit', onExit);
    try {
      this.#send(message, transfer);
      return await promise;
    } finally {
      this.#worker.off('message', onMessage);
      this.#worker.off('error', onError);
      this.#worker.off('exit', onExit);
    }
  }
}
