import { expect, test } from 'vitest';
import { checkLoad, defaultLoad } from '../../../src/profile/load-choice.ts';

test.each([
  [{ workers: 0 }, '1 to 16 workers, in whole numbers: 0 was given'],
  [{ workers: 1.5 }, '1.5 was given'],
  [{ stopAtErrorShare: 0 }, 'above 0 and up to 1: 0 was given'],
  [{ stopAtErrorShare: Number.NaN }, 'NaN was given'],
  [{ burst: { ...defaultLoad.burst, rounds: 0 } }, '1 to 100 rounds'],
])('a load that makes no sense is refused: %j', (wrong, message) => {
  expect(() => checkLoad({ ...defaultLoad, ...wrong })).toThrow(message);
  expect(() => checkLoad(defaultLoad)).not.toThrow();
});
