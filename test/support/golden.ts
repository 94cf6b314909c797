/** Texts that are kept in `test/golden`: a change of one is seen in its diff, and accepted with UPDATE_GOLDEN=1. */

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';

const folder = join(import.meta.dirname, '..', 'golden');

/** What differs is left beside the file that it should be equal to, as `….actual`. */
export async function expectGolden(name: string, text: string): Promise<void> {
  const file = join(folder, name);
  const actual = `${file}.actual`;
  await rm(actual, { force: true });
  if (process.env.UPDATE_GOLDEN) return writeFile(file, text);
  const wanted = await readFile(file, 'utf8').catch(() => '');
  if (text !== wanted) await writeFile(actual, text);
  expect(text, `${actual} is what came out; UPDATE_GOLDEN=1 accepts it`).toBe(wanted);
}
