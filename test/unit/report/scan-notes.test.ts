import { readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { adapters } from 'virtual:frameworks';
import { describe, expect, test } from 'vitest';
import type { ScanResult, ScanWarning, UnresolvedEndpoint } from '../../../src/model.ts';
import { knownFrameworks } from '../../../src/report/known-frameworks.ts';
import { byAnswer, bySentence, otherWarnings } from '../../../src/report/scan-groups.ts';
import { scanNotes } from '../../../src/report/scan-notes.ts';
import { anEndpoint } from '../../support/profiles.ts';

const plain = new Writable();
const notesOf = (found: Partial<ScanResult>): string =>
  scanNotes({ endpoints: [anEndpoint()], unresolved: [], warnings: [], ...found }, plain);

const open = (key: string, line: number, reason = 'Not known.'): UnresolvedEndpoint => {
  const { why: _, ...rest } = anEndpoint({ path: '/users', file: 'users.ts', line });
  return { ...rest, missing: 'prefix', reason, at: { file: 'app.ts', line }, key };
};
const unmounted = (line: number): ScanWarning => ({ kind: 'unresolved-prefix', file: 'r.ts', line, reason: 'Alone.' });

test('a warning is told with its place', () => {
  const notes = notesOf({ warnings: [{ kind: 'unparsable-code', file: 'a.ts', line: 3, message: 'a bracket' }] });
  expect(notes).toBe('1 endpoint\na.ts:3: could not be understood: a bracket\n');
});

describe('a hundred warnings', () => {
  const warnings = Array.from({ length: 100 }, (_, i) => unmounted(i + 1));

  test('that say the same are one sentence with the first places and a count', () => {
    const lines = notesOf({ warnings }).trimEnd().split('\n');
    expect(lines).toHaveLength(7);
    expect(lines[1]).toBe('100 places: paths may not be complete. Alone.');
    expect(lines.at(-1)).toBe('  … and 96 more like this; --format json lists all');
  });

  test('that all say something else are cut as well', () => {
    const each = warnings.map((_, i): ScanWarning => ({ kind: 'unreadable-file', file: `${i}.ts`, message: `${i}` }));
    const lines = notesOf({ warnings: each }).trimEnd().split('\n');
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toBe('… and 92 other places not understood; --format json lists all');
  });
});

test('what one answer completes is one line; what completes most comes first, with how to do it', () => {
  const unresolved = [open('a.ts', 1), open('b.ts', 2), open('b.ts', 2)];
  const many = Array.from({ length: 9 }, (_, i) => open(`${i}.ts`, i + 1));
  expect(notesOf({ unresolved: many })).toContain('(app.ts:3)\n  … and 6 more like these; --format json lists all');
  expect(notesOf({ unresolved })).toBe(`1 endpoint, 3 more without their whole path
3 endpoints without a part of the path. Not known.
  GET …/users and 1 more (app.ts:2)
  GET …/users (app.ts:1)
Complete them in .endpoint-profiler/config.json, the first one so: { "routes": { "prefixes": { "b.ts": "/what/stands/before" } } }
`);
  expect(notesOf({ unresolved: [open('a.ts', 1), open('b.ts', 2, 'Other.')] })).toContain('(app.ts:2): Other.');
  expect(byAnswer(unresolved).map((same) => same.length)).toEqual([2, 1]);
});

test('a place that an endpoint without its path tells of is not told again', () => {
  expect(otherWarnings({ unresolved: [open('a.ts', 1)], warnings: [unmounted(1)] })).toEqual([unmounted(1)]);
  const warning: ScanWarning = { ...unmounted(1), file: 'users.ts' } as ScanWarning;
  expect(otherWarnings({ unresolved: [open('a.ts', 1)], warnings: [warning] })).toEqual([]);
});

test('lost routes come before those that are listed all the same', () => {
  const lost: ScanWarning = { kind: 'unparsable-code', file: 'b.ts', line: 1, message: 'a bracket' };
  expect(bySentence([unmounted(1), unmounted(2), lost]).map(([{ kind }]) => kind)).toEqual([
    'unparsable-code',
    'unresolved-prefix',
  ]);
});

describe('where nothing is found', () => {
  const letters = (text: string) => text.toLowerCase().replaceAll(/[^a-z]/g, '');
  const known = Object.values(knownFrameworks).flat();

  test('the command line and the view name the frameworks', () => {
    const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
    for (const name of known) {
      expect(notesOf({ endpoints: [] })).toContain(name);
      expect(manifest).toContain(name);
    }
    expect(notesOf({})).not.toContain('Express');
  });

  test('every adapter is among them', () => {
    const all = letters(known.join(' '));
    const unnamed = ['flaskappbuilder', 'nextapp', 'nextpages'];
    const missing = adapters.map(({ name }) => letters(name)).filter((name) => !all.includes(name));
    expect(missing.filter((name) => !unnamed.includes(name))).toEqual([]);
  });
});
