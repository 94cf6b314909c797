import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { errorText } from '../error-text.ts';
import { errorResponse } from './messages.ts';
import type { Upstream } from './protocol.ts';
import type { Recorder } from './recorder.ts';
import { readStartup } from './startup.ts';
import { type SessionEnds, TappedSession } from './tapped-session.ts';
import { connectUpstream, withoutChannelBinding } from './upstream.ts';

export interface ProxyOptions {
  upstream: Upstream;
  recorder: Recorder;
  nowMs(): number;
  log(line: string): void;
}

/**
 * Listens on a loopback port, a free one for 0, and hands every connection on to the database. Resolves with the port;
 * rejects when it is taken.
 */
export async function listen(port: number, options: ProxyOptions): Promise<number> {
  const server = createServer((client) => {
    client.setNoDelay(true);
    client.on('error', () => client.destroy());
    new TappedConnection(client, options).begin();
  });
  server.listen(port, '127.0.0.1');
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
      const server = await connectUpstream(this.#options.upstream);
      server.on('error', () => client.destroy());
      if (client.destroyed) server.destroy();
      client.on('error', () => server.destroy());
      client.on('close', () => server.destroy());
      server.on('close', () => client.end());
      server.write(this.#received);
      client.pipe(server);
      const answers = server instanceof TLSSocket ? server.pipe(withoutChannelBinding()) : server;
      if (searchPath === undefined) answers.pipe(client);
      else this.#follow({ client, server, answers, searchPath }, this.#received.subarray(startupLength));
    } catch (error) {
      const reason = `Endpoint Profiler could not reach the database: ${errorText(error)}`;
      this.#options.log(reason);
      // In PostgreSQL's own form, so that the client's log says why. What is no session understands no answer.
      if (searchPath !== undefined) client.write(errorResponse('08001', reason));
      client.destroySoon();
    }
  }

  #follow(ends: SessionEnds, early: Buffer): void {
    const { recorder, nowMs } = this.#options;
    const session = new TappedSession(ends, { recorder, nowMs, onUnreadable: (error) => this.#giveUp(error) });
    recorder.onChange.add(session.adjustPlans);
    ends.client.on('close', () => recorder.onChange.delete(session.adjustPlans));
    session.begin(early);
  }

  #giveUp(error: unknown): void {
    this.#options.recorder.unreadable += 1;
    this.#options.log(`A connection goes on unread: ${errorText(error)}`);
  }
}
