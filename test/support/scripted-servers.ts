/** Real servers on loopback that behave as a test tells them to, down to the bytes. */

import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createSecureServer as createHttp2Server, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { certificate, privateKey } from './certificates.ts';

export interface ScriptedServer extends AsyncDisposable {
  url: string;
  /** Sockets that clients hold open now, and how many were ever opened. */
  open: Set<Socket>;
  opened: number;
  /** Ends the server and resets every socket, as a crash would. */
  die(): void;
}

export const httpServer = (listener: RequestListener): Promise<ScriptedServer> => listening(createHttpServer(listener));

const identity = { cert: certificate, key: privateKey };

export const httpsServer = (listener: RequestListener): Promise<ScriptedServer> =>
  listening(createHttpsServer(identity, listener), 'https');

/** Speaks HTTP/2 alone, or HTTP/1.1 too. */
export const http2Server = (
  listener: (request: Http2ServerRequest, response: Http2ServerResponse) => void,
  { allowHTTP1 = false } = {},
): Promise<ScriptedServer> => {
  const server = createHttp2Server({ ...identity, allowHTTP1 }, listener);
  // A client that is cancelled leaves in the middle of a stream.
  server.on('sessionError', () => {});
  return listening(server, 'https');
};

/** Is told of each connection, and nothing is done with it otherwise. */
export const tcpServer = (onSocket: (socket: Socket) => void): Promise<ScriptedServer> =>
  listening(
    createTcpServer((socket) => {
      socket.setNoDelay();
      socket.on('error', () => {});
      socket.resume();
      onSocket(socket);
    }),
  );

/** `answer` gets each request's head with what came along with it, and its number from 0. */
export const rawServer = (
  answer: (socket: Socket, request: string, index: number) => void,
): Promise<ScriptedServer> => {
  let requests = 0;
  return tcpServer((socket) => {
    socket.on('data', (bytes) => answer(socket, bytes.toString('latin1'), requests++));
  });
};

/**
 * Takes no connection for `blockedMs`: the system completes as many as its backlog holds, and ignores those beyond.
 * Then answers every request with `ok`.
 */
export async function blockedServer(blockedMs: number, backlog: number): Promise<AsyncDisposable & { url: string }> {
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     const server = require('node:http').createServer((_, response) => response.end('ok'));
     server.listen(0, '127.0.0.1', workerData.backlog, () => {
       parentPort.postMessage(server.address().port);
       setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, workerData.blockedMs), 10);
     });`,
    { eval: true, workerData: { blockedMs, backlog } },
  );
  const [port] = await once(worker, 'message');
  await delay(30);
  return {
    url: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      await worker.terminate();
    },
  };
}

/** An address on which nobody listens. */
export async function refusedUrl(): Promise<string> {
  const server = await rawServer(() => {});
  await server[Symbol.asyncDispose]();
  return server.url;
}

async function listening(server: Server, scheme = 'http'): Promise<ScriptedServer> {
  const open = new Set<Socket>();
  const scripted: ScriptedServer = {
    url: '',
    open,
    opened: 0,
    die() {
      server.close();
      for (const socket of open) socket.resetAndDestroy();
    },
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
  server.on('connection', (socket) => {
    scripted.opened++;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  scripted.url = `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return scripted;
}
