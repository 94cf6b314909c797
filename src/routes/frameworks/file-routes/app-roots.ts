import { join, posix } from 'node:path';
import { parse } from 'jsonc-parser';
import type { ModuleDeclarations } from '../../adapter.ts';
import type { ProjectFiles } from '../../language.ts';

/** What shows that a folder is the root of an app of some framework. */
export interface AppKind {
  /** Configuration files, without their extension: `next.config`. */
  configs: string[];
  /** Packages that its own `package.json` depends on. */
  packages: string[];
}

const configExtensions = ['.ts', '.js', '.mjs', '.mts', '.cjs', '.cts'];
/** How far above the scanned root a `package.json` may stand. */
const foldersAbove = ['..', '../..', '../../..'];

export interface Split {
  /** `''`, or with `/` at its end. */
  base: string;
  rest: string;
}

/** What stands before and after `folder` in a file's path, at each place where it does; the outermost first. */
export function splitsAt(file: string, folder: string): Split[] {
  const splits: Split[] = [];
  const between = `/${folder}/`;
  for (let at = `/${file}`.indexOf(between); at >= 0; at = `/${file}`.indexOf(between, at + 1))
    splits.push({ base: file.slice(0, at), rest: file.slice(at + between.length - 1) });
  return splits;
}

export function isAppRoot(base: string, kind: AppKind, project: ProjectFiles): boolean {
  return configFileOf(base, kind.configs, project) !== null || dependsOn(base, kind.packages, project);
}

/** The nearest folder around a file that is the root of such an app, `''` or with `/` at its end. */
export function appAround(file: string, kind: AppKind, project: ProjectFiles): string | null {
  for (let folder = posix.dirname(file); ; folder = posix.dirname(folder)) {
    const base = folder === '.' ? '' : `${folder}/`;
    if (isAppRoot(base, kind, project)) return base;
    if (base === '') return null;
  }
}

export function configOf(base: string, names: string[], module: ModuleDeclarations): ModuleDeclarations | null {
  const file = configFileOf(base, names, module.project);
  return file === null ? null : module.open(file);
}

function configFileOf(base: string, names: string[], project: ProjectFiles): string | null {
  for (const name of names)
    for (const extension of configExtensions) if (project.has(base + name + extension)) return base + name + extension;
  return null;
}

export function dependsOn(base: string, packages: string[], project: ProjectFiles): boolean {
  const found = dependenciesAt(base, project);
  return packages.some((name) => found.has(name));
}

const standing = new WeakMap<ProjectFiles, Map<string, boolean>>();

/** Whether there is a configuration file that is no source code. */
export function stands(file: string, project: ProjectFiles): boolean {
  const known = standing.get(project) ?? new Map<string, boolean>();
  standing.set(project, known);
  const found = known.get(file) ?? project.readConfig(join(project.root, file)) !== null;
  known.set(file, found);
  return found;
}

const dependencies = new WeakMap<ProjectFiles, Map<string, Set<string>>>();

/** What the folder's own `package.json` asks for; for the scanned root also one that stands a little above it. */
function dependenciesAt(base: string, project: ProjectFiles): Set<string> {
  const known = dependencies.get(project) ?? new Map<string, Set<string>>();
  dependencies.set(project, known);
  const found = known.get(base) ?? readDependencies(base, project);
  known.set(base, found);
  return found;
}

function readDependencies(base: string, project: ProjectFiles): Set<string> {
  const own = `${base}package.json`;
  const candidates = base === '' ? ['.', ...foldersAbove].map((folder) => posix.join(folder, own)) : [own];
  const inProject = new Set(project.manifests);
  for (const candidate of candidates) {
    if (!candidate.startsWith('..') && !inProject.has(candidate)) continue;
    const text = project.readConfig(join(project.root, candidate));
    if (text !== null) return dependenciesIn(text);
  }
  return new Set();
}

function dependenciesIn(text: string): Set<string> {
  const manifest: unknown = parse(text);
  const lists = isRecord(manifest) ? [manifest.dependencies, manifest.devDependencies, manifest.peerDependencies] : [];
  return new Set(lists.filter(isRecord).flatMap(Object.keys));
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
