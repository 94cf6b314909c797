/** Baseline files in `.endpoint-profiler/baselines`. */

import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { type Endpoint, endpointId, type MeasuredProfile, UserError } from '../model.ts';
import { type Baseline, baselineId, baselineOf } from './baseline.ts';
import { checkedOutCommit } from './checked-out-commit.ts';
import { baselineFileName } from './file-name.ts';
import { baselineFolder } from './files.ts';
import { thisMachine } from './machine.ts';
import { parseBaseline } from './parse.ts';
import { formatBaseline } from './text.ts';

export interface BaselineStore {
  fileOf(endpoint: Endpoint): string;
  /** Null when none was saved. Throws a `UserError` when the file cannot be used. */
  load(endpoint: Endpoint): Promise<Baseline | null>;
  /** Returns the file. The old text stays until the new one is whole. */
  save(profile: MeasuredProfile): Promise<string>;
}

export function openBaselines(root: string): BaselineStore {
  const fileOf = (endpoint: Pick<Endpoint, 'method' | 'path'>) =>
    join(baselineFolder(root), baselineFileName(endpoint));
  return {
    fileOf,
    async load(endpoint) {
      const file = fileOf(endpoint);
      const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
      if (text === null) return null;
      const baseline = parseBaseline(text, file);
      if (baselineId(baseline) !== endpointId(endpoint)) throw foreignFile(file, baseline, endpoint);
      return baseline;
    },
    async save(profile) {
      const file = fileOf(profile.endpoint);
      const baseline = baselineOf(profile, thisMachine(), await checkedOutCommit(root));
      await mkdir(dirname(file), { recursive: true });
      await writeFileAtomic(file, formatBaseline(baseline));
      return file;
    },
  };
}

function foreignFile(file: string, baseline: Baseline, endpoint: Endpoint): UserError {
  return new UserError({
    message: `The baseline ${file} is of ${baselineId(baseline)}, not of ${endpointId(endpoint)}.`,
    nextStep: 'It may have been renamed by hand: give it back its name, or remove it.',
  });
}
