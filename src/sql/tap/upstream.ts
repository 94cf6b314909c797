import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect as connectTcp, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import type { TlsFiles, Upstream } from './protocol.ts';

const sslRequest = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

const patienceMs = 10_000;

/** Connects to the database, encrypted when the upstream says so. Rejects with a sentence about what failed. */
export function connectUpstream(upstream: Upstream): Promise<Socket> {
  if (upstream.tls !== 'prefer') return connect(upstream);
  // As libpq: whatever it is that TLS fails for, another connection goes without.
  return connect({ ...upstream, tls: 'encrypt' }).catch(() => connect({ ...upstream, tls: 'off' }));
}

async function connect(upstream: Upstream): Promise<Socket> {
  const { address, tls } = upstream;
  const socket = connectTcp('path' in address ? { path: address.path } : address);
  socket.setTimeout(patienceMs, () => socket.destroy(new Error(`no answer within ${patienceMs / 1000} s`)));
  try {
    await once(socket, 'connect');
    const ready = tls === 'off' ? socket : await encrypted(socket, upstream);
    socket.setTimeout(0);
    ready.setNoDelay(true);
    return ready;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

async function encrypted(socket: Socket, { address, tls, files }: Upstream): Promise<Socket> {
  const options = tlsOptions(tls, files);
  socket.write(sslRequest);
  const [answer] = (await onceOrClosed(socket, 'data')) as [Buffer];
  if (answer.toString('latin1') !== 'S') throw new Error('the database does not offer TLS');
  const servername = 'host' in address ? { host: address.host } : {};
  const secure = connectTls({ socket, ...options, ...servername });
  await onceOrClosed(secure, 'secureConnect');
  return secure;
}

/** Throws where a file cannot be read. */
export function tlsOptions(tls: Upstream['tls'], files: TlsFiles = {}): ConnectionOptions {
  const contents = Object.entries(files).map(([name, path]) => [name, readFileSync(path)]);
  return {
    rejectUnauthorized: tls === 'verify' || tls === 'verify-ca',
    ...(tls === 'verify-ca' ? { checkServerIdentity: () => undefined } : {}),
    ...Object.fromEntries(contents),
  };
}

/** `once` alone would wait for ever where the other side closes without an error. */
function onceOrClosed(socket: Socket, event: string): Promise<unknown[]> {
  const closed = once(socket, 'close').then(() => {
    throw new Error('the database closed the connection');
  });
  return Promise.race([once(socket, event), closed]);
}

const bindingMechanism = 'SCRAM-SHA-256-PLUS';

/**
 * Takes SCRAM-SHA-256-PLUS out of the mechanisms that the server offers: it binds the login to the TLS connection,
 * and the client, behind the tap, has none. Everything after the authentication passes untouched.
 */
export function withoutChannelBinding(): Transform {
  let held: Buffer = Buffer.alloc(0);
  let authenticating = true;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      held = held.length > 0 ? Buffer.concat([held, chunk]) : chunk;
      while (authenticating && held.length >= 5 && held.length > held.readUInt32BE(1)) {
        const message = held.subarray(0, 1 + held.readUInt32BE(1));
        held = held.subarray(message.length);
        authenticating = !endsAuthentication(message);
        this.push(offeredWithoutBinding(message));
      }
      if (!authenticating && held.length > 0) {
        this.push(held);
        held = Buffer.alloc(0);
      }
      done();
    },
    flush(done) {
      done(null, held);
    },
  });
}

const letter = (message: Buffer): string => String.fromCharCode(message.readUInt8(0));

function endsAuthentication(message: Buffer): boolean {
  const authenticationOk = letter(message) === 'R' && message.length >= 9 && message.readInt32BE(5) === 0;
  return authenticationOk || letter(message) === 'E';
}

function offeredWithoutBinding(message: Buffer): Buffer {
  const isOffer = letter(message) === 'R' && message.length >= 9 && message.readInt32BE(5) === 10;
  if (!isOffer) return message;
  const offered = message
    .toString('latin1', 9)
    .split('\0')
    .filter((name) => name !== '' && name !== bindingMechanism);
  const names = Buffer.from(`${offered.join('\0')}\0\0`, 'latin1');
  const head = Buffer.from(message.subarray(0, 9));
  head.writeInt32BE(8 + names.length, 1);
  return Buffer.concat([head, names]);
}
