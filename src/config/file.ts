/** Reads and edits `.endpoint-profiler/config.json` without ever losing what a person wrote in it. */

import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  applyEdits,
  findNodeAtLocation,
  modify,
  type ParseError,
  parse,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import writeFileAtomic from 'write-file-atomic';
import { type Json, UserError } from '../model.ts';
import { type Config, configSchema } from './config.ts';

export type JsonPath = (string | number)[];

export interface ConfigFile {
  /** Absolute. */
  readonly file: string;
  /** The defaults where the file does not exist. Throws a `UserError` with file and place where it is not valid. */
  load(): Promise<Config>;
  /**
   * Sets one value, or takes it out, and leaves the rest of the text, comments and all, as it is. Makes the file where
   * there is none.
   */
  set(path: JsonPath, value: Json | undefined): Promise<void>;
}

export function openConfig(root: string, env: Record<string, string | undefined>): ConfigFile {
  const file = join(root, '.endpoint-profiler', 'config.json');
  return {
    file,
    async load() {
      const text = await readOptional(file);
      return text === null ? configSchema.parse({}) : parseConfig(text, file, env);
    },
    async set(path, value) {
      const text = (await readOptional(file)) ?? '{}\n';
      parseJson(text, file);
      const edits = modify(text, path, value, { formattingOptions: { insertSpaces: true, tabSize: 2, eol: '\n' } });
      await mkdir(dirname(file), { recursive: true });
      await writeFileAtomic(file, applyEdits(text, edits));
    },
  };
}

/** Also checks the values and puts the environment's into `${env:NAME}`. Throws a `UserError` with the place. */
export function parseConfig(text: string, file: string, env: Record<string, string | undefined>): Config {
  const raw = fillEnvironment(
    parseJson(text, file),
    env,
    (path, message) => placedError(text, file, path, message),
    [],
  );
  const parsed = configSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  // Of a key that is not as it should be, the reason stands one level below.
  const { message } = (issue.code === 'invalid_key' && issue.issues[0]) || issue;
  throw placedError(text, file, issue.path as JsonPath, message);
}

function parseJson(text: string, file: string): Json {
  const errors: ParseError[] = [];
  const value = parse(text, errors, { allowTrailingComma: true }) as Json;
  const first = errors[0];
  if (first) throw errorAt(text, file, first.offset, `not valid JSON (${printParseErrorCode(first.error)})`);
  return value;
}

type Refuse = (path: JsonPath, message: string) => UserError;

function fillEnvironment(value: Json, env: Record<string, string | undefined>, refuse: Refuse, path: JsonPath): Json {
  if (typeof value === 'string') {
    return value.replace(/\$\{env:(\w+)\}/g, (_, name: string) => {
      const found = env[name];
      if (found === undefined) throw refuse(path, `the environment variable ${name} is not set`);
      return found;
    });
  }
  if (Array.isArray(value)) return value.map((item, i) => fillEnvironment(item, env, refuse, [...path, i]));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, fillEnvironment(item, env, refuse, [...path, key])]),
  );
}

function placedError(text: string, file: string, path: JsonPath, message: string): UserError {
  const tree = parseTree(text);
  let depth = path.length;
  let node = tree && findNodeAtLocation(tree, path);
  while (tree && !node && depth > 0) node = findNodeAtLocation(tree, path.slice(0, --depth));
  const where = path.length ? `${path.join('.')}: ` : '';
  return errorAt(text, file, node?.offset ?? 0, `${where}${message}`);
}

function errorAt(text: string, file: string, offset: number, message: string): UserError {
  const before = text.slice(0, offset).split('\n');
  return new UserError({
    message: `${file}:${before.length}:${before.at(-1)!.length + 1}: ${message}`,
    nextStep: 'Correct this place in the file; it was left as it is.',
  });
}

async function readOptional(file: string): Promise<string | null> {
  try {
    // Some editors of Windows begin a file with a byte order mark, which is no JSON.
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
