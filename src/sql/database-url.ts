import { resolve } from 'node:path';
import { UserError } from '../model.ts';
import type { DirectConfig } from './connection.ts';
import type { TlsFiles, Upstream } from './tap/protocol.ts';
import { tlsOptions } from './tap/upstream.ts';

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]', '::1'];

/** Parameters that say where and how to connect: behind the tap they would be wrong. */
const connectionParameters = [
  'host',
  'hostaddr',
  'port',
  'ssl',
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'sslnegotiation',
  'channel_binding',
];

/** A `postgres://` address, as libpq and the drivers read it; `postgresql+asyncpg://` and the like too. */
export class DatabaseUrl {
  readonly #url: URL;
  readonly #folder: string;

  /** `folder`: what the paths in it are relative to. Throws a `UserError` that does not repeat the address: it may hold a password. */
  constructor(text: string, folder = '.') {
    this.#folder = folder;
    // Without a host libpq takes its default; an empty one with a user before it is no URL.
    const withHost = text.replace(/^([^:]+:\/\/)([^@/?]*@)?(?=[/?]|$)/, '$1$2localhost');
    if (!/^postgres(ql)?(\+\w+)?:\/\//i.test(text) || !URL.canParse(withHost)) throw unreadable(text);
    this.#url = new URL(withHost);
    if (this.host.includes(',')) throw unreadable(text);
  }

  /** A host name, or the folder of a Unix socket. */
  get host(): string {
    const { searchParams, hostname } = this.#url;
    return searchParams.get('hostaddr') ?? searchParams.get('host') ?? decoded(hostname).toLowerCase();
  }

  get isLoopback(): boolean {
    return this.host.startsWith('/') || loopbackHosts.includes(this.host) || /^127(\.\d+){3}$/.test(this.host);
  }

  get upstream(): Upstream {
    const { host, port } = this;
    return {
      address: host.startsWith('/')
        ? { path: `${host}/.s.PGSQL.${port}` }
        : { host: host.replace(/^\[|\]$/g, ''), port },
      tls: this.#tls,
      ...(Object.keys(this.#files).length > 0 ? { files: this.#files } : {}),
    };
  }

  /** The same address with the tap in the database's place. */
  through(tapPort: number): string {
    const url = new URL(this.#url);
    url.hostname = '127.0.0.1';
    url.port = String(tapPort);
    // What is kept stays as it was written: drivers do not agree on how to read a `+`.
    const kept = url.search
      .slice(1)
      .split('&')
      .filter((part) => part !== '' && !connectionParameters.includes(part.split('=')[0]!));
    // The drivers of `postgresql+asyncpg://` and the like take the tap's No for an answer, and not all know `sslmode`.
    const sslmode = url.protocol.includes('+') ? [] : ['sslmode=disable'];
    url.search = [...kept, ...sslmode].join('&');
    return url.href;
  }

  /** For a direct connection with `pg`. */
  get clientConfig(): DirectConfig {
    const { username, password, pathname, searchParams } = this.#url;
    const user = searchParams.get('user') ?? decoded(username);
    const secret = searchParams.get('password') ?? decoded(password);
    const database = searchParams.get('dbname') ?? decoded(pathname.slice(1));
    return {
      host: this.host.replace(/^\[|\]$/g, ''),
      port: this.port,
      ...(user === '' ? {} : { user }),
      ...(secret === '' ? {} : { password: secret }),
      ...(database === '' ? {} : { database }),
      ssl: this.#tls === 'off' ? false : tlsOptions(this.#tls, this.#files),
      orWithoutTls: this.#tls === 'prefer',
    };
  }

  get port(): number {
    return Number(this.#url.searchParams.get('port') ?? (this.#url.port || 5432));
  }

  get #files(): TlsFiles {
    const path = (parameter: string) => this.#url.searchParams.get(parameter);
    const named = { ca: path('sslrootcert'), cert: path('sslcert'), key: path('sslkey') };
    // libpq's word for the authorities that are trusted anyway.
    const files = Object.entries(named).filter(([, file]) => file !== null && file !== 'system');
    return Object.fromEntries(files.map(([name, file]) => [name, resolve(this.#folder, file!)]));
  }

  get #tls(): Upstream['tls'] {
    if (this.host.startsWith('/')) return 'off'; // No driver encrypts a Unix socket.
    const mode = this.#url.searchParams.get('sslmode');
    if (mode === 'verify-full') return 'verify';
    // libpq holds the certificate against the authority that it was given.
    if (mode === 'verify-ca' || (mode === 'require' && this.#files.ca !== undefined)) return 'verify-ca';
    const ssl = this.#url.searchParams.get('ssl') ?? '';
    if (mode === 'prefer' || ssl === 'prefer') return 'prefer';
    return mode === 'require' || mode === 'no-verify' || ['true', '1', 'require'].includes(ssl) ? 'encrypt' : 'off';
  }
}

/** As it stands where a `%` begins no encoding: `pg` reads it so too. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function unreadable(text: string): UserError {
  const [, scheme] = /^(?!postgres)([a-z][\w+.-]*):\/\//i.exec(text) ?? /^(file|sqlite):/i.exec(text) ?? [];
  if (scheme !== undefined) {
    return new UserError({
      message: `The database address begins with ${scheme}:, and only PostgreSQL can be recorded.`,
      nextStep: 'The latencies are measured all the same.',
    });
  }
  return new UserError({
    message: 'The database address cannot be read.',
    nextStep:
      'Write it as postgres://USER:PASSWORD@HOST:PORT/DATABASE, with one host; in the password # is %23, / is %2F and ? is %3F.',
  });
}
