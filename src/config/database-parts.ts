/** The address of a database as several variables hold it: PGHOST and PGPORT, DB_HOST and DB_PORT, … */

type Environment = Record<string, string | undefined>;

/** What a variable is rewritten with, so that it leads through the recorder. */
export type VariablePart = 'url' | 'host' | 'port' | 'sslmode' | 'ssl';

export interface DatabaseInParts {
  /** All of it as one address. */
  url: string;
  /** Those that say where it is. They are rewritten; who logs in to what stays as it is. */
  parts: Record<string, VariablePart>;
}

const endings = {
  host: ['HOST', 'HOSTNAME', 'HOSTADDR', 'SERVER'],
  port: ['PORT'],
  user: ['USER', 'USERNAME'],
  password: ['PASSWORD', 'PASS'],
  database: ['DATABASE', 'DBNAME', 'NAME', 'DB'],
  sslmode: ['SSLMODE', 'SSL_MODE'],
  ssl: ['SSL'],
  sslrootcert: ['SSLROOTCERT'],
  sslcert: ['SSLCERT'],
  sslkey: ['SSLKEY'],
  /** Of what kind it is, where a server can have several. */
  kind: ['CONNECTION', 'DIALECT', 'DRIVER', 'CLIENT', 'TYPE', 'ENGINE'],
};

/** libpq's own, which every driver reads; the others are habits. */
const libpq = 'PG';
const knownPrefixes = [libpq, 'PG_', 'POSTGRES_', 'POSTGRESQL_', 'DB_', 'DATABASE_'];

/** By its name alone. */
export function partOf(name: string): VariablePart {
  const parts = ['sslmode', 'ssl', 'host', 'port'] as const;
  return parts.find((part) => endings[part].some((ending) => endsWith(name, ending))) ?? 'url';
}

const endsWith = (name: string, ending: string): boolean =>
  name === `${libpq}${ending}` || name === ending || name.toUpperCase().endsWith(`_${ending}`);

/** Of the usual families of variables those that are set, and do not say that they are about another kind of database. */
export function knownInParts(environment: Environment): DatabaseInParts[] {
  return knownPrefixes.flatMap((prefix) => inParts(prefix, environment) ?? []);
}

/** Those that begin like the ones that are named in the config. */
export function namedInParts(names: string[], environment: Environment): DatabaseInParts[] {
  const hosts = names.filter((name) => partOf(name) === 'host');
  return hosts.flatMap((name) => {
    const ending = endings.host.find((known) => endsWith(name, known))!;
    return inParts(name.slice(0, -ending.length), environment) ?? [];
  });
}

function inParts(prefix: string, environment: Environment): DatabaseInParts | null {
  const nameOf = (part: keyof typeof endings) =>
    endings[part].map((ending) => `${prefix}${ending}`).find((name) => isSet(environment[name]));
  const read = (part: keyof typeof endings) => environment[nameOf(part) ?? ''];
  const isLibpq = prefix === libpq;
  const host = read('host');
  // Drivers take libpq's default where only its other variables are set.
  const isThere = host !== undefined || (isLibpq && (['port', 'user', 'database'] as const).some(nameOf));
  if (!isThere || isOfAnotherKind(read('kind'), read('port'))) return null;

  const url = new URL('postgres://localhost/');
  const { searchParams } = url;
  if (host !== undefined) searchParams.set('host', host);
  for (const part of ['port', 'user', 'password', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey'] as const) {
    const value = read(part);
    if (value !== undefined) searchParams.set(part, value);
  }
  const database = read('database');
  if (database !== undefined) searchParams.set('dbname', database);
  if (/^(true|1|on|yes|require)$/i.test(read('ssl') ?? '')) searchParams.set('ssl', 'true');

  const encryption = (['sslmode', 'ssl'] as const).flatMap((part) => {
    const name = nameOf(part);
    return name === undefined ? [] : [[name, part] as const];
  });
  const places = [
    [nameOf('host') ?? `${prefix}HOST`, 'host'],
    [nameOf('port') ?? `${prefix}PORT`, 'port'],
  ] as const;
  // Drivers encrypt by default where they can; libpq's variable is one that all understand.
  const always = isLibpq ? [[`${prefix}SSLMODE`, 'sslmode'] as const] : [];
  return { url: url.href, parts: Object.fromEntries([...places, ...always, ...encryption]) };
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '';

const portsOfOthers = ['3306', '1433', '1521', '27017', '6379'];

function isOfAnotherKind(kind: string | undefined, port: string | undefined): boolean {
  return kind !== undefined ? !/^(pg|postgres|cockroach)|postgresql/i.test(kind) : portsOfOthers.includes(port ?? '');
}
