import { expect, test } from 'vitest';
import { recordedDatabase } from '../../../src/config/database.ts';

const shop = 'postgres://shop@127.0.0.1/shop';
const audit = 'postgres://audit@127.0.0.1/audit';

test('an address in the config counts for all its variables, whatever the environment says', () => {
  const database = { url: shop, env: ['DATABASE_URL', 'READ_URL'] };
  expect(recordedDatabase(database, { DATABASE_URL: 'postgres://elsewhere.example.com/shop' })).toEqual({
    url: shop,
    variables: ['DATABASE_URL', 'READ_URL'],
    leftAlone: [],
  });
});

test('without one, DATABASE_URL says it', () => {
  const found = { url: shop, variables: ['DATABASE_URL'], leftAlone: [] };
  expect(recordedDatabase(undefined, { DATABASE_URL: shop })).toEqual(found);
});

test('a variable that leads to another database stays as it is, and one that is not set stays unset', () => {
  const database = { env: ['DATABASE_URL', 'AUDIT_URL', 'READ_URL', 'QUEUE_URL'] };
  const environment = { DATABASE_URL: shop, AUDIT_URL: audit, READ_URL: shop };
  expect(recordedDatabase(database, environment)).toEqual({
    url: shop,
    variables: ['DATABASE_URL', 'READ_URL'],
    leftAlone: ['AUDIT_URL'],
  });
});

test('nothing names a database', () => {
  expect(recordedDatabase(undefined, {})).toBeNull();
  expect(recordedDatabase({ env: ['DB'] }, { DATABASE_URL: shop })).toBeNull();
});
