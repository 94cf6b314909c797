import { join, posix } from 'node:path';
import type { ProjectFiles } from '../language.ts';
import { type CodeLine, literal, unknown, type Value } from './values.ts';

/** What is there goes before what somebody is to copy: https://github.com/motdotla/dotenv */
const examples = new Set(['.env.example', '.env.sample', '.env.template', '.env.dist']);
const files = ['.env', '.env.local', '.env.development', ...examples];

const assignment = /^\s*(?:export\s+)?(?<name>\w+)\s*=\s*(["']?)(?<text>\/?[\w.~-]+(?:\/[\w.~-]+)*\/?)\2\s*(?:#.*)?$/;

/** Nobody's secrets become parts of paths. */
const isSecret = (name: string): boolean =>
  /SECRET|TOKEN|PASS|PWD|KEY|CRED|PRIVATE|SALT|SIGNATURE|_P(?:IN|W)$/i.test(name);

/** Made by chance, as keys are: long, and of letters and digits without a pattern. */
const looksRandom = (text: string): boolean =>
  /[\da-f]{8}(?:-[\da-f]{4}){3}-/i.test(text) ||
  text.split(/\W|_/).some((part) => part.length >= 16 && (part.match(/\d+/g) ?? []).length > 2);

interface Variable extends CodeLine {
  text: string;
  proposed: boolean;
}

/** By folder, then by name; of one project, while it is linked. */
const known = new WeakMap<ProjectFiles, Map<string, Map<string, Variable>>>();

/**
 * What the environment says for `name` by the nearest file for it, in the folder of `from` or one around it. Only what
 * may be a part of a path is known.
 */
export function environmentVariable(name: string, from: string, project: ProjectFiles): Value {
  if (isSecret(name)) return unknown;
  for (let folder = posix.dirname(from); ; folder = posix.dirname(folder)) {
    const variable = variablesIn(folder, project).get(name);
    if (variable)
      return {
        ...literal(variable.text, { file: variable.file, line: variable.line }),
        setting: variable.proposed ? 'proposed' : 'made',
      };
    if (folder === '.') return unknown;
  }
}

function variablesIn(folder: string, project: ProjectFiles): Map<string, Variable> {
  const folders = known.get(project) ?? new Map<string, Map<string, Variable>>();
  known.set(project, folders);
  let variables = folders.get(folder);
  if (!variables) folders.set(folder, (variables = new Map(readVariables(folder, project))));
  return variables;
}

/** The last of a name counts. */
const readVariables = (folder: string, project: ProjectFiles): [string, Variable][] =>
  files.toReversed().flatMap((name) => {
    const file = posix.join(folder, name);
    const lines = project.readConfig(join(project.root, file))?.split('\n') ?? [];
    return lines.flatMap((line, i): [string, Variable][] => {
      const { name: of, text } = assignment.exec(line)?.groups ?? {};
      return of && text && !looksRandom(text) ? [[of, { text, file, line: i + 1, proposed: examples.has(name) }]] : [];
    });
  });
