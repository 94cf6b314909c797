/** Which database is recorded, and through which variables the launched server is led to it. */

import type { DatabaseConfig } from './config.ts';
import { type DatabaseInParts, knownInParts, namedInParts, partOf, type VariablePart } from './database-parts.ts';

export interface RecordedDatabase {
  url: string;
  /** Set for the server, so that its connections pass the recorder. */
  variables: Record<string, VariablePart>;
  /** They are set too, but lead to another database: they stay as they are. */
  leftAlone: string[];
}

type Environment = Record<string, string | undefined>;

const usual = 'DATABASE_URL';
const knownNames = [
  usual,
  'POSTGRES_URL',
  'POSTGRESQL_URL',
  'PG_URL',
  'DB_URL',
  'DATABASE_URI',
  'POSTGRES_URI',
  'DB_URI',
];

/**
 * An address in the config counts for all the variables it names, whatever the environment says. Without one it is
 * taken from the first variable that is set, or family of variables such as PGHOST and PGPORT, and goes to those that
 * say the same: another one may name another database, and what is written there must not land here. Null when no
 * address is known.
 */
export function recordedDatabase(
  database: Pick<DatabaseConfig, 'url' | 'env'> | undefined,
  environment: Environment,
): RecordedDatabase | null {
  const { url: configured, env: names } = database ?? {};
  if (configured !== undefined && names !== undefined) {
    return { url: configured, variables: Object.fromEntries(names.map((name) => [name, partOf(name)])), leftAlone: [] };
  }
  const addresses = [
    ...wholeAddresses(names ?? knownNames, environment),
    ...(names ? namedInParts(names, environment) : knownInParts(environment)),
  ];
  const url = configured ?? addresses[0]?.url;
  if (url === undefined) return null;
  const isSame = (other: DatabaseInParts) => other.url === url || (!isWhole(other) && namesSame(other.url, url));
  const variables = addresses.filter(isSame).map(({ parts }) => parts);
  const others = addresses.filter((other) => !isSame(other));
  return {
    url,
    variables: Object.assign(configured === undefined ? {} : { [usual]: 'url' }, ...variables),
    leftAlone: others.flatMap(({ parts }) => Object.keys(parts).find((name) => environment[name]) ?? []),
  };
}

function wholeAddresses(names: string[], environment: Environment): DatabaseInParts[] {
  return names.flatMap((name) => {
    const url = environment[name];
    const isAddress = url !== undefined && url !== '' && (partOf(name) === 'url' || url.includes('://'));
    return isAddress ? [{ url, parts: { [name]: 'url' as const } }] : [];
  });
}

const isWhole = ({ parts }: DatabaseInParts): boolean => Object.values(parts).includes('url');

/** Where it is and what it is called: who logs in to it may differ. */
function namesSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((url) => {
    if (!URL.canParse(url)) return url;
    const { hostname, port, pathname, searchParams } = new URL(url);
    const host = (searchParams.get('host') ?? hostname) || 'localhost';
    const database = searchParams.get('dbname') ?? decodeURIComponent(pathname.slice(1));
    return [
      loopback.includes(host) ? 'localhost' : host,
      searchParams.get('port') ?? (port || '5432'),
      database,
    ].join();
  });
  return a === b;
}

const loopback = ['localhost', '127.0.0.1', '::1', '[::1]'];
