import { describe, expect, test } from 'vitest';
import { baselineOf } from '../../../src/baseline/baseline.ts';
import { parseBaseline } from '../../../src/baseline/parse.ts';
import { formatBaseline } from '../../../src/baseline/text.ts';
import { aMachine, measured } from '../../support/profiles.ts';

const baseline = baselineOf(measured(), aMachine, 'a1b2c3d');

describe('text', () => {
  test('the same result gives the same bytes, whatever the order of its keys', () => {
    const shuffled = JSON.parse(JSON.stringify(baseline), (_, value) =>
      value && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    );
    expect(formatBaseline(shuffled)).toBe(formatBaseline(baseline));
  });

  test('reading and writing again changes nothing', () => {
    const text = formatBaseline(baseline);
    expect(formatBaseline(parseBaseline(text, 'f'))).toBe(text);
  });

  test('it holds no parameter value and no header', () => {
    const profile = measured({ request: { method: 'GET', url: 'http://127.0.0.1:3000/x?token=geheim' } });
    expect(formatBaseline(baselineOf(profile, aMachine, null))).not.toContain('geheim');
  });

  test.each([
    ['cut off', (text: string) => text.slice(0, 200), 'ends in the middle'],
    ['edited by hand', (text: string) => text.replace(/"p95Ms": [\d.]+/, '"p95Ms": "fast"'), 'summary.p95Ms'],
    ['empty', () => '', ':1:1: this baseline cannot be read: it is empty'],
    ['of a later version', (text: string) => text.replace('"version": 2', '"version": 7'), 'has version 7'],
  ])('a file that is %s says what is wrong with it', (_, spoil, expected) => {
    const text = spoil(formatBaseline(baseline));
    expect(() => parseBaseline(text, 'some/file.json')).toThrow(/some\/file\.json/);
    expect(() => parseBaseline(text, 'some/file.json')).toThrow(expected);
  });
});
