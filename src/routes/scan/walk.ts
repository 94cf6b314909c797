import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { ScanScope } from '../../model.ts';
import type { RoutePlaces } from '../adapter.ts';
import { globs } from './glob.ts';

/** Dependencies, build output and caches. Hidden folders are left out as well. */
const skippedFolders = new Set([
  ...['node_modules', 'vendor', 'bower_components', 'dist', 'build', 'out', 'coverage'],
  ...['venv', 'virtualenv', 'site-packages', '__pycache__'],
]);
const testFolders = new Set([
  ...['test', 'tests', '__tests__', '__mocks__', '__fixtures__', 'spec', 'e2e', 'cypress', 'testdata', 'fixtures'],
]);
const skippedFiles = /\.(stories|min|d)\.[a-z]+$/i;
const testFiles = /\.(test|spec|e2e-spec)\.[a-z]+$|^(test_.*|.*_test|conftest)\.py$|_test\.go$/i;

export interface WalkOptions extends ScanScope {
  /** Where folders are parts of paths. */
  places: RoutePlaces[];
}

interface IgnoreFile {
  /** The folder it stands in, `''` or with a slash at the end; `../` for one above the root. */
  folder: string;
  rules: Ignore;
  /** What it calls the root, `''` or with a slash at the end, if it stands above. */
  prefix: string;
}

interface Walk {
  root: string;
  places: RoutePlaces[];
  includeTests: boolean;
  excluded: RegExp | null;
}

/**
 * Files of a project, relative to `root`, with `/`: what `.gitignore` files, build output and tests leave over; in
 * folders that are parts of paths, a name such as `test` leaves out only what is no route. Sorted within each folder.
 * Symbolic links are not followed, a further worktree of a repository is left out. A folder that cannot be read is
 * taken for empty; the root must be readable.
 */
export function* walk(root: string, options: Partial<WalkOptions> = {}): Generator<string> {
  const { places = [], includeTests = false, exclude = [] } = options;
  yield* walkFolder({ root, places, includeTests, excluded: globs(exclude) }, '', rulesAbove(root), null);
}

/** `only`: files other than those are left out, null when the folder counts as a whole. */
function* walkFolder(walked: Walk, folder: string, outer: IgnoreFile[], only: RoutePlaces[] | null): Generator<string> {
  const { root, places, includeTests, excluded } = walked;
  const entries = entriesOf(root, folder);
  const git = folder === '' ? undefined : entries.find((entry) => entry.name === '.git');
  if (git?.isFile() && isWorktree(join(root, folder))) return;
  const hasRules = entries.some((entry) => entry.name === '.gitignore' && entry.isFile());
  const around = git?.isDirectory() ? [] : outer;
  const ignored = hasRules ? [...around, ...rulesOf(join(root, folder), folder, '')] : around;
  for (const entry of entries) {
    const path = folder + entry.name;
    if (excluded?.test(path)) continue;
    if (entry.isDirectory()) {
      const isSkipped = isSkippedFolder(entry.name) || (!includeTests && testFolders.has(entry.name));
      const inside = only ?? (isSkipped ? placesAt(folder, entry.name, places) : null);
      if (inside?.length === 0 || (only && isNeverPath(entry.name))) continue;
      if (!isIgnored(`${path}/`, ignored)) yield* walkFolder(walked, `${path}/`, ignored, inside);
    } else if (entry.isFile() && !skippedFiles.test(entry.name)) {
      const isTest = !includeTests && testFiles.test(entry.name);
      const among = only ?? (isTest ? placesAt(folder, entry.name, places) : null);
      if ((!among || among.some((place) => place.isRoute(path))) && !isIgnored(path, ignored)) yield path;
    }
  }
}

const isSkippedFolder = (name: string): boolean => name.startsWith('.') || skippedFolders.has(name);

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

function rulesOf(path: string, folder: string, prefix: string): IgnoreFile[] {
  try {
    return [{ folder, rules: ignore().add(readFileSync(join(path, '.gitignore'), 'utf8')), prefix }];
  } catch {
    return [];
  }
}

/** The files of the repository that the root is a part of, from the outermost inwards, unless they ignore the root. */
function rulesAbove(root: string): IgnoreFile[] {
  const found: IgnoreFile[] = [];
  let prefix = '';
  let folder = '';
  for (let path = resolve(root); !existsSync(join(path, '.git')); path = dirname(path)) {
    if (dirname(path) === path) return [];
    prefix = `${basename(path)}/${prefix}`;
    folder += '../';
    found.unshift(...rulesOf(dirname(path), folder, prefix));
  }
  return found.filter(({ rules, prefix }) => !rules.ignores(prefix));
}

/** Of a submodule, the same file names `.git/modules`. */
function isWorktree(path: string): boolean {
  try {
    return /[/\\]worktrees[/\\]/.test(readFileSync(join(path, '.git'), 'utf8'));
  } catch {
    return false;
  }
}

/** The innermost file that has an opinion decides. */
function isIgnored(path: string, files: IgnoreFile[]): boolean {
  for (let i = files.length - 1; i >= 0; i--) {
    const { folder, rules, prefix } = files[i]!;
    const { ignored, unignored } = rules.test(prefix === '' ? path.slice(folder.length) : prefix + path);
    if (ignored || unignored) return ignored;
  }
  return false;
}
