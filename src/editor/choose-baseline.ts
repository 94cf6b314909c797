/** With what a baseline or a result is to be compared. */

import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { baselineFiles } from '../baseline/files.ts';
import { UserError } from '../model.ts';
import type { TitledBaseline } from '../profile/baseline-report.ts';
import { formatDate } from '../report/format.ts';
import type { Choice, Dialog } from './questions.ts';

type Source = { kind: 'file'; file: string } | { kind: 'commit'; commit: string } | { kind: 'another' };

/** `file`: of the endpoint in question; `isItself`: it is what is to be compared, so it is not offered. */
export async function chooseBaseline(dialog: Dialog, file: string, isItself: boolean): Promise<TitledBaseline | null> {
  const { revisionsOf } = await import('./pipeline.ts');
  const others = (await baselineFiles(dirname(file))).filter((other) => other !== file);
  const isSaved = (await baselineFiles(dirname(file))).includes(file);
  const choices: Choice<Source>[] = [
    ...(isSaved && !isItself
      ? [{ label: 'The saved baseline', description: basename(file), value: { kind: 'file', file } as const }]
      : []),
    ...(await revisionsOf(file)).map(({ commit, committedAt, subject }) => ({
      label: `As of commit ${commit}`,
      description: formatDate(committedAt),
      detail: subject,
      value: { kind: 'commit', commit } as const,
    })),
    ...(others.length > 0 ? [{ label: 'Another baseline…', value: { kind: 'another' } as const }] : []),
  ];
  if (choices.length === 0) {
    throw new UserError({
      message: 'There is nothing to compare it with: no other baseline is saved here, and none was committed.',
      nextStep: 'Save a baseline first, or commit it.',
    });
  }
  const source = await dialog.pick('Compare with which baseline?', choices);
  if (source?.kind === 'another') return chooseFile(dialog, 'Compare with which baseline?', others);
  if (source?.kind === 'commit') return readRevision(file, source.commit);
  return source ? readBaseline(source.file) : null;
}

export async function chooseFile(dialog: Dialog, title: string, files: string[]): Promise<TitledBaseline | null> {
  const file = await dialog.pick(
    title,
    files.map((each) => ({ label: basename(each), value: each })),
  );
  return file === undefined ? null : readBaseline(file);
}

export async function readBaseline(file: string): Promise<TitledBaseline> {
  const { parseBaseline } = await import('./pipeline.ts');
  return { title: basename(file), baseline: parseBaseline(await readFile(file, 'utf8'), file) };
}

async function readRevision(file: string, commit: string): Promise<TitledBaseline> {
  const { parseBaseline, textAt } = await import('./pipeline.ts');
  const title = `${basename(file)} at ${commit}`;
  const text = await textAt(file, commit);
  if (text !== null) return { title, baseline: parseBaseline(text, title) };
  const nextStep = 'Choose the commit before it, or another one.';
  throw new UserError({ message: `Commit ${commit} has removed ${basename(file)}.`, nextStep });
}
