import { expect, test } from 'vitest';
import { builtInLoads } from '../../../src/burst/loads.ts';
import { configSchema } from '../../../src/config/config.ts';
import { loadsOf } from '../../../src/config/loads.ts';
import { describeLoad, lengthWords } from '../../../src/report/describe-load.ts';

const written = (load: object) => loadsOf(configSchema.parse({ loads: { mine: load } }).loads).mine!;

test.each([
  ['smoke', '1 user for 10 s', 'about 10 s'],
  ['load', '10 users for 40 s', 'about 50 s'],
  ['stress', '10, 20, 40, 80 users for 15 s each', 'about 1 min 5 s'],
  ['endurance', '10 users with pauses for 9 min 50 s', 'about 10 min'],
  ['spike', '5 users for 10 s, then 100 users for 10 s, then 5 users for 15 s', 'about 40 s'],
  ['sweep', '1 to 64 users, doubled every 2 s until throughput stops growing', 'about 14 s'],
  ['cold-start', 'The spread of cold starts: the server is restarted 5 times', ''],
])('the built-in %s', (name, words, length) => {
  expect(describeLoad(builtInLoads[name]!)).toBe(words);
  expect(lengthWords(builtInLoads[name]!)).toBe(length);
});

test('rates, ramps, what is too much to tell, and a mix', () => {
  const phases = [
    { name: 'ramp', rate: 5, rampTo: 50, durationS: 30 },
    ...['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, rate: 50, durationS: 120 })),
  ];
  expect(describeLoad(written({ phases: phases.slice(0, 2), mix: { 'GET /a': 1, 'GET /b': 2 } }))).toBe(
    '5 to 50/s for 30 s, then 50/s for 2 min; a mix of 2 endpoints',
  );
  expect(describeLoad(written({ phases }))).toMatch(/, then 2 more phases$/);
});
