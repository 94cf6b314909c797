import { describe, expect, test } from 'vitest';
import { recordedDatabase } from '../../../src/config/database.ts';
import { DatabaseUrl } from '../../../src/sql/database-url.ts';

const shop = 'postgres://shop@127.0.0.1/shop';
const audit = 'postgres://audit@127.0.0.1/audit';

describe('An address in the config', () => {
  test('counts for all its variables, whatever the environment says', () => {
    const database = { url: shop, env: ['DATABASE_URL', 'READ_URL', 'DB_HOST', 'DB_PORT'] };
    expect(recordedDatabase(database, { DATABASE_URL: 'postgres://elsewhere.example.com/shop' })).toEqual({
      url: shop,
      variables: { DATABASE_URL: 'url', READ_URL: 'url', DB_HOST: 'host', DB_PORT: 'port' },
      leftAlone: [],
    });
  });

  test('that names no variables is for the usual one, and for those that say the same', () => {
    const environment = { PGHOST: 'localhost', PGDATABASE: 'shop', DB_HOST: '127.0.0.1', DB_NAME: 'other' };
    expect(recordedDatabase({ url: shop }, environment)).toEqual({
      url: shop,
      variables: { DATABASE_URL: 'url', PGHOST: 'host', PGPORT: 'port', PGSSLMODE: 'sslmode' },
      leftAlone: ['DB_HOST'],
    });
  });
});

describe('Without an address in the config', () => {
  test.each(['DATABASE_URL', 'POSTGRES_URL', 'DB_URL', 'DATABASE_URI'])('%s says it', (name) => {
    const found = { url: shop, variables: { [name]: 'url' }, leftAlone: [] };
    expect(recordedDatabase(undefined, { [name]: shop })).toEqual(found);
  });

  test('a variable that leads to another database stays as it is, and one that is not set stays unset', () => {
    const database = { env: ['DATABASE_URL', 'AUDIT_URL', 'READ_URL', 'QUEUE_URL'] };
    const environment = { DATABASE_URL: shop, AUDIT_URL: audit, READ_URL: shop };
    expect(recordedDatabase(database, environment)).toEqual({
      url: shop,
      variables: { DATABASE_URL: 'url', READ_URL: 'url' },
      leftAlone: ['AUDIT_URL'],
    });
  });

  test('nothing names a database', () => {
    expect(recordedDatabase(undefined, {})).toBeNull();
    expect(recordedDatabase(undefined, { PORT: '3000', HOST: '0.0.0.0', USER: 'me', PGPASSWORD: 'x' })).toBeNull();
    expect(recordedDatabase({ env: ['DB'] }, { DATABASE_URL: shop })).toBeNull();
  });

  test.each([
    { DB_HOST: 'localhost', DB_PORT: '3306', DB_NAME: 'shop' },
    { DB_HOST: 'localhost', DB_CONNECTION: 'mysql' },
    { DATABASE_HOST: 'localhost', DATABASE_TYPE: 'mariadb' },
  ])('another kind of database is not taken for one: %j', (environment) => {
    expect(recordedDatabase(undefined, environment)).toBeNull();
  });
});

describe('An address in parts', () => {
  const isRead = { user: 'app', password: 'p@:/?#%', database: 'shop' };

  test.each([
    [
      { PGHOST: 'localhost', PGPORT: '5433', PGUSER: 'app', PGPASSWORD: 'p@:/?#%', PGDATABASE: 'shop' },
      { host: 'localhost', port: 5433, ...isRead },
      { PGHOST: 'host', PGPORT: 'port', PGSSLMODE: 'sslmode' },
    ],
    [
      { PGUSER: 'app', PGPASSWORD: 'p@:/?#%', PGDATABASE: 'shop' },
      { host: 'localhost', port: 5432, ...isRead },
      { PGHOST: 'host', PGPORT: 'port', PGSSLMODE: 'sslmode' },
    ],
    [
      { DB_HOST: '127.0.0.1', DB_USERNAME: 'app', DB_PASS: 'p@:/?#%', DB_NAME: 'shop', DB_SSL: 'true' },
      { host: '127.0.0.1', port: 5432, ssl: { rejectUnauthorized: false }, ...isRead },
      { DB_HOST: 'host', DB_PORT: 'port', DB_SSL: 'ssl' },
    ],
    [
      { POSTGRES_HOST: '::1', POSTGRES_PORT: '6000', POSTGRES_DB: 'shop', DB_CONNECTION: 'pgsql' },
      { host: '::1', port: 6000, database: 'shop' },
      { POSTGRES_HOST: 'host', POSTGRES_PORT: 'port' },
    ],
    [
      { PGHOST: '/var/run/postgresql', PGSSLMODE: 'require' },
      { host: '/var/run/postgresql', port: 5432, ssl: false },
      { PGHOST: 'host', PGPORT: 'port', PGSSLMODE: 'sslmode' },
    ],
  ])('%j', (environment, config, variables) => {
    const found = recordedDatabase(undefined, environment)!;
    expect(found).toMatchObject({ variables, leftAlone: [] });
    expect(Object.keys(found.variables)).toHaveLength(Object.keys(variables).length);
    expect(new DatabaseUrl(found.url).clientConfig).toMatchObject(config);
  });

  test('is found under names of the person’s own', () => {
    const environment = { SHOP_DB_HOST: 'localhost', SHOP_DB_USER: 'app', SHOP_DB_NAME: 'shop' };
    const found = recordedDatabase({ env: ['SHOP_DB_HOST', 'SHOP_DB_PORT'] }, environment)!;
    expect(found.variables).toEqual({ SHOP_DB_HOST: 'host', SHOP_DB_PORT: 'port' });
    expect(new DatabaseUrl(found.url).clientConfig).toMatchObject({ user: 'app', database: 'shop' });
  });

  test('gives way to a whole one, and follows it where it says the same', () => {
    const same = { PGHOST: '127.0.0.1', PGDATABASE: 'shop' };
    expect(recordedDatabase(undefined, { DATABASE_URL: shop, ...same })).toEqual({
      url: shop,
      variables: { DATABASE_URL: 'url', PGHOST: 'host', PGPORT: 'port', PGSSLMODE: 'sslmode' },
      leftAlone: [],
    });
    const other = { PGHOST: '127.0.0.1', PGDATABASE: 'audit' };
    expect(recordedDatabase(undefined, { DATABASE_URL: shop, ...other })).toMatchObject({
      variables: { DATABASE_URL: 'url' },
      leftAlone: ['PGHOST'],
    });
  });
});
