/** The worker's side of the protocol. */

import type { MessagePort } from 'node:worker_threads';
import { type Recording, UserError } from '../model.ts';
import { runBurst } from './engine.ts';
import { mergeRecordings } from './merge-recordings.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import { columnBuffers } from './recorder.ts';

/** An error that is no `UserError` ends the worker, which the other side sees with its stack. */
export function serveBursts(port: MessagePort): void {
  let cancel = new AbortController();
  let begin: () => void = () => {};
  const send = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
  const sendRecording = (recording: Recording) =>
    send({ type: 'recording', recording }, columnBuffers(recording.samples));

  port.on('message', (message: ToWorker) => {
    switch (message.type) {
      case 'run':
        cancel = new AbortController();
        void run(message);
        break;
      case 'begin':
        begin();
        break;
      case 'cancel':
        cancel.abort();
        begin();
        break;
      case 'merge':
        sendRecording(mergeRecordings(message.plan, message.recordings));
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
        ...(plan.workers > 1 && { othersReady }),
      });
      sendRecording(recording);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      send({ type: 'refused', problem: error.problem });
    }
  }

  function othersReady(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    begin = resolve;
    if (cancel.signal.aborted) resolve();
    else send({ type: 'ready' });
    return promise;
  }
}
