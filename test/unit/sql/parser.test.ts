import { beforeAll, describe, expect, test } from 'vitest';
import { fingerprintOf, loadParser, withoutConstants } from '../../../src/sql/parser.ts';

beforeAll(loadParser);

describe('A text without its constants', () => {
  test.each([
    ["SELECT name, 'ada' FROM users WHERE id = 7 LIMIT 25", 'SELECT name, $1 FROM users WHERE id = $2 LIMIT $3'],
    ["SELECT E'it\\'s', $$ada$$, -1.5e3, B'101' -- é", 'SELECT $1, $2, $3, $4 -- é'],
    ["SET app.name = 'ada'; SELECT 'é', 'b'", 'SET app.name = $1; SELECT $2, $3'],
    ["INSERT INTO t VALUES ('ada', 7), ($1, 8)", 'INSERT INTO t VALUES ($2, $3), ($1, $4)'],
    [
      'SELECT total::numeric(10,2), count(*) FROM t GROUP BY 1',
      'SELECT total::numeric(10,2), count(*) FROM t GROUP BY 1',
    ],
    ["EXECUTE find('ada', 7)", "EXECUTE find('…', '…')"],
    ["CREATE TEMP TABLE found AS SELECT 'ada', 7", "CREATE TEMP TABLE found AS SELECT '…', '…'"],
    ["COPY t FROM STDIN WITH (NULL 'ada')", "COPY t FROM STDIN WITH (NULL '…')"],
    ["SELEC 'ada', 7", "SELEC '…', '…'"],
    ["SELECT 'ada", "'…'"],
    ['-- ping', '-- ping'],
    ['', ''],
  ])('%s', (sql, expected) => {
    expect(withoutConstants(sql)).toBe(expected);
  });
});

test.each([
  ['SELECT 1', 'SELECT 2'],
  ["SELEC 'ada'", "SELEC 'bob'"],
  ["SELECT 'ada", "SELECT 'bob"],
])('%s has the fingerprint of %s', (one, other) => {
  expect(fingerprintOf(one)).toBe(fingerprintOf(other));
  expect(fingerprintOf(one)).not.toContain('ada');
});
