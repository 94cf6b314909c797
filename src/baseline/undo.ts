/** Takes back what was written into files. */

import { readFile, rm } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';

/** Resolves with the files that were left as they are, because somebody has written there since. */
export type Undo = () => Promise<string[]>;

/** `write` may create the files, or put another text into them. */
export async function undoable(files: readonly string[], write: () => Promise<void>): Promise<Undo> {
  const before = await textsOf(files);
  await write();
  const written = await textsOf(files);
  return async () => {
    const left: string[] = [];
    for (const [index, file] of files.entries()) {
      const [was, wrote, is] = [before[index] ?? null, written[index] ?? null, await textOf(file)];
      if (is !== wrote) left.push(file);
      else if (was === null) await rm(file, { force: true });
      else if (was !== is) await writeFileAtomic(file, was);
    }
    return left;
  };
}

const textsOf = (files: readonly string[]): Promise<(string | null)[]> => Promise.all(files.map(textOf));

/** Null where there is no such file. */
const textOf = (file: string): Promise<string | null> =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
