/** Entry of the tap process: joins the IPC channel to the proxy. It ends with its parent. */
import type { TapReply, TapRequest } from './protocol.ts';
import { listen } from './proxy.ts';
import { Recorder } from './recorder.ts';

const recorder = new Recorder();
const send = (reply: TapReply) => process.send?.(reply);
const log = (line: string) => send({ kind: 'log', line });
const nowMs = () => Number(process.hrtime.bigint()) / 1e6;

async function answer(request: TapRequest): Promise<TapReply> {
  const { id } = request;
  switch (request.kind) {
    case 'open':
      return {
        kind: 'opened',
        id,
        port: await listen(request.port, { upstream: request.upstream, recorder, nowMs, log }),
      };
    case 'start-recording':
      recorder.start(request);
      return { kind: 'recording', id };
    case 'stop-recording':
      return { kind: 'recorded', id, traffic: recorder.stop() };
    default:
      return request satisfies never;
  }
}

process.on('message', (request: TapRequest) => {
  answer(request).then(send, (error: Error) => send({ kind: 'failed', id: request.id, message: error.message }));
});
process.on('disconnect', () => process.exit());
