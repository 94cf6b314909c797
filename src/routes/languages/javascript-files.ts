import { posix } from 'node:path';
import type { ProjectFiles } from '../language.ts';
import { memberOf } from '../link/members.ts';
import { literal, objectOf, stringOf, unknown, type Value } from '../link/values.ts';

/** What `node:path` and `node:fs` say of the project's own files, whose root is taken for the root of all paths. */
export function callFileFunction(name: string, args: Value[], project: ProjectFiles): Value | undefined {
  const texts = args.map(stringOf);
  const [path, second] = texts;
  const [library, word] = /^(path|fs)(?:[/.](?:posix|promises))?\.(\w+)$/.exec(name)?.slice(1) ?? [];
  if (library === 'fs' || /^(?:fs-extra|graceful-fs)\./.test(name)) return readFolder(word ?? name, args, project);
  if (library !== 'path' || typeof path !== 'string') return library === 'path' ? unknown : undefined;
  switch (word) {
    case 'join':
      return texts.includes(null) ? unknown : literal(posix.join(...(texts as string[])));
    case 'resolve':
      // Programs are started at the root, as far as anybody knows.
      return texts.includes(null) ? unknown : literal(posix.resolve('/', ...(texts as string[])));
    case 'normalize':
      return literal(posix.normalize(path));
    case 'dirname':
      return literal(posix.dirname(path));
    case 'basename':
      return literal(posix.basename(path, second ?? undefined));
    case 'extname':
      return literal(posix.extname(path));
    case 'parse':
      return objectOf(new Map(Object.entries(posix.parse(path)).map(([key, part]) => [key, literal(part)])));
    default:
      return undefined;
  }
}

/** `readdirSync(path.join(__dirname, 'routes'))`: source files and folders, the only ones that a program requires. */
function readFolder(word: string, [folder = unknown, options = unknown]: Value[], project: ProjectFiles) {
  if (!/\breaddir(?:Sync)?$/.test(word)) return undefined;
  const path = stringOf(folder);
  if (path === null) return unknown;
  const inside = posix.join(path.replace(/^\//, ''), '/').replace(/^(\.?\/)+/, '');
  const names = new Set(project.below(inside).map((file) => file.slice(inside.length).split('/')[0]!));
  const hasTypes = stringOf(memberOf(options, 'withFileTypes')) === 'true';
  const entry = (name: string) => (hasTypes ? objectOf(new Map([['name', literal(name)]])) : literal(name));
  return { kind: 'array' as const, items: [...names].map(entry) };
}
