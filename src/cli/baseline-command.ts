/** `baseline list`, `prune` and `compare`: they read files, and measure nothing. */

import { readFile, rm } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Baseline } from '../baseline/baseline.ts';
import { baselineFolder } from '../baseline/files.ts';
import { parseBaseline } from '../baseline/parse.ts';
import { openBaselines } from '../baseline/store.ts';
import { endpointId, isRegression, UserError } from '../model.ts';
import { baselineComparison } from '../profile/baseline-report.ts';
import { baselineComparisonTable, baselinesTable } from '../report/baseline-table.ts';
import { plural } from '../report/format.ts';
import type { Command } from './arguments.ts';
import { scanFolder } from './scan-command.ts';
import { exitCodes, type Surroundings } from './surroundings.ts';

type BaselineCommand = Extract<Command, { name: 'baseline-list' | 'baseline-prune' | 'baseline-compare' }>;

export function baselineCommand(command: BaselineCommand, around: Surroundings): Promise<number> {
  switch (command.name) {
    case 'baseline-list':
      return list(resolve(around.cwd, command.root), around);
    case 'baseline-prune':
      return prune(resolve(around.cwd, command.root), command.yes, around);
    case 'baseline-compare':
      return compare(command.files, around);
    default:
      return command satisfies never;
  }
}

async function list(root: string, { stdout, stderr }: Surroundings): Promise<number> {
  const { saved, problems } = await readAll(root);
  if (saved.length > 0) {
    const listed = saved.map(({ baseline: { method, path, savedAt, commit, summary } }) => ({
      endpoint: { method, path },
      figures: summary,
      savedAt,
      commit,
    }));
    stdout.write(baselinesTable(listed));
  }
  stderr.write(problems.map(({ message, nextStep }) => `${message}\n${nextStep}\n`).join(''));
  stderr.write(`${plural(saved.length, 'baseline')} in ${baselineFolder(root)}\n`);
  return problems.length > 0 ? exitCodes.notMeasured : exitCodes.fine;
}

/** A file that cannot be read stays: nobody knows whose it is. */
async function prune(root: string, yes: boolean, around: Surroundings): Promise<number> {
  const { stdout, stderr } = around;
  const { endpoints, unresolved, warnings } = await scanFolder(root, around);
  if (endpoints.length === 0) {
    throw new UserError({
      message: `No endpoint was found in ${root}, so none of its baselines can be called gone.`,
      nextStep: 'Give the folder of the API. To remove all of them, delete .endpoint-profiler/baselines.',
    });
  }
  const known = new Set<string>(endpoints.map(endpointId));
  const { saved, problems } = await readAll(root);
  const gone = saved.filter(({ baseline }) => !known.has(endpointId(baseline)));
  for (const { file, baseline } of gone) {
    if (yes) await rm(file);
    stdout.write(`${endpointId(baseline)}  ${file}\n`);
  }
  stderr.write(problems.map(({ message }) => `${message}\n`).join(''));
  if (gone.length === 0) stderr.write('Every baseline that can be read is of an endpoint that exists.\n');
  else if (yes) stderr.write(`Removed ${plural(gone.length, 'baseline')}.\n`);
  else {
    const open = unresolved.length + warnings.length;
    if (open > 0) stderr.write(`Not all of the code was understood (${open} places): some of these may still exist.\n`);
    stderr.write(`The endpoints of ${plural(gone.length, 'baseline')} are gone. Nothing was removed: --yes does it.\n`);
  }
  return exitCodes.fine;
}

async function compare(files: [was: string, now: string], { cwd, stdout }: Surroundings): Promise<number> {
  const read = files.map(async (word) => ({ title: basename(word), baseline: await readBaseline(resolve(cwd, word)) }));
  const [was, now] = await Promise.all(read);
  const names = was!.title === now!.title ? files : [was!.title, now!.title];
  const comparison = baselineComparison({ ...was!, title: names[0]! }, { ...now!, title: names[1]! });
  stdout.write(baselineComparisonTable(comparison));
  return isRegression(comparison.verdict) ? exitCodes.regression : exitCodes.fine;
}

async function readAll(root: string) {
  const stored = await openBaselines(root).list();
  return {
    saved: stored.filter((one) => one.state === 'read'),
    problems: stored.filter((one) => one.state === 'unusable').map(({ problem }) => problem),
  };
}

async function readBaseline(file: string): Promise<Baseline> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    const nextStep = 'Give two files of .endpoint-profiler/baselines.';
    throw new UserError({ message: `${file} could not be read: ${cause.message}.`, nextStep }, { cause });
  });
  return parseBaseline(text, file);
}
