/** The rows that fill a load's requests. */

import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { type Json, UserError } from '../model.ts';

/** Column → value. In a CSV file every value is text; a JSON file has numbers and so on as well. */
export type Row = Record<string, Json>;

const mostRows = 10_000;
const mostBytes = 10_000_000;

/**
 * Of a CSV file whose first line names the columns, or of a JSON file with an array of objects; at least one row.
 * `file` is absolute. Throws a `UserError` with the file, and the line or the row, where it is not usable.
 */
export async function readRows(file: string): Promise<Row[]> {
  const text = await readText(file);
  const rows = extname(file).toLowerCase() === '.json' ? jsonRows(text, file) : csvRows(text, file);
  if (rows.length === 0) throw unusable(file, 'it has no row', 'Add at least one.');
  if (rows.length > mostRows) {
    throw unusable(file, `it has ${rows.length} rows`, `Keep the first ${mostRows}: a load takes them in turn.`);
  }
  return rows;
}

async function readText(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > mostBytes) throw unusable(file, `it has ${size} bytes`, `At most ${mostBytes} are read.`);
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw unusable(file, (error as Error).message, 'A load names its data relative to the workspace folder.');
  }
}

function csvRows(text: string, file: string): Row[] {
  try {
    return parse(text, { columns: (header: string[]) => columnsOf(header, file), skip_empty_lines: true, trim: false });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const place = typeof error.lines === 'number' ? `${file}:${error.lines}` : file;
    throw unusable(
      place,
      error.message,
      'Write it as RFC 4180 has it: commas between values, "quotes" around odd ones.',
    );
  }
}

/** With the same name twice, or none, a column could not be asked for. */
function columnsOf(header: string[], file: string): string[] {
  const names = header.map((name) => name.trim());
  const odd = names.find((name, index) => name === '' || names.indexOf(name) < index);
  if (odd === undefined) return names;
  const what = odd === '' ? 'a column has no name' : `two columns are called ${odd}`;
  throw unusable(`${file}:1`, what, 'The first line names the columns, each once.');
}

function jsonRows(text: string, file: string): Row[] {
  const nextStep = 'Write an array of objects: [ { "id": 1 }, { "id": 2 } ].';
  let rows: Json;
  try {
    rows = JSON.parse(text);
  } catch (error) {
    throw unusable(file, (error as Error).message, nextStep);
  }
  if (!Array.isArray(rows)) throw unusable(file, 'it holds no array', nextStep);
  const odd = rows.findIndex((row) => typeof row !== 'object' || row === null || Array.isArray(row));
  if (odd >= 0) throw unusable(file, `row ${odd + 1} is no object`, nextStep);
  return rows as Row[];
}

const unusable = (place: string, what: string, nextStep: string) =>
  new UserError({ message: `${place} cannot be used as data: ${what}.`, nextStep });
