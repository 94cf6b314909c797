/** Reads the text of a baseline file. What is wrong with one is told with its place. */

import {
  findNodeAtLocation,
  getNodePath,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { UserError } from '../model.ts';
import { type Baseline, baselineSchema, baselineVersion } from './baseline.ts';
import { version1Schema } from './version-1.ts';

/** Throws a `UserError` that names the file, the place in it and what is wrong there. */
export function parseBaseline(written: string, file: string): Baseline {
  // Some editors of Windows begin a file with a byte order mark, which is no JSON.
  const text = written.replace(/^\uFEFF/, '');
  const unusable = (offset: number, what: string) => unusableAt(placeOf(text, file, offset), what);
  const conflict = /^(<<<<<<<|=======|>>>>>>>)( |\r?$)/m.exec(text);
  if (conflict) throw unresolved(placeOf(text, file, conflict.index));
  if (text.trim() === '') throw unusable(0, 'it is empty');

  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true });
  const first = errors[0];
  if (first) throw unusable(first.offset, wordsOf(first, text));
  const twice = repeatedKey(tree!);
  if (twice) throw unusable(twice.offset, `${getNodePath(twice.children![0]!).join('.')} stands there twice`);

  const value = getNodeValue(tree!);
  const version = value?.version;
  if (typeof version === 'number' && version > baselineVersion) throw fromLater(file, version);
  const parsed = (version === 1 ? version1Schema : baselineSchema).safeParse(value);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw unusable(nodeAt(tree!, path as JsonPath).offset, `${path.join('.') || 'the whole file'}: ${message}`);
}

type JsonPath = (string | number)[];

const wordsOf = ({ error, offset, length }: ParseError, text: string): string =>
  offset + length >= text.trimEnd().length
    ? 'it ends in the middle'
    : `it is not valid JSON (${printParseErrorCode(error)})`;

/** Both sides of a merge, kept one below the other, are valid JSON, of which the last would be taken. */
function repeatedKey({ type, children = [] }: Node): Node | undefined {
  if (type === 'object') {
    const keys = children.map((property) => property.children![0]!.value);
    const again = children.find((_, at) => keys.indexOf(keys[at]) < at);
    if (again) return again;
  }
  for (const child of children) {
    const found = repeatedKey(child);
    if (found) return found;
  }
  return undefined;
}

/** Where a value is missing: what it is missing in. */
const nodeAt = (tree: Node, path: JsonPath): Node =>
  findNodeAtLocation(tree, path) ?? (path.length > 0 ? nodeAt(tree, path.slice(0, -1)) : tree);

/** `file:12:5`, as terminals and editors make a link of it. */
function placeOf(text: string, file: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `${file}:${lines.length}:${lines.at(-1)!.length + 1}`;
}

function unusableAt(place: string, what: string): UserError {
  return new UserError({
    message: `${place}: this baseline cannot be read: ${what}.`,
    nextStep: 'Restore it from version control, or delete it, profile again and save a new one. It was left as it is.',
  });
}

function unresolved(place: string): UserError {
  return new UserError({
    message: `${place}: this baseline has conflict markers of a merge.`,
    nextStep:
      'Keep one whole side, with git checkout --ours or --theirs, or delete it, profile again and save a new one.',
  });
}

function fromLater(file: string, version: number): UserError {
  return new UserError({
    message: `${file} has version ${version}; this Endpoint Profiler reads up to version ${baselineVersion}.`,
    nextStep: 'Update Endpoint Profiler to compare with it. The file was left as it is.',
  });
}
