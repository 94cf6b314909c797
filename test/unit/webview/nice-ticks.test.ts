import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { niceTicks } from '../../../webview/charts/nice-ticks.ts';

test('ticks are 1, 2 or 5 times a power of ten apart', () => {
  expect(niceTicks(0, 153, 4)).toEqual([0, 50, 100, 150]);
  expect(niceTicks(0, 8_949, 6)).toEqual([0, 2_000, 4_000, 6_000, 8_000]);
  expect(niceTicks(0, 0.33, 4)).toEqual([0, 0.1, 0.2, 0.3]);
});

test('ticks of time are round minutes', () => {
  expect(niceTicks(0, 240_000, 4, [30_000, 60_000, 120_000])).toEqual([0, 60_000, 120_000, 180_000, 240_000]);
});

test.prop([fc.double({ min: 1e-9, max: 1e12, noNaN: true }), fc.integer({ min: 1, max: 12 })])(
  'there are no more than wanted besides the first, all within the range',
  (max, most) => {
    const ticks = niceTicks(0, max, most);
    expect(ticks[0]).toBe(0);
    expect(ticks.length - 1).toBeLessThanOrEqual(most);
    expect(ticks.at(-1)).toBeLessThanOrEqual(max * (1 + 1e-8));
  },
);
