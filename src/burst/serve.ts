/** The worker's side of the protocol. */

import type { MessagePort } from 'node:worker_threads';
import { UserError } from '../model.ts';
import { runBurst } from './engine.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import { columnBuffers } from './recorder.ts';

/** An error that is no `UserError` ends the worker, which the other side sees with its stack. */
export function serveBursts(port: MessagePort): void {
  let cancel = new AbortController();
  const send = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

  port.on('message', (message: ToWorker) => {
    switch (message.type) {
      case 'run':
        cancel = new AbortController();
        void run(message);
        break;
      case 'cancel':
        cancel.abort();
        break;
      default:
        message satisfies never;
    }
  });

  async function run({ plan, stagger }: Extract<ToWorker, { type: 'run' }>): Promise<void> {
    try {
      const recording = await runBurst(plan, {
        signal: cancel.signal,
        stagger,
        onProgress: (progress) => send({ type: 'progress', progress }),
      });
      send({ type: 'recording', recording }, columnBuffers(recording.samples));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      send({ type: 'refused', problem: error.problem });
    }
  }
}
