import { posix } from 'node:path';
import type { StandardCall } from '../language.ts';
import { memberOf } from '../link/members.ts';
import { isKnown, literal, objectOf, stringOf, unknown, type Value } from '../link/values.ts';
import { globs } from '../scan/glob.ts';
import { fileTypes } from './file-types.ts';

/** `glob.sync('routes/*.js')`, with the packages that are in use for it, and promises of the same. */
const globbing =
  /^(?:glob(?:\.(?:sync|glob|globSync))?|(?:fast-glob|fg)(?:\.(?:sync|glob|globSync|async))?|globby(?:\.(?:sync|globby|globbySync))?|tinyglobby\.(?:glob|globSync)|tiny-glob(?:\/sync)?|(?:node:)?fs(?:\/promises)?\.(?:glob|globSync))$/;

const source = new RegExp(String.raw`\.(?:${fileTypes.javascript.extensions.map((type) => type.slice(1)).join('|')})$`);

/** Calls that find or load modules by their place among the files. */
export function callFolderFunction(call: StandardCall): Value | undefined {
  if (globbing.test(call.name)) return filesLike(call);
  return call.name === 'require-directory' ? requireDirectory(call) : undefined;
}

/** Programs are started where their package is. */
export function startFolder({ from, project }: Pick<StandardCall, 'from' | 'project'>): string {
  const folders = project.manifests.map((manifest) => posix.join(posix.dirname(manifest), '/').replace(/^\.\//, ''));
  const around = folders.filter((folder) => from.startsWith(folder));
  return `/${around.sort((a, b) => b.length - a.length)[0] ?? ''}`.replace(/(?<=.)\/$/, '');
}

/** With more of them, a pattern may take forever. */
const maxWildcards = 4;
const isBrief = (pattern: string): boolean => (pattern.match(/\*+|\{|\?/g) ?? []).length <= maxWildcards;

/** The source files that fit; code that runs after compiling asks for what its files are then called. */
function filesLike(call: StandardCall): Value {
  const { args, project } = call;
  const [wanted = unknown, options = unknown] = args;
  const patterns = (wanted.kind === 'array' ? wanted.items : [wanted]).map(stringOf);
  const given = memberOf(options, 'cwd');
  const start = isKnown(given) ? stringOf(given) : startFolder(call);
  const known = patterns.filter((pattern) => pattern !== null).filter(isBrief);
  if (start === null || known.length < patterns.length) return unknown;
  const absolute = stringOf(memberOf(options, 'absolute')) === 'true';
  const all = project.below('').filter((file) => source.test(file));
  const items = known
    .filter((pattern) => !pattern.startsWith('!'))
    .flatMap((pattern) => {
      const fits = globs([posix.resolve(start, pattern)])!;
      const asNamed = all.filter((file) => fits.test(`/${file}`));
      const files = asNamed.length > 0 ? asNamed : all.filter((file) => fits.test(`/${file.replace(/ts$/, 'js')}`));
      const isWhole = absolute || posix.isAbsolute(pattern);
      return files.map((file) => literal(isWhole ? `/${file}` : posix.relative(start, `/${file}`)));
    });
  return { kind: 'array', items };
}

/** `requireDirectory(module, './api', { visit })`: https://github.com/troygoode/node-require-directory */
function requireDirectory({ args, project, from, load, invoke }: StandardCall): Value {
  const [, folder = literal('.'), options = unknown] = args;
  const path = stringOf(folder);
  if (path === null) return unknown;
  const inside = posix.resolve('/', posix.dirname(from), path).slice(1);
  const visit = memberOf(options, 'visit');
  const found = objectOf(new Map());
  for (const file of project.below(inside === '' ? '' : `${inside}/`)) {
    if (file === from || !source.test(file)) continue;
    const exported = load(`/${file}`);
    const visited = isKnown(visit)
      ? invoke(visit, [exported, literal(`/${file}`), literal(posix.basename(file))])
      : null;
    const names = file.slice(inside.length).replace(source, '').split('/').filter(Boolean);
    let around = found;
    for (const name of names.slice(0, -1)) {
      const inner = around.fields.get(name);
      const next = inner?.kind === 'object' ? inner : objectOf(new Map());
      around.fields.set(name, next);
      around = next;
    }
    around.fields.set(names.at(-1)!, visited && isKnown(visited) ? visited : exported);
  }
  return found;
}
