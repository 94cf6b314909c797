import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCores,
  formatDate,
  formatDuration,
  formatMean,
  formatMs,
  formatMsSpan,
  formatMsValue,
  formatRate,
  formatRatio,
  formatShare,
  plural,
} from '../../../src/report/format.ts';

describe('numbers', () => {
  it.each([
    [0, '0 ms'],
    [0.0004, '0 ms'],
    [0.0412, '0.041 ms'],
    [0.3814, '0.381 ms'],
    [4.6, '4.60 ms'],
    [9.996, '10.0 ms'],
    [14.12, '14.1 ms'],
    [184.4, '184 ms'],
    [999.4, '999 ms'],
    [999.6, '1.00 s'],
    [1_240, '1.24 s'],
    [72_500, '72.5 s'],
  ])('show %f ms as %s', (ms, text) => {
    expect(formatMs(ms)).toBe(text);
  });

  test.prop([fc.double({ min: 0.1, max: 100_000, noNaN: true })])('keep three significant digits of a time', (ms) => {
    const [number, unit] = formatMs(ms).split(' ');
    const shown = Number(number!.replaceAll(',', '')) * (unit === 's' ? 1000 : 1);
    expect(Math.abs(shown - ms)).toBeLessThanOrEqual(0.00501 * ms);
  });

  it('show both ends of a range in the unit of its upper end', () => {
    const ranges = [
      [398, 455],
      [0.81, 1.2],
      [980, 1_240],
      [1_100, 72_500],
    ] as const;
    expect(ranges.map(([from, to]) => formatMsSpan(from, to))).toEqual([
      '398–455 ms',
      '0.810–1.20 ms',
      '0.98–1.24 s',
      '1.10–72.5 s',
    ]);
  });

  it.each([
    [500, '0.5 s'],
    [667, '0.67 s'],
    [40_200, '40 s'],
    [59_600, '1 min'],
    [90_000, '1 min 30 s'],
    [600_000, '10 min'],
    [7_265_000, '2 h 1 min 5 s'],
  ])('show how long %d ms of a phase are as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('count cores', () => {
    expect([0, 0.028, 0.824, 1, 3.96].map(formatCores)).toEqual([
      '0 cores',
      '0.028 cores',
      '0.82 cores',
      '1 core',
      '4 cores',
    ]);
  });

  it('show a column of times without the unit, in milliseconds throughout', () => {
    expect([0.38, 4.6, 184, 1_240].map(formatMsValue)).toEqual(['0.380', '4.60', '184', '1,240']);
  });

  it('show rates, ratios, sizes and counts', () => {
    expect([0, 3.41, 34.5, 2_110].map(formatRate)).toEqual(['0/s', '3.41/s', '34.5/s', '2,110/s']);
    expect([0.608, 1.634, 9.999, 21.2, Number.NaN].map(formatRatio)).toEqual(['0.61×', '1.63×', '10×', '21×', '–']);
    expect([512, 1_840, 182_000, 2_600_000].map(formatBytes)).toEqual(['512 B', '1.84 kB', '182 kB', '2.60 MB']);
    expect([25, 1.5].map(formatMean)).toEqual(['25', '1.50']);
    expect([plural(1, 'query', 'queries'), plural(3_412, 'request')]).toEqual(['1 query', '3,412 requests']);
  });

  it('never round a share to nothing or to everything', () => {
    expect([0, 0.00002, 0.0029, 0.029, 0.85, 0.996, 0.99999, 1].map(formatShare)).toEqual([
      '0 %',
      '< 0.01 %',
      '0.29 %',
      '2.9 %',
      '85 %',
      '99.6 %',
      '> 99.9 %',
      '100 %',
    ]);
  });

  it('show a date, and what is no date as it stands', () => {
    expect(formatDate('2025-11-18T12:00:00.000Z')).toBe('18 Nov 2025');
    expect(formatDate('yesterday')).toBe('yesterday');
  });
});
