/** Which endpoints may behave otherwise than before, now that files have changed. */

import type { Endpoint, FileImports } from '../model.ts';
import type { ChangedLines, Changes } from './changed-files.ts';
import { mattersFromOutside, mattersToAll } from './matters-to-all.ts';
import { sourcesOf } from './sources.ts';

export interface Affected<T> {
  /** In the order in which they were given. */
  endpoints: T[];
  /** Changed files that may matter to every endpoint; then all of them are affected. */
  matterToAll: string[];
  /** Changed files that made the difference for some. */
  sources: string[];
  /** Changed source files that no endpoint was seen to need. */
  unneeded: string[];
}

type Declared = Pick<Endpoint, 'file' | 'line' | 'endLine' | 'why'>;

export interface ReadChanges {
  /** As it now stands. */
  textOf(file: string): Promise<string>;
  /** Null where all of the file is new. */
  linesOf(file: string): Promise<ChangedLines[] | null>;
}

/** `all` are the endpoints of the project, of which `chosen` are in question. */
export async function affectedBy<T extends Declared>(
  { files, outside, prefix }: Pick<Changes, 'files' | 'outside' | 'prefix'>,
  chosen: T[],
  all: Declared[],
  imports: FileImports,
  read: ReadChanges,
): Promise<Affected<T>> {
  const routeFiles = new Set(all.map(({ file }) => file));
  const sources = sourcesOf(imports, all);
  const needed = new Set(all.flatMap((endpoint) => [...sources(endpoint)]));
  const changed = files.filter((file) => needed.has(file));
  const matterToAll = [
    ...files.filter((file) => !needed.has(file) && mattersToAll(file)),
    ...outside.filter((file) => mattersFromOutside(file, prefix)),
  ];
  const others = files.filter((file) => imports.has(file) && !needed.has(file) && !mattersToAll(file));
  const unneeded = [...others, ...outside.filter((file) => isSource(file, imports) && !matterToAll.includes(file))];
  if (matterToAll.length > 0) return { endpoints: chosen, matterToAll, sources: changed, unneeded };

  const isLocal = new Map<string, (endpoint: Declared) => boolean>();
  for (const file of changed.filter((file) => routeFiles.has(file))) {
    const declared = all.filter((endpoint) => endpoint.file === file);
    isLocal.set(file, touchedIn(declared, await read.linesOf(file), await read.textOf(file).catch(() => '')));
  }
  const isAffected = (endpoint: T) =>
    changed.some((file) => (file === endpoint.file ? isLocal.get(file)!(endpoint) : sources(endpoint).has(file)));
  return { endpoints: chosen.filter(isAffected), matterToAll, sources: changed, unneeded };
}

/** A change inside the declarations of some endpoints is theirs alone; one beside them is of all in the file. */
function touchedIn(
  declared: Declared[],
  changes: ChangedLines[] | null,
  text: string,
): (endpoint: Declared) => boolean {
  if (changes === null) return () => true;
  const lines = text.split('\n');
  const owners = changes
    .map((change) => withoutBlankEnds(change, lines))
    .filter(({ first, last }) => first <= last)
    .map(({ first, last }) => declared.filter(({ line, endLine }) => line <= first && last <= endLine));
  const isShared = owners.some(
    (owning) => owning.length === 0 || owning.some((owner) => isNamedElsewhere(owner, lines)),
  );
  return (endpoint) => isShared || owners.some((owning) => owning.includes(endpoint));
}

function withoutBlankEnds({ first, last }: ChangedLines, lines: string[]): ChangedLines {
  const isBlank = (line: number) => (lines[line - 1] ?? '').trim() === '';
  let [from, to] = [first, last];
  while (from <= to && isBlank(from)) from++;
  while (to >= from && isBlank(to)) to--;
  return { first: from, last: to };
}

const declarations = /(?:^|\s)(?:def|function|func)\s+([\w$]+)|^(?:export\s+)?(?:const|let|var)\s+([\w$]+)/gm;

/** Whether the code besides this declaration names a function of it: one handler may call another. */
function isNamedElsewhere({ line, endLine }: Declared, lines: string[]): boolean {
  const own = lines.slice(line - 1, endLine).join('\n');
  const rest = [...lines.slice(0, line - 1), ...lines.slice(endLine)].join('\n');
  const words = new Set(rest.match(/[\w$]+/g));
  return [...own.matchAll(declarations)].some(([, named, kept]) => words.has(named ?? kept!));
}

/** Whatever ends as the project's own source files do. */
function isSource(file: string, imports: FileImports): boolean {
  const ending = endingOf(file);
  return ending !== '' && [...imports.keys()].some((other) => endingOf(other) === ending);
}

const endingOf = (file: string): string => /\.\w+$/.exec(file)?.[0] ?? '';
