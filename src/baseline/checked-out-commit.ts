import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Its short hash; null outside a git checkout, and where git is not installed. */
export async function checkedOutCommit(root: string): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('git', ['rev-parse', '--short', 'HEAD'], { cwd: root });
    return stdout.trim();
  } catch {
    return null;
  }
}
