/** Which baseline files there are. */

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

export const baselineFolder = (root: string): string => join(root, '.endpoint-profiler', 'baselines');

/** Absolute, in the order of their names; empty where there is no such folder. */
export async function baselineFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
}
