import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc, test as fuzz } from '@fast-check/vitest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../../src/model.ts';
import { readRows } from '../../../src/request/data.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'rows-'))));
afterAll(() => rm(folder, { recursive: true }));

async function rowsOf(name: string, text: string) {
  const file = join(folder, name);
  await writeFile(file, text);
  return readRows(file);
}

describe('a CSV file', () => {
  test('has its columns named by the first line, and every value is text', async () => {
    expect(await rowsOf('a.csv', 'id,name\n1,Ada\n2,"Lovelace, ""A."""\n')).toEqual([
      { id: '1', name: 'Ada' },
      { id: '2', name: 'Lovelace, "A."' },
    ]);
  });

  test('may come from Windows: a byte order mark, CRLF, blank lines at the end', async () => {
    expect(await rowsOf('a.CSV', '\uFEFFid, name \r\n1,Ada\r\n\r\n')).toEqual([{ id: '1', name: 'Ada' }]);
  });

  test('may have values of several lines', async () => {
    expect(await rowsOf('a.csv', 'note\n"two\nlines"\n')).toEqual([{ note: 'two\nlines' }]);
  });

  const cell = fc.string({ unit: 'binary' }).map((text) => text.toWellFormed());
  fuzz.prop([fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 })])(
    'gives back whatever was written into quotes',
    async (cells) => {
      const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
      const text = [['a', 'b'], ...cells].map((row) => row.map(quoted).join(',')).join('\n');
      expect(await rowsOf('a.csv', text)).toEqual(cells.map(([a, b]) => ({ a, b })));
    },
  );
});

test('a JSON file keeps its kinds of values', async () => {
  const rows = [{ id: 1, tags: ['a'], vip: true, note: null }];
  expect(await rowsOf('a.json', `\uFEFF${JSON.stringify(rows)}`)).toEqual(rows);
});

test.each([
  ['a row of another length', 'a.csv', 'id,name\n1,Ada\n2\n', /a\.csv:3 cannot be used as data: /],
  ['a quote that is never closed', 'a.csv', 'id\n"1\n', /a\.csv:2 cannot be used/],
  ['a column twice', 'a.csv', 'id,id\n1,2\n', /a\.csv:1 .*two columns are called id/],
  ['a column without a name', 'a.csv', 'id,\n1,2\n', /a\.csv:1 .*a column has no name/],
  ['a head alone', 'a.csv', 'id,name\n', /it has no row/],
  ['nothing', 'a.csv', '', /it has no row/],
  ['an empty list', 'a.json', '[]', /it has no row/],
  ['no list', 'a.json', '{ "id": 1 }', /it holds no array/],
  ['a list of numbers', 'a.json', '[{}, 2]', /row 2 is no object/],
  ['no JSON', 'a.json', '[', /a\.json cannot be used as data: .*JSON/],
  ['too many rows', 'a.csv', `id\n${'1\n'.repeat(10_001)}`, /it has 10001 rows/],
  ['too many bytes', 'a.csv', `id\n${'1'.repeat(10_000_000)}\n`, /it has 10000004 bytes/],
])('%s is refused with its place', async (_, name, text, message) => {
  await expect(rowsOf(name, text)).rejects.toThrow(message);
  await expect(rowsOf(name, text)).rejects.toThrow(UserError);
});

test('a file that is not there is named', async () => {
  await expect(readRows(join(folder, 'users.csv'))).rejects.toThrow(/users\.csv cannot be used as data: ENOENT/);
});
