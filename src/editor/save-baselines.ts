/** Results become baselines, and can be taken back. */

import { basename, relative } from 'node:path';
import * as vscode from 'vscode';
import { endpointId, type MeasuredProfile } from '../model.ts';
import { plural } from '../report/format.ts';
import { commands } from './ids.ts';
import type { Project } from './project.ts';
import type { ProjectEndpoint } from './projects.ts';
import type { Reporter } from './reporter.ts';
import { differsFromBaseline, savable, whyNotSaved } from './savable.ts';

const tell = (message: string, ...buttons: string[]) => vscode.window.showInformationMessage(message, ...buttons);

/** What stood there before is a click away: nobody is asked first. */
export async function saveBaseline(reporter: Reporter, { project, endpoint }: ProjectEndpoint): Promise<void> {
  const id = endpointId(endpoint);
  const result = project.results.get(id);
  const reason = whyNotSaved(result);
  if (result?.profile.state === 'measured' && reason === null) return save(reporter, project, [result.profile]);
  const again = 'Profile Endpoint';
  const button = await tell(`${id} ${reason}: profile it first.`, again);
  if (button === again) await vscode.commands.executeCommand(commands.profileEndpoint, id, project.root);
}

export async function saveBaselines(reporter: Reporter, project: Project, which: 'changed' | 'all'): Promise<void> {
  const { profiles, unfit } = savable(project.results.all);
  const wanted = which === 'all' ? profiles : profiles.filter(differsFromBaseline);
  const left = unfit.map((result) => `${endpointId(result.profile.endpoint)} ${whyNotSaved(result)}`);
  const others = left.length === 0 ? '' : ` Left out: ${shortList(left)}.`;
  if (wanted.length > 0) return save(reporter, project, wanted, others);
  const why =
    profiles.length > 0
      ? 'No result differs for certain from its saved baseline.'
      : `There is no result in ${project.name} that is not saved: profile some endpoints first.`;
  void tell(why + others);
}

async function save(reporter: Reporter, project: Project, profiles: MeasuredProfile[], others = ''): Promise<void> {
  const progress = { location: vscode.ProgressLocation.Window, title: 'Saving baselines' };
  const { saved, replaced, error, undo } = await vscode.window.withProgress(progress, () =>
    saveWithUndo(project, profiles),
  );
  if (error !== null) reporter.error(error);
  if (saved.length === 0) return;
  const [first] = saved as [MeasuredProfile];
  const file = project.baselineFile(first.endpoint);
  const what = saved.length === 1 ? relative(project.root, file) : plural(saved.length, 'baseline');
  const place =
    replaced === 0
      ? ''
      : saved.length === 1
        ? ' in place of the former one'
        : `, ${replaced} of them in place of former ones`;
  const [undoIt, open] = ['Undo', 'Open'];
  const buttons = saved.length === 1 ? [undoIt, open] : [undoIt];
  // Does not wait until the message is closed.
  tell(`Saved ${what}${place}.${others}`, ...buttons)
    .then(async (button) => {
      if (button === open) await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file));
      if (button === undoIt) tellUndone(saved.length, await undo());
    })
    .then(undefined, (cause) => reporter.error(cause));
}

function tellUndone(count: number, left: string[]): void {
  if (left.length === 0) void tell(count === 1 ? 'The baseline is what it was.' : 'The baselines are what they were.');
  else void tell(`Changed since, and so left as they are: ${shortList(left.map((file) => basename(file)))}.`);
}

const listed = 5;

function shortList(texts: string[]): string {
  const more = texts.length > listed ? [`${texts.length - listed} more`] : [];
  return [...texts.slice(0, listed), ...more].join('; ');
}

interface Saved {
  saved: MeasuredProfile[];
  /** How many of these took the place of another one. */
  replaced: number;
  /** Why the first one that is missing could not be saved; null where none is missing. */
  error: unknown;
  /** Resolves with the files that were left as they are: somebody has written there since. */
  undo(): Promise<string[]>;
}

async function saveWithUndo(project: Project, profiles: readonly MeasuredProfile[]): Promise<Saved> {
  const { undoable } = await import('./pipeline.ts');
  const profiler = await project.profiler();
  const fileOf = ({ endpoint }: MeasuredProfile) => project.baselineFile(endpoint);
  const former = new Set(profiles.filter(({ endpoint }) => project.hasBaseline(endpoint)));
  const saved: MeasuredProfile[] = [];
  let error: unknown = null;
  const undo = await undoable(profiles.map(fileOf), async () => {
    for (const profile of profiles) {
      try {
        await profiler.saveBaseline(profile);
        saved.push(profile);
      } catch (cause) {
        error ??= cause;
      }
    }
  });
  for (const profile of saved) project.results.markAsBaseline(profile);
  return {
    saved,
    replaced: saved.filter((profile) => former.has(profile)).length,
    error,
    undo: async () => {
      const left = await undo();
      const undone = saved.filter((profile) => !left.includes(fileOf(profile)));
      for (const profile of undone) project.results.markAsBaseline(profile, false);
      return left;
    },
  };
}
