/** Baseline files in `.endpoint-profiler/baselines`. */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { type Endpoint, endpointId, type MeasuredProfile, type Problem, UserError } from '../model.ts';
import { type Baseline, baselineOf } from './baseline.ts';
import { checkedOutCommit } from './checked-out-commit.ts';
import { baselineFileName } from './file-name.ts';
import { baselineFiles, baselineFolder } from './files.ts';
import { thisMachine } from './machine.ts';
import { parseBaseline } from './parse.ts';
import { formatBaseline } from './text.ts';

/** `file` is absolute. */
export type StoredBaseline = { file: string } & (
  | { state: 'read'; baseline: Baseline }
  | { state: 'unusable'; problem: Problem }
);

export interface BaselineStore {
  fileOf(endpoint: Pick<Endpoint, 'method' | 'path'>): string;
  /** Null when none was saved. Throws a `UserError` when the file cannot be used. */
  load(endpoint: Pick<Endpoint, 'method' | 'path'>): Promise<Baseline | null>;
  /** All that are there, in the order of their files; one that cannot be used says why. */
  list(): Promise<StoredBaseline[]>;
  /** Returns the file. The old text stays until the new one is whole. */
  save(profile: MeasuredProfile): Promise<string>;
}

export function openBaselines(root: string): BaselineStore {
  const folder = baselineFolder(root);
  const fileOf = (endpoint: Pick<Endpoint, 'method' | 'path'>) => join(folder, baselineFileName(endpoint));

  function parse(text: string, file: string): Baseline {
    const baseline = parseBaseline(text, file);
    if (fileOf(baseline) !== file) throw foreignFile(file, baseline);
    return baseline;
  }

  return {
    fileOf,
    async load(endpoint) {
      const file = fileOf(endpoint);
      const text = await readFile(file, 'utf8').catch(nullWhereMissing);
      return text === null ? null : parse(text, file);
    },
    async list() {
      return Promise.all(
        (await baselineFiles(folder)).map(async (file): Promise<StoredBaseline> => {
          const text = await readFile(file, 'utf8');
          try {
            return { file, state: 'read', baseline: parse(text, file) };
          } catch (error) {
            if (error instanceof UserError) return { file, state: 'unusable', problem: error.problem };
            throw error;
          }
        }),
      );
    },
    async save(profile) {
      const file = fileOf(profile.endpoint);
      const baseline = baselineOf(profile, thisMachine(), await checkedOutCommit(root));
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, '.gitattributes'), gitAttributes, { flag: 'wx' }).catch(unlessThere);
      await writeFileAtomic(file, formatBaseline(baseline));
      return file;
    },
  };
}

/** Lines of two measurements make no third one. Where two people have saved the same endpoint, git asks which it is to be. */
const gitAttributes =
  '# A baseline is one measurement: git keeps one or the other, and merges no lines.\n*.json -merge\n';

function nullWhereMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

function foreignFile(file: string, baseline: Baseline): UserError {
  return new UserError({
    message: `${file} has the baseline of ${endpointId(baseline)}, whose file has another name.`,
    nextStep: 'It may have been renamed or copied by hand: give it back its name, or remove it.',
  });
}
