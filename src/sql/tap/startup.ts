import { BodyReader, WireError } from './framer.ts';

/** The first message of a client, which carries no type. */
export type Startup =
  | { kind: 'encryption-request' }
  | { kind: 'cancel-request' }
  | { kind: 'startup'; searchPath: string | null };

const cancelCode = 80877102;
const sslCode = 80877103;
const gssCode = 80877104;
/** The server's own limit, MAX_STARTUP_PACKET_LENGTH. */
const longestBytes = 10_000;

/**
 * Reads the first message of `bytes`, or `null` while it is incomplete. Throws `WireError` for anything else, such as
 * TLS without a request for it.
 */
export function readStartup(bytes: Buffer): { startup: Startup; length: number } | null {
  if (bytes.length < 4) return null;
  const length = bytes.readInt32BE(0);
  if (length < 8 || length > longestBytes) throw new WireError('The client did not begin with a startup message.');
  if (bytes.length < length) return null;
  return { startup: startupOf(bytes.subarray(0, length)), length };
}

function startupOf(message: Buffer): Startup {
  const code = message.readInt32BE(4);
  if (code === sslCode || code === gssCode) return { kind: 'encryption-request' };
  if (code === cancelCode) return { kind: 'cancel-request' };
  if (code >>> 16 !== 3) throw new WireError(`The client asked for protocol version ${code >>> 16}.`);
  const parameters = new BodyReader(message.subarray(8));
  let searchPath: string | null = null;
  for (let name = parameters.string(); name !== ''; name = parameters.string()) {
    const value = parameters.string();
    if (name === 'search_path') searchPath = value;
    if (name === 'options')
      searchPath = /(?:-c\s*|--)search_path=((?:\\.|\S)+)/.exec(value)?.[1]?.replace(/\\(.)/g, '$1') ?? searchPath;
  }
  return { kind: 'startup', searchPath };
}
