import { join, posix, relative, sep } from 'node:path';
import type { ProjectFiles, Resolver } from '../language.ts';
import type { Outline } from '../link/packages.ts';

/** A module: what its imports start with, and its folder relative to the root. */
interface GoModule {
  path: string;
  folder: string;
}

/** Folders of the modules whose `go.mod` stand in the project, or above it: https://go.dev/ref/mod#go-mod-file */
export function resolver(project: ProjectFiles): Resolver {
  const modules = [...project.manifests.filter((file) => posix.basename(file) === 'go.mod'), ...above(project.root)]
    .flatMap((file) => moduleAt(file, project))
    .sort((a, b) => b.path.length - a.path.length);
  return (specifier) => {
    const found = modules.find(({ path }) => specifier === path || specifier.startsWith(`${path}/`));
    if (!found) return null;
    const inModule = specifier.slice(found.path.length).replace(/^\//, '');
    // Where the module begins above the root, the root is one of its folders: `../api/users` is `users`.
    const folder =
      relative(project.root, join(project.root, found.folder, inModule))
        .split(sep)
        .join('/') || '.';
    return folder.startsWith('..') ? null : folder;
  };
}

/** Where a part of a module is scanned, `go.mod` stands in a folder around it. */
function above(root: string): string[] {
  return [1, 2, 3, 4].map((levels) => {
    const folder = join(root, ...Array.from({ length: levels }, () => '..'));
    return `${relative(root, folder).split(sep).join('/')}/go.mod`;
  });
}

function moduleAt(file: string, project: ProjectFiles): GoModule[] {
  const text = project.readConfig(join(project.root, file)) ?? '';
  const [, path] = /^\s*module\s+"?([^\s"]+)/m.exec(text) ?? [];
  return path === undefined ? [] : [{ path, folder: posix.dirname(file) }];
}

export const imports = (packages: string[]): RegExp =>
  new RegExp(`"(?:${packages.map((name) => name.replaceAll('.', '\\.')).join('|')})"`);

const topLevel =
  /^(?:func\s+(?:\(\s*(?:\w+\s+)?\*?\s*(\w+)[^)]*\)\s*)?(\w+)|(?:type|var|const)\s+(\w+(?:\s*,\s*\w+)*))/gm;
const group = /^(?:type|var|const)\s*\(([\s\S]*?)^\)/gm;
const inGroup = /^[\t ]+(\w+(?:\s*,\s*\w+)*)(?=\s|$)/gm;

/** Build constraints of files that no ordinary build has: for generators, tools and tests. */
const constraint = /^\/\/(?:go:build|\s*\+build)\s+(?:ignore|tools?|wireinject|integration|e2e)\b/m;

export function isBuilt(text: string): boolean {
  const head = text.slice(0, text.search(/^package\s/m));
  return !constraint.test(head);
}

export function outline(text: string): Outline {
  if (!isBuilt(text)) return { package: null, names: [] };
  const names: string[] = [];
  for (const [, type, name, declared] of text.matchAll(topLevel)) {
    if (name !== undefined) names.push(type === undefined ? name : `${type}.${name}`);
    else names.push(...(declared ?? '').split(/\s*,\s*/));
  }
  for (const [, inside = ''] of text.matchAll(group))
    for (const [, list = ''] of inside.matchAll(inGroup)) names.push(...list.split(/\s*,\s*/));
  return { package: /^package\s+(\w+)/m.exec(text)?.[1] ?? null, names };
}
