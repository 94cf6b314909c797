import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { RoutePlaces } from './adapter.ts';

/** Dependencies, build output and caches. Hidden folders are left out as well. */
const skippedFolders = new Set([
  ...['node_modules', 'vendor', 'bower_components', 'dist', 'build', 'out', 'coverage'],
  ...['venv', 'virtualenv', 'site-packages', '__pycache__'],
]);
const testFolders = new Set([
  ...['test', 'tests', '__tests__', '__mocks__', '__fixtures__', 'spec', 'e2e', 'cypress', 'testdata'],
]);
const skippedFiles = /\.(stories|min|d)\.[a-z]+$/i;
const testFiles = /\.(test|spec|e2e-spec)\.[a-z]+$|^(test_.*|.*_test|conftest)\.py$|_test\.go$/i;

interface IgnoreFile {
  /** The folder it stands in, `''` or with a slash at the end. */
  folder: string;
  rules: Ignore;
}

/**
 * Files of a project, relative to `root`, with `/`: what `.gitignore` files, build output and tests leave over; in
 * folders that are parts of paths, a name such as `test` leaves out only what is no route. Sorted within each folder.
 * Symbolic links are not followed. A folder that cannot be read is taken for empty; the root must be readable.
 */
export function* walk(root: string, places: RoutePlaces[] = []): Generator<string> {
  yield* walkFolder({ root, places }, '', [], null);
}

/** `only`: files other than those are left out, null when the folder counts as a whole. */
function* walkFolder(
  walked: { root: string; places: RoutePlaces[] },
  folder: string,
  outer: IgnoreFile[],
  only: RoutePlaces[] | null,
): Generator<string> {
  const { root, places } = walked;
  const entries = entriesOf(root, folder);
  const hasRules = entries.some((entry) => entry.name === '.gitignore' && entry.isFile());
  const ignored = hasRules ? [...outer, ...rulesOf(root, folder)] : outer;
  for (const entry of entries) {
    const path = folder + entry.name;
    if (entry.isDirectory()) {
      const inside = only ?? (isSkipped(entry.name) ? placesAt(folder, entry.name, places) : null);
      if (inside?.length === 0 || (only && isNeverPath(entry.name))) continue;
      if (!isIgnored(`${path}/`, ignored)) yield* walkFolder(walked, `${path}/`, ignored, inside);
    } else if (entry.isFile() && !skippedFiles.test(entry.name)) {
      const among = only ?? (testFiles.test(entry.name) ? placesAt(folder, entry.name, places) : null);
      if ((!among || among.some((place) => place.isRoute(path))) && !isIgnored(path, ignored)) yield path;
    }
  }
}

const isSkipped = (name: string): boolean => name.startsWith('.') || skippedFolders.has(name) || testFolders.has(name);

/** Of the hidden folders, this one is a public path by standard (RFC 8615). */
const isNeverPath = (name: string): boolean =>
  name === 'node_modules' || (name.startsWith('.') && name !== '.well-known');

const placesAt = (folder: string, name: string, places: RoutePlaces[]): RoutePlaces[] =>
  isNeverPath(name) ? [] : places.filter((place) => place.holds(folder));

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
