import { expect, test } from 'vitest';
import { affectedWords } from '../../../src/cli/affected-words.ts';
import { anEndpoint } from '../../support/profiles.ts';

const since = { ref: 'origin/main', base: 'a1b2c3d4e5f6a7b8' };
const none = { endpoints: [], matterToAll: [], sources: [], unneeded: [] };
const [a, b] = [anEndpoint(), anEndpoint()];

test('which changes made the difference', () => {
  expect(affectedWords({ ...none, endpoints: [a, b], sources: ['src/orders.ts', 'src/db.ts'] }, since, 12)).toBe(
    '2 of 12 endpoints affected by what changed since origin/main (merge base a1b2c3d): src/orders.ts, src/db.ts.\n',
  );
});

test('why all are measured, with no endless list', () => {
  const matterToAll = ['1.sql', '2.sql', '3.sql', '4.sql', '5.sql', '6.sql', '7.sql'];
  expect(affectedWords({ ...none, endpoints: [a, b], matterToAll }, since, 2)).toBe(
    'What changed since origin/main (merge base a1b2c3d) may matter to all 2 endpoints: 1.sql, 2.sql, 3.sql, 4.sql, 5.sql and 2 more.\n',
  );
});

test('that there is nothing to measure, and what was left out', () => {
  expect(affectedWords({ ...none, unneeded: ['web/page.ts'] }, since, 12)).toBe(
    'Nothing that one of 12 endpoints needs has changed since origin/main (merge base a1b2c3d).\n' +
      'Changed, but not seen to be needed by any endpoint: web/page.ts.\n',
  );
});
