import { join, posix } from 'node:path';
import { parse } from 'jsonc-parser';
import type { ProjectFiles } from '../language.ts';

/** Files that a specifier may mean, relative to the root, without or with an extension; the likeliest first. */
export type Aliases = (specifier: string) => string[];

/** `#routes/users`, as the nearest package.json says: https://nodejs.org/api/packages.html#subpath-imports */
export function subpathImports(project: ProjectFiles): (folder: string) => Aliases {
  const byFolder = new Map<string, Aliases>();
  const read = (folder: string): Aliases => {
    const known = byFolder.get(folder);
    if (known) return known;
    const manifest = readManifest(posix.join(folder, 'package.json'), project);
    const parent = posix.join(folder, '..');
    const isTop = /^(\.\.\/){3}/.test(`${parent}/`);
    const aliases: Aliases = manifest
      ? (specifier) => subpathTargets(manifest.imports, specifier).map((target) => posix.join(folder, target))
      : isTop
        ? () => []
        : read(parent);
    byFolder.set(folder, aliases);
    return aliases;
  };
  return (folder) => (specifier) => (specifier.startsWith('#') ? read(folder)(specifier) : []);
}

/** Packages of the project's own, by name: where their sources most likely stand. */
export function workspacePackages(project: ProjectFiles): Aliases {
  const folders = new Map<string, { folder: string; entries: string[]; exports: unknown }>();
  for (const path of project.manifests) {
    const manifest = readManifest(path, project);
    if (typeof manifest?.name !== 'string') continue;
    const { name, exports } = manifest;
    // A project may be called as what it is made with.
    const needed = [manifest.dependencies, manifest.devDependencies, manifest.peerDependencies];
    if (needed.some((packages) => isRecord(packages) && Object.hasOwn(packages, name))) continue;
    const named = [manifest.source, manifest.module, manifest.main].filter((entry) => typeof entry === 'string');
    const entries = [...named, ...named.map(sourceOf), 'src/index', 'index'];
    folders.set(name, { folder: posix.dirname(path), entries, exports });
  }
  return (specifier) => {
    const name = specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/');
    const found = folders.get(name);
    if (!found) return [];
    const rest = specifier.slice(name.length + 1);
    const exported = subpathTargets(found.exports, rest === '' ? '.' : `./${rest}`);
    const inside = rest === '' ? found.entries : [rest, `src/${rest}`, sourceOf(rest)];
    return [...exported, ...inside].map((path) => posix.join(found.folder, path));
  };
}

/** What `imports` or `exports` of a package.json give for a subpath, under any condition, relative to the package. */
function subpathTargets(map: unknown, subpath: string): string[] {
  const isOfSubpaths = isRecord(map) && Object.keys(map).some((key) => /^[.#]/.test(key));
  if (!isOfSubpaths) return subpath === '.' ? targetsIn(map) : [];
  const patterns = Object.keys(map).sort((a, b) => b.indexOf('*') - a.indexOf('*'));
  for (const pattern of patterns) {
    const rest = patternRest(pattern, subpath);
    if (rest === null) continue;
    const targets = targetsIn(map[pattern]).map((target) => target.replaceAll('*', () => rest));
    return [...targets, ...targets.map(sourceOf)];
  }
  return [];
}

/** Of conditions in conditions; types say nothing about what runs. */
function targetsIn(target: unknown): string[] {
  if (typeof target === 'string') return [target];
  if (!isRecord(target)) return [];
  return Object.entries(target).flatMap(([condition, inner]) => (condition === 'types' ? [] : targetsIn(inner)));
}

/** The source of what is built. */
const sourceOf = (path: string): string => path.replace(/^(\.\/)?(dist|build|lib|out)\//, 'src/');

/** What `*` stands for; `''` for an exact match, null for none. */
export function patternRest(pattern: string, specifier: string): string | null {
  const [prefix = '', suffix] = pattern.split('*');
  if (suffix === undefined) return specifier === pattern ? '' : null;
  const fits = specifier.length >= pattern.length - 1 && specifier.startsWith(prefix) && specifier.endsWith(suffix);
  return fits ? specifier.slice(prefix.length, specifier.length - suffix.length) : null;
}

function readManifest(path: string, project: ProjectFiles): Record<string, unknown> | null {
  const json: unknown = parse(project.readConfig(join(project.root, path)) ?? '');
  return isRecord(json) ? json : null;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
