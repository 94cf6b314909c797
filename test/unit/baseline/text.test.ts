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

  test('figures are rounded to what a burst can carry, and settings are not', () => {
    const summary = { ...measured().summary, p50Ms: 3.456789, count: 123_456, meanMs: 0.000123456 };
    const load = { ...measured().load, mix: { share: 1 / 3, endpoints: 3 } };
    const target = { target: 'p95Ms' as const, limit: 123.456, selector: null, actual: 1, met: true };
    const text = formatBaseline(baselineOf(measured({ summary, load, targets: [target] }), aMachine, null));
    const kept = parseBaseline(text, 'f');
    expect(kept.summary).toMatchObject({ p50Ms: 3.457, count: 123_456, meanMs: 0.0001235 });
    expect(kept.load.mix).toEqual({ share: 1 / 3, endpoints: 3 });
    expect(kept.targets).toEqual([{ target: 'p95Ms', limit: 123.456, selector: null }]);
  });

  test('a round is one line', () => {
    const lines = formatBaseline(baseline).split('\n');
    expect(lines).toContainEqual(expect.stringMatching(/^ {4}\{ "count": \d+, "rps": [\d.]+, .*\},$/));
  });

  test('whatever stands in a string stays as it is', () => {
    const text = 'SELECT \'{ "a": [\n 1 ] }\', "{\\n  x\\n}"';
    const query = { ...baseline.queries![0]!, text };
    const written = formatBaseline({ ...baseline, commit: '{\n  "a": 1\n}', queries: [query] });
    expect(parseBaseline(written, 'f')).toMatchObject({ commit: '{\n  "a": 1\n}', queries: [{ text }] });
  });
});
