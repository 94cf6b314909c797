import { fc, test as property } from '@fast-check/vitest';
import { expect, it } from 'vitest';
import { changePoint } from '../../../src/measure/change-point.ts';

property.prop([
  fc.array(fc.double({ min: 5, max: 5.2, noNaN: true }), { minLength: 1, maxLength: 20 }),
  fc.array(fc.double({ min: 0, max: 0.2, noNaN: true }), { minLength: 3, maxLength: 20 }),
])('lies between two levels that are far apart', (before, after) => {
  expect(changePoint([...before, ...after], 3)).toBe(before.length);
});

it('is not moved by an outlier', () => {
  expect(changePoint([5, 5, 5, 1, 1, 1, 5, 1, 1], 3)).toBe(3);
  expect(changePoint([5, 5, 1, 5, 5, 5, 1, 1, 1, 1], 3)).toBe(6);
});

it('leaves as many values after it as are asked for, and is 0 where there are too few', () => {
  expect(changePoint([5, 5, 5, 5, 1], 3)).toBeLessThanOrEqual(2);
  expect(changePoint([5, 1, 1], 3)).toBe(0);
  expect(changePoint([], 3)).toBe(0);
});
