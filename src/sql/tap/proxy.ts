import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { errorText } from '../error-text.ts';
import { Conversation } from './conversation.ts';
import { Framer } from './framer.ts';
import { errorResponse, keptClientBytes, keptServerBytes } from './messages.ts';
import type { Upstream } from './protocol.ts';
import type { Recorder } from './recorder.ts';
import { readStartup } from './startup.ts';
import { connectUpstream, withoutChannelBinding } from './upstream.ts';

export interface ProxyOptions {
  upstream: Upstream;
  recorder: Recorder;
  nowMs(): number;
  log(line: string): void;
}

/** Listens on a free loopback port and hands every connection on to the database. Resolves with the port. */
export async function listen(options: ProxyOptions): Promise<number> {
  const server = createServer((client) => {
    client.setNoDelay(true);
    client.on('error', () => client.destroy());
    new TappedConnection(client, options).begin();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

class TappedConnection {
  readonly #client: Socket;
  readonly #options: ProxyOptions;
  #received: Buffer = Buffer.alloc(0);

  constructor(client: Socket, options: ProxyOptions) {
    this.#client = client;
    this.#options = options;
  }

  /** Reads up to the message that opens the session. A request for TLS is declined: the tap could not read it. */
  begin(): void {
    this.#client.on('data', this.#onStartupData);
  }

  readonly #onStartupData = (chunk: Buffer): void => {
    this.#received = Buffer.concat([this.#received, chunk]);
    try {
      for (let read = readStartup(this.#received); read; read = readStartup(this.#received)) {
        if (read.startup.kind !== 'encryption-request') {
          return void this.#open(read.startup.kind === 'startup' ? read.startup.searchPath : undefined, read.length);
        }
        this.#client.write('N');
        this.#received = this.#received.subarray(read.length);
      }
    } catch (error) {
      this.#options.recorder.connections += 1;
      this.#giveUp(error);
      void this.#open(undefined, 0);
    }
  };

  /** `searchPath` undefined: not a session, or one that cannot be read; its bytes only pass. */
  async #open(searchPath: string | null | undefined, startupLength: number): Promise<void> {
    const client = this.#client;
    client.off('data', this.#onStartupData);
    client.pause();
    try {
      const { upstream } = this.#options;
      const server = await connectUpstream(upstream);
      server.on('error', () => client.destroy());
      if (client.destroyed) server.destroy();
      client.on('error', () => server.destroy());
      client.on('close', () => server.destroy());
      server.on('close', () => client.end());
      server.write(this.#received);
      client.pipe(server);
      if (upstream.tls === 'off') server.pipe(client);
      else server.pipe(withoutChannelBinding()).pipe(client);
      if (searchPath !== undefined) this.#follow(server, searchPath, this.#received.subarray(startupLength));
    } catch (error) {
      const reason = `Endpoint Profiler could not reach the database: ${errorText(error)}`;
      this.#options.log(reason);
      // In PostgreSQL's own form, so that the client's log says why. What is no session understands no answer.
      if (searchPath !== undefined) client.write(errorResponse('08001', reason));
      client.destroySoon();
    }
  }

  /** The listeners come after the pipes: every byte is handed on before it is looked at. */
  #follow(server: Socket, searchPath: string | null, early: Buffer): void {
    const { recorder, nowMs } = this.#options;
    const connection = ++recorder.connections;
    const conversation = new Conversation(
      {
        isRecording: () => recorder.isOn,
        onStatement: (statement) => recorder.keep(Object.assign(statement, { connection })),
        onUnknownStatement: () => recorder.miss(),
      },
      searchPath,
    );
    const clientFramer = new Framer(keptClientBytes);
    const serverFramer = new Framer(keptServerBytes);
    const read = (framer: Framer, chunk: Buffer, side: 'fromClient' | 'fromServer') => {
      const now = nowMs();
      try {
        for (const message of framer.push(chunk)) conversation[side](message, now);
      } catch (error) {
        this.#client.off('data', onClientData);
        server.off('data', onServerData);
        this.#giveUp(error);
      }
    };
    const onClientData = (chunk: Buffer) => read(clientFramer, chunk, 'fromClient');
    const onServerData = (chunk: Buffer) => read(serverFramer, chunk, 'fromServer');
    this.#client.on('data', onClientData);
    server.on('data', onServerData);
    if (early.length > 0) onClientData(early);
  }

  #giveUp(error: unknown): void {
    this.#options.recorder.unreadable += 1;
    this.#options.log(`A connection goes on unread: ${errorText(error)}`);
  }
}
