import { dirname, join, posix, relative, sep } from 'node:path';
import { parse } from 'jsonc-parser';
import type { ProjectFiles, Resolver } from '../language.ts';
import { type Aliases, patternRest, subpathImports, workspacePackages } from './javascript-packages.ts';

const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
/** TypeScript code names the JavaScript file that will be there after compiling. */
const compiledFrom: Record<string, string[]> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** Resolves as Node (`imports`, `exports`), TypeScript (`paths`, `baseUrl`) and package workspaces do. */
export function resolver(project: ProjectFiles): Resolver {
  const aliasesOf = aliasReader(project);
  const importsOf = subpathImports(project);
  const packages = workspacePackages(project);
  /** By the file that imports, then by what it imports. */
  const known = new Map<string, Map<string, string | null>>();
  const resolve = (specifier: string, folder: string): string | null => {
    if (/^\.\.?(\/|$)/.test(specifier)) return fileAt(posix.join(folder, specifier), project);
    // A path that was put together from `__dirname` starts at the root.
    const inProject = specifier.startsWith('/') ? fileAt(specifier.slice(1), project) : null;
    if (inProject !== null) return inProject;
    for (const candidate of [
      ...aliasesOf(folder)(specifier),
      ...importsOf(folder)(specifier),
      ...packages(specifier),
      ...sourceRoots(specifier, folder),
    ]) {
      const file = fileAt(candidate, project);
      if (file !== null) return file;
    }
    return null;
  };
  return (specifier, from) => {
    let ofFile = known.get(from);
    if (!ofFile) known.set(from, (ofFile = new Map()));
    let file = ofFile.get(specifier);
    if (file === undefined) ofFile.set(specifier, (file = resolve(specifier, posix.dirname(from))));
    return file;
  };
}

/** The source file that a path without or with a compiled extension means. */
function fileAt(path: string, project: ProjectFiles): string | null {
  const base = posix.normalize(path).replace(/\/$/, '');
  const extension = posix.extname(base);
  const swapped = (compiledFrom[extension] ?? []).map((source) => base.slice(0, -extension.length) + source);
  const candidates = [
    ...(extensions.includes(extension) ? [base] : []),
    ...swapped,
    ...extensions.map((added) => base + added),
    ...extensions.map((added) => (base === '.' ? `index${added}` : `${base}/index${added}`)),
  ];
  return candidates.find((candidate) => project.has(candidate)) ?? null;
}

/** Bundlers and loaders take `@/` and `~/` for the folder of the sources; their settings are code that is not read. */
function sourceRoots(specifier: string, folder: string): string[] {
  const rest = /^[@~]\/(.+)/.exec(specifier)?.[1];
  if (rest === undefined) return [];
  const above = folder === '.' ? [] : folder.split('/').map((_, depth, parts) => parts.slice(0, depth + 1).join('/'));
  return ['.', ...above].reverse().flatMap((root) => [posix.join(root, rest), posix.join(root, 'src', rest)]);
}

/** The nearest tsconfig.json or jsconfig.json decides; it may stand above the scanned root. */
function aliasReader(project: ProjectFiles): (folder: string) => Aliases {
  const byFolder = new Map<string, Aliases>();
  const read = (folder: string): Aliases => {
    const known = byFolder.get(folder);
    if (known) return known;
    const config = ['tsconfig.json', 'jsconfig.json']
      .map((name) => readCompilerConfig(join(project.root, folder, name), project, 0))
      .find((found) => found !== null);
    const parent = posix.join(folder, '..');
    const isTop = /^(\.\.\/){3}/.test(`${parent}/`);
    const aliases = config ? aliasesFrom(config, project) : isTop ? () => [] : read(parent);
    byFolder.set(folder, aliases);
    return aliases;
  };
  return read;
}

interface CompilerConfig {
  /** Absolute. */
  baseUrl: string | null;
  paths: Record<string, string[]>;
  /** What `paths` are relative to, absolute. */
  pathsBase: string;
}

function readCompilerConfig(path: string, project: ProjectFiles, depth: number): CompilerConfig | null {
  const text = depth > 8 ? null : project.readConfig(path);
  if (text === null) return null;
  const json: unknown = parse(text, [], { allowTrailingComma: true });
  const config = isRecord(json) ? json : {};
  const options = isRecord(config.compilerOptions) ? config.compilerOptions : {};
  const folder = dirname(path);
  const inherited = [config.extends]
    .flat()
    .filter((name): name is string => typeof name === 'string' && name.startsWith('.'))
    .map((name) => join(folder, name))
    .map((name) => readCompilerConfig(name.endsWith('.json') ? name : `${name}.json`, project, depth + 1))
    .findLast((found) => found !== null);
  const baseUrl = typeof options.baseUrl === 'string' ? join(folder, options.baseUrl) : (inherited?.baseUrl ?? null);
  if (!isRecord(options.paths)) return { paths: {}, pathsBase: folder, ...inherited, baseUrl };
  const paths = Object.entries(options.paths).map(([pattern, targets]) => [
    pattern,
    Array.isArray(targets) ? targets.filter((target) => typeof target === 'string') : [],
  ]);
  return { baseUrl, paths: Object.fromEntries(paths), pathsBase: baseUrl ?? folder };
}

function aliasesFrom({ baseUrl, paths, pathsBase }: CompilerConfig, project: ProjectFiles): Aliases {
  const inProject = (path: string) => relative(project.root, path).split(sep).join('/');
  const patterns = Object.entries(paths).sort(([a], [b]) => prefixOf(b).length - prefixOf(a).length);
  return (specifier) => {
    const candidates: string[] = [];
    for (const [pattern, targets] of patterns) {
      const rest = patternRest(pattern, specifier);
      if (rest !== null)
        for (const target of targets)
          candidates.push(
            inProject(
              join(
                pathsBase,
                target.replace('*', () => rest),
              ),
            ),
          );
    }
    if (baseUrl !== null) candidates.push(inProject(join(baseUrl, specifier)));
    return candidates;
  };
}

const prefixOf = (pattern: string): string => pattern.split('*')[0]!;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
