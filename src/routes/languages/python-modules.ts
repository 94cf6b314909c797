import { join, posix } from 'node:path';
import type { ProjectFiles, Resolver } from '../language.ts';
import { children, field } from './nodes.ts';
import type { Node } from './tree-sitter.ts';

/** `.` and `..` already end where the name begins. */
export const submodule = (specifier: string, name: string): string =>
  specifier.endsWith('.') ? specifier + name : `${specifier}.${name}`;

/** What is imported from a package may be a module of it, and the packages around a module are run too. */
export function specifiers(root: Node): string[] {
  const nameOf = (item: Node) => (field(item, 'name') ?? item).text;
  return root.descendantsOfType(['import_statement', 'import_from_statement']).flatMap((node) => {
    const from = field(node, 'module_name');
    const items = children(node).filter(({ id }) => id !== from?.id);
    if (!from) return items.flatMap((item) => withPackages(nameOf(item)));
    const names = items.filter(({ type }) => type !== 'wildcard_import').map(nameOf);
    return [...withPackages(from.text), ...names.map((name) => submodule(from.text, name))];
  });
}

/** `a.b.c` → `a`, `a.b`, `a.b.c` */
function withPackages(specifier: string): string[] {
  if (specifier.startsWith('.')) return [specifier];
  const parts = specifier.split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}

/**
 * Resolves `a.b.c` and `..b`. Which folders Python looks in is up to whoever starts it: the nearest folder around the
 * importing file that holds the module, or the `src` in one, is taken for it.
 * https://docs.python.org/3/reference/import.html
 */
export function resolver(project: ProjectFiles): Resolver {
  const isEmpty = emptyPackages(project);
  return (specifier, from) => {
    const folder = posix.dirname(from);
    const [, dots = '', path = ''] = /^(\.*)(.*)$/s.exec(specifier) ?? [];
    const relative = path.replaceAll('.', '/');
    if (dots) return moduleAt(posix.join(folder, '../'.repeat(dots.length - 1), relative), project);
    for (const root of rootsAround(folder)) {
      const found = moduleAt(posix.join(root, relative), project);
      // A module does not mean itself, nor an empty package around it: `import flask` in `flask/app.py`.
      if (found !== null && found !== from && !isEmpty(found, from)) return found;
    }
    const inside = withinRoot(path, project.root);
    const found = inside === null ? null : moduleAt(inside, project);
    return found === null || isEmpty(found, from) ? null : found;
  };
}

/** Whether a file only makes a package of the folder that the importing file is in. */
function emptyPackages(project: ProjectFiles): (file: string, from: string) => boolean {
  const known = new Map<string, boolean>();
  return (file, from) => {
    if (posix.basename(file) !== '__init__.py' || !from.startsWith(file.slice(0, -'__init__.py'.length))) return false;
    const isEmpty = known.get(file) ?? project.readConfig(join(project.root, file))?.trim() === '';
    known.set(file, isEmpty);
    return isEmpty;
  };
}

/** The scanned folder may itself be a package, or lie in one: `shop.orders` is `orders` in a folder `shop`. */
function withinRoot(path: string, root: string): string | null {
  const parts = path.split('.');
  const around = root.split(/[\\/]/).filter((folder) => folder !== '');
  for (let depth = Math.min(parts.length, around.length); depth > 0; depth--)
    if (around.slice(-depth).join('.') === parts.slice(0, depth).join('.')) return parts.slice(depth).join('/');
  return null;
}

function* rootsAround(folder: string): Generator<string> {
  for (let root = folder; ; root = posix.dirname(root)) {
    yield root;
    yield posix.join(root, 'src');
    if (root === '.' || root === '/') return;
  }
}

function moduleAt(path: string, project: ProjectFiles): string | null {
  const base = posix.normalize(path).replace(/\/$/, '');
  const candidates = base === '.' ? ['__init__.py'] : [`${base}.py`, `${base}/__init__.py`];
  return candidates.find((candidate) => project.has(candidate)) ?? null;
}
