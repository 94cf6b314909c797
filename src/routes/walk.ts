import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** Dependencies, build output and caches. Hidden folders are left out as well. */
const skippedFolders = new Set(['node_modules', 'bower_components', 'dist', 'build', 'out', 'coverage']);
const testFolders = new Set(['test', 'tests', '__tests__', '__mocks__', '__fixtures__', 'spec', 'e2e', 'cypress']);
const skippedFiles = /\.(test|spec|e2e-spec|stories|min|d)\.[a-z]+$/i;

interface IgnoreFile {
  /** The folder it stands in, `''` or with a slash at the end. */
  folder: string;
  rules: Ignore;
}

/**
 * Files of a project, relative to `root`, with `/`: what `.gitignore` files, build output and tests leave over. Sorted
 * within each folder. Symbolic links are not followed. A folder that cannot be read is taken for empty; the root must be
 * readable.
 */
export function* walk(root: string): Generator<string> {
  yield* walkFolder(root, '', []);
}

function* walkFolder(root: string, folder: string, outer: IgnoreFile[]): Generator<string> {
  const entries = entriesOf(root, folder);
  const hasRules = entries.some((entry) => entry.name === '.gitignore' && entry.isFile());
  const ignored = hasRules ? [...outer, ...rulesOf(root, folder)] : outer;
  for (const entry of entries) {
    const path = folder + entry.name;
    if (entry.isDirectory()) {
      if (entry.name.startsWith('.') || skippedFolders.has(entry.name) || testFolders.has(entry.name)) continue;
      if (!isIgnored(`${path}/`, ignored)) yield* walkFolder(root, `${path}/`, ignored);
    } else if (entry.isFile() && !skippedFiles.test(entry.name) && !isIgnored(path, ignored)) {
      yield path;
    }
  }
}

function entriesOf(root: string, folder: string) {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (folder === '') throw error;
    return [];
  }
}

function rulesOf(root: string, folder: string): IgnoreFile[] {
  try {
    return [{ folder, rules: ignore().add(readFileSync(join(root, folder, '.gitignore'), 'utf8')) }];
  } catch {
    return [];
  }
}

/** The innermost file that has an opinion decides. */
function isIgnored(path: string, files: IgnoreFile[]): boolean {
  for (const { folder, rules } of files.toReversed()) {
    const { ignored, unignored } = rules.test(path.slice(folder.length));
    if (ignored || unignored) return ignored;
  }
  return false;
}
