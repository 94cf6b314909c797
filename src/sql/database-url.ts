import type { ClientConfig } from 'pg';
import { UserError } from '../model.ts';
import type { Upstream } from './tap/protocol.ts';

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]', '::1'];

/** Parameters that say where and how to connect, which the tap now decides. */
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
];

/** A `postgres://` address, as libpq and the drivers read it; `postgresql+asyncpg://` and the like too. */
export class DatabaseUrl {
  readonly #url: URL;

  /** Throws a `UserError` that does not repeat the address: it may hold a password. */
  constructor(text: string) {
    // Without a host libpq takes its default; an empty one with a user before it is no URL.
    const withHost = text.replace(/^([^:]+:\/\/)([^@/?]*@)?(?=[/?]|$)/, '$1$2localhost');
    const url = URL.canParse(withHost) ? new URL(withHost) : null;
    if (!url || !/^postgres(ql)?(\+\w+)?:$/.test(url.protocol)) {
      throw new UserError({
        message: 'The database address cannot be read.',
        nextStep: 'Set database.url in .endpoint-profiler/config.json to postgres://USER:PASSWORD@HOST:PORT/DATABASE.',
      });
    }
    this.#url = url;
  }

  /** A host name, or the folder of a Unix socket. */
  get host(): string {
    const { searchParams, hostname } = this.#url;
    return searchParams.get('hostaddr') ?? searchParams.get('host') ?? decodeURIComponent(hostname);
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
    };
  }

  /** The same address with the tap in the database's place. */
  through(tapPort: number): string {
    const url = new URL(this.#url);
    url.hostname = '127.0.0.1';
    url.port = String(tapPort);
    for (const name of connectionParameters) url.searchParams.delete(name);
    url.searchParams.set('sslmode', 'disable');
    return url.href;
  }

  /** For a direct connection with `pg`. */
  get clientConfig(): ClientConfig {
    const { username, password, pathname } = this.#url;
    return {
      host: this.host.replace(/^\[|\]$/g, ''),
      port: this.port,
      ...(username === '' ? {} : { user: decodeURIComponent(username) }),
      ...(password === '' ? {} : { password: decodeURIComponent(password) }),
      ...(pathname.length > 1 ? { database: decodeURIComponent(pathname.slice(1)) } : {}),
      ssl: this.#tls === 'off' ? false : { rejectUnauthorized: this.#tls === 'verify' },
    };
  }

  get port(): number {
    return Number(this.#url.searchParams.get('port') ?? (this.#url.port || 5432));
  }

  get #tls(): Upstream['tls'] {
    const mode = this.#url.searchParams.get('sslmode');
    if (mode === 'verify-ca' || mode === 'verify-full') return 'verify';
    const wanted = mode === 'require' || mode === 'no-verify' || this.#url.searchParams.get('ssl') === 'true';
    return wanted ? 'encrypt' : 'off';
  }
}
