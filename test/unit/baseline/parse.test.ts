import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { baselineOf } from '../../../src/baseline/baseline.ts';
import { parseBaseline } from '../../../src/baseline/parse.ts';
import { formatBaseline } from '../../../src/baseline/text.ts';
import { UserError } from '../../../src/model.ts';
import { aMachine, measured } from '../../support/profiles.ts';

const text = formatBaseline(baselineOf(measured(), aMachine, 'a1b2c3d'));
const lineOf = (part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

function problemOf(spoilt: string) {
  try {
    parseBaseline(spoilt, 'dir/file.json');
  } catch (error) {
    if (error instanceof UserError) return error.problem;
    throw error;
  }
  throw new Error('It was read.');
}

describe('a file that is', () => {
  const cut = text.slice(0, text.indexOf('"p95Ms"'));
  const withP95 = (value: string) => text.replace(/"p95Ms": [\d.]+/, `"p95Ms": ${value}`);

  test.each<[string, string, string]>([
    ['empty', '', ':1:1: this baseline cannot be read: it is empty.'],
    ['half-written', cut, 'it ends in the middle.'],
    ['half of the histogram', text.slice(0, text.indexOf('HIST') + 20), 'it ends in the middle.'],
    [
      'no JSON',
      text.replace('"machine"', 'machine'),
      `:${lineOf('"machine"')}:3: this baseline cannot be read: it is not`,
    ],
    ['with a NaN', withP95('NaN'), 'it is not valid JSON (InvalidSymbol)'],
    ['with a comment', text.replace('{', '{ // ours'), 'it is not valid JSON (InvalidCommentToken)'],
    [
      'with a text for a figure',
      withP95('"fast"'),
      `:${lineOf('"p95Ms"')}:14: this baseline cannot be read: summary.p95Ms: `,
    ],
    ['with a figure below 0', withP95('-1'), 'summary.p95Ms: '],
    ['with a figure out of range', withP95('1e999'), 'summary.p95Ms: '],
    ['without a figure', text.replace(/ *"p95Ms": [\d.]+,\n/, ''), 'summary.p95Ms: '],
    [
      'with a key that nobody knows',
      text.replace('"count"', '"note": "slow day", "count"'),
      'summary: Unrecognized key: "note"',
    ],
    ['with a key twice', text.replace('"commit"', '"commit": null, "commit"'), 'commit stands there twice.'],
    ['of another method', text.replace('"GET"', '"FETCH"'), 'method: '],
    [
      'with a spoilt histogram',
      text.replace('HIST', 'HOST'),
      `:${lineOf('HIST')}:16: this baseline cannot be read: histogram: it is no`,
    ],
    ['without a version', text.replace('"version": 2,', ''), 'version: '],
    ['something else', '[1]', ':1:1: this baseline cannot be read: the whole file: '],
    ['null', 'null', ':1:1: this baseline cannot be read: the whole file: '],
  ])('%s', (_, spoilt, words) => {
    const { message, nextStep } = problemOf(spoilt);
    expect(message).toMatch(/^dir\/file\.json:\d+:\d+: this baseline cannot be read: .*\.$/);
    expect(message).toContain(words);
    expect(nextStep).toContain('Restore it from version control');
  });

  test('of a later version', () => {
    expect(problemOf('{ "version": 3, "something": "new" }')).toEqual({
      message: 'dir/file.json has version 3; this Endpoint Profiler reads up to version 2.',
      nextStep: 'Update Endpoint Profiler to compare with it. The file was left as it is.',
    });
  });

  test.each(['\n', '\r\n'])('with conflict markers and %j', (newline) => {
    const conflict = ['<<<<<<< HEAD', '  "commit": "a",', '=======', '  "commit": "b",', '>>>>>>> slow'];
    const spoilt = ['{', ...conflict, '}'].join(newline);
    const { message, nextStep } = problemOf(spoilt);
    expect(message).toBe('dir/file.json:2:1: this baseline has conflict markers of a merge.');
    expect(nextStep).toContain('git checkout --ours');
  });
});

test('a file that an editor has saved with other line ends and spaces is read', () => {
  const saved = JSON.stringify(JSON.parse(text), null, '\t').replaceAll('\n', '\r\n');
  expect(formatBaseline(parseBaseline(saved, 'f'))).toBe(text);
  expect(formatBaseline(parseBaseline(`\uFEFF${text}`, 'f'))).toBe(text);
});

test('wherever a file is cut off, that is said', () => {
  fc.assert(
    fc.property(fc.nat({ max: text.trimEnd().length - 1 }), (length) => {
      expect(problemOf(text.slice(0, length)).message).toMatch(/it ends in the middle|it is empty/);
    }),
  );
});
