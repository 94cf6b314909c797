import { dirname, isAbsolute, relative, sep } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FileImports, ScanResult } from '../model.ts';
import type { ScanReply, ScanRequest, ScanSettings } from './protocol.ts';

export interface ScanCallOptions extends ScanSettings {
  signal?: AbortSignal;
  onProgress?(p: { done: number; total: number }): void;
}

export interface Scanner {
  /** Rejects with the signal's reason when it is aborted. */
  scan(root: string, options: ScanCallOptions): Promise<ScanResult>;
  /**
   * One file as it now stands in the editor (text null: deleted or closed, read from disk); links again, returns the
   * whole result. `file` is absolute, or relative to the root.
   */
  update(root: string, file: string, text: string | null): Promise<ScanResult>;
  /** Which files need which, of those that the last scan of this root has seen. All are parsed for it. */
  imports(root: string, options?: { signal?: AbortSignal }): Promise<FileImports>;
  dispose(): Promise<void>;
}

interface Pending {
  resolve(answer: ScanResult | FileImports): void;
  reject(error: unknown): void;
  onProgress: ((p: { done: number; total: number }) => void) | undefined;
}

/** Unlike a plain `Omit`, keeps the members of a union apart. */
type WithoutId<T> = T extends unknown ? Omit<T, 'id' | 'cancelled'> : never;

export interface ScannerOptions {
  workerPath: string;
  /** Where scans are kept for the next process, null for nowhere. It need not be there yet. */
  cacheFolder?: string | null;
}

/** A scan is no faster with more of it, and keeps what it once had: three spaces of 8 MB. */
const maxYoungGenerationSizeMb = 24;

/** Scans in a worker thread, started with the first call; the grammars stand beside the worker's file. */
export function createScanner({ workerPath, cacheFolder = null }: ScannerOptions): Scanner {
  const pending = new Map<number, Pending>();
  let worker: Worker | null = null;
  let disposed = false;
  let lastId = 0;

  function start(): Worker {
    const started = new Worker(workerPath, {
      workerData: { grammarsFolder: dirname(workerPath), cacheFolder },
      resourceLimits: { maxYoungGenerationSizeMb },
    });
    let cause: unknown;
    started.on('message', receive);
    started.on('error', (error) => {
      cause = error;
    });
    started.on('exit', (code) => {
      if (worker === started) worker = null;
      rejectAll(new Error(`The route scanner stopped (exit code ${code}). The next scan starts it again.`, { cause }));
    });
    return started;
  }

  function receive(reply: ScanReply): void {
    const call = pending.get(reply.id);
    if (!call) return;
    switch (reply.kind) {
      case 'progress':
        call.onProgress?.({ done: reply.done, total: reply.total });
        return;
      case 'result':
        pending.delete(reply.id);
        call.resolve(reply.result);
        return;
      case 'imports':
        pending.delete(reply.id);
        call.resolve(reply.imports);
        return;
      case 'failed':
        pending.delete(reply.id);
        call.reject(new Error(`The route scanner failed: ${reply.message}`));
        return;
      default:
        reply satisfies never;
    }
  }

  function rejectAll(error: Error): void {
    const calls = [...pending.values()];
    pending.clear();
    for (const call of calls) call.reject(error);
  }

  /** Each kind of request has its own kind of answer. */
  async function ask<Answer extends ScanResult | FileImports>(
    request: WithoutId<Exclude<ScanRequest, { kind: 'cancel' }>>,
    { signal, onProgress }: ScanCallOptions = {},
  ): Promise<Answer> {
    signal?.throwIfAborted();
    if (disposed) throw new Error('The route scanner was closed.');
    worker ??= start();
    const asked = worker;
    const id = ++lastId;
    // Linking hears no message until it ends, but it looks at this.
    const cancelled = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const cancel = () => {
      const call = pending.get(id);
      pending.delete(id);
      Atomics.store(cancelled, 0, 1);
      asked.postMessage({ kind: 'cancel', id } satisfies ScanRequest);
      call?.reject(signal?.reason);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await new Promise<Answer>((resolve, reject) => {
        pending.set(id, { resolve: (answer) => resolve(answer as Answer), reject, onProgress });
        asked.postMessage({ ...request, id, cancelled } satisfies ScanRequest);
      });
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  return {
    scan: (root, { completions, scope, texts, ...options }) =>
      ask({ kind: 'scan', root, completions, scope, texts }, options),
    update: (root, file, text) => {
      const inRoot = isAbsolute(file) ? relative(root, file).split(sep).join('/') : file;
      return ask({ kind: 'update', root, file: inRoot, text });
    },
    imports: (root, options) => ask({ kind: 'imports', root }, options),
    async dispose() {
      disposed = true;
      await worker?.terminate();
      worker = null;
    },
  };
}
