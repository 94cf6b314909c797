/** What a file was in earlier commits. */

import { execFile } from 'node:child_process';
import { basename, dirname } from 'node:path';
import { promisify } from 'node:util';

export interface Revision {
  /** Short hash. */
  commit: string;
  /** ISO 8601. */
  committedAt: string;
  subject: string;
}

/** The last 30 commits that changed the file, newest first. Empty outside a git checkout, and without git. */
export async function revisionsOf(file: string): Promise<Revision[]> {
  try {
    const log = await git(file, ['log', '-n', '30', '--format=%h%x00%cI%x00%s', '--', basename(file)]);
    return log
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [commit = '', committedAt = '', subject = ''] = line.split('\0');
        return { commit, committedAt, subject };
      });
  } catch {
    return [];
  }
}

/** Null where that commit does not have the file. */
export async function textAt(file: string, commit: string): Promise<string | null> {
  return git(file, ['show', `${commit}:./${basename(file)}`]).catch(() => null);
}

async function git(file: string, args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('git', args, { cwd: dirname(file), maxBuffer: 16 * 1024 * 1024 });
  return stdout;
}
