/** Opens the clients of a burst: what they trust, and which version of HTTP they offer. */

import type { Socket } from 'node:net';
import { createSecureContext, getCACertificates } from 'node:tls';
import { buildConnector, Client } from 'undici';
import { isLoopback, type Recording, type Transport, UserError } from '../model.ts';
import type { HttpClient } from './connection.ts';
import { DirectReads } from './direct-reads.ts';

export type HttpVersion = NonNullable<Recording['httpVersion']>;

/** `onConnect` is told of every socket that was opened, and what is spoken over it. */
export type OpenClient = (origin: string, onConnect: (version: HttpVersion) => void) => HttpClient;

/** What it gives throws a `UserError` where any certificate is to be accepted from another machine. */
export function clientOpener(transport: Transport): OpenClient {
  // Reading Node's own certificates takes milliseconds, so they are read once for all sockets.
  const secureContext =
    transport.ca === null ? undefined : createSecureContext({ ca: [...getCACertificates('default'), transport.ca] });

  return (origin, onConnect) => {
    if (transport.acceptAnyCertificate && !isLoopback(origin)) throw certificateNeeded(origin);
    const reads = origin.startsWith('http:') ? new DirectReads() : null;
    const connect = buildConnector({
      ...(reads && { onread: reads.onread }),
      allowH2: transport.http2,
      preferH2: transport.http2,
      rejectUnauthorized: !transport.acceptAnyCertificate,
      ...(secureContext && { secureContext }),
      // The burst's own timeout bounds connecting, head and body together, so undici's separate ones stay off.
      timeout: 0,
    } as buildConnector.BuildOptions);
    let socket: Socket | undefined;
    const client = new Client(origin, {
      pipelining: 1,
      allowH2: transport.http2,
      headersTimeout: 0,
      bodyTimeout: 0,
      connect(options, callback) {
        // Returns the socket, which the types do not say.
        socket = connect(options, (...result) => {
          const opened = result[1];
          if (opened) onConnect('alpnProtocol' in opened && opened.alpnProtocol === 'h2' ? '2' : '1.1');
          callback(...result);
        }) as unknown as Socket;
        reads?.attach(socket);
      },
    });
    return {
      dispatch: (options, handler) => client.dispatch(options, handler),
      async destroy(error) {
        await client.destroy(error);
        // undici lets go of a socket that is still connecting; the system would try on for minutes.
        socket?.destroy();
      },
    };
  };
}

const certificateNeeded = (origin: string): UserError =>
  new UserError({
    message: `Any certificate is accepted only from this machine, not from ${origin}.`,
    nextStep:
      'In .endpoint-profiler/config.json, take "acceptAnyCertificate" out of "server" and name the certificate, or that of who issued it, as "ca".',
  });
