import { statSync } from 'node:fs';

/** Modification time and size of a file: what has the same counts as unchanged. `''` where there is none. */
export function stampOf(path: string): string {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats ? `${stats.mtimeMs} ${stats.size}` : '';
  } catch {
    return '';
  }
}
