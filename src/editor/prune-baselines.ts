/** Baselines whose endpoint is gone go to the trash, those that the person chooses. */

import { basename } from 'node:path';
import * as vscode from 'vscode';
import { baselineFiles } from '../baseline/files.ts';
import { endpointId } from '../model.ts';
import { formatDate, plural } from '../report/format.ts';
import { readBaseline } from './choose-baseline.ts';
import { commands } from './ids.ts';
import type { Project } from './project.ts';
import type { Dialog } from './questions.ts';

interface Orphan {
  file: string;
  id: string;
  savedAt: string;
}

export async function pruneBaselines(dialog: Dialog, project: Project): Promise<void> {
  const { endpoints } = project;
  if (endpoints.progress || endpoints.stopped || !endpoints.scanned) {
    const button = await vscode.window.showInformationMessage(
      `The routes of ${project.name} are not all known yet, so that none can be called gone.`,
      'Rescan Routes',
    );
    if (button) await vscode.commands.executeCommand(commands.rescan);
    return;
  }
  const orphans = await orphansOf(project);
  if (orphans.length === 0) {
    return void vscode.window.showInformationMessage('Every baseline that can be read is of an endpoint that exists.');
  }
  const chosen = await dialog.pickMany(
    'Which baselines are to go? Their endpoints are no longer among the routes',
    orphans.map((value) => ({
      label: value.id,
      description: `saved ${formatDate(value.savedAt)}`,
      detail: basename(value.file),
      value,
    })),
  );
  if (!chosen || chosen.length === 0) return;
  const open = endpoints.unresolved.length;
  const detail = [
    chosen.map(({ file }) => basename(file)).join('\n'),
    open > 0 && `The whole path of ${plural(open, 'endpoint')} is not known: one of these may be theirs.`,
  ];
  const question = `Move ${plural(chosen.length, 'baseline')} to the trash?`;
  if (await dialog.confirm(question, detail.filter(Boolean).join('\n\n'), ['Move to Trash'])) {
    await remove(
      dialog,
      chosen.map(({ file }) => vscode.Uri.file(file)),
    );
  }
}

/** One that cannot be read is nobody's, and says so where it is opened. */
async function orphansOf({ baselineFolder, endpoints }: Project): Promise<Orphan[]> {
  const { baselineId } = await import('./pipeline.ts');
  const known = new Set(endpoints.endpoints.map(endpointId));
  const read = await Promise.all(
    (await baselineFiles(baselineFolder)).map(async (file) => {
      const titled = await readBaseline(file).catch(() => null);
      return titled && { file, id: baselineId(titled.baseline), savedAt: titled.baseline.savedAt };
    }),
  );
  return read.filter((orphan) => orphan !== null).filter(({ id }) => !known.has(id));
}

async function remove(dialog: Dialog, files: vscode.Uri[]): Promise<void> {
  const { fs } = vscode.workspace;
  const withoutTrash: vscode.Uri[] = [];
  for (const file of files) {
    await Promise.resolve(fs.delete(file, { useTrash: true })).catch(() => withoutTrash.push(file));
  }
  if (withoutTrash.length > 0) {
    const question = `${plural(withoutTrash.length, 'baseline')} could not be moved to the trash. Delete for good?`;
    const detail = 'What was committed stays in git.';
    if (!(await dialog.confirm(question, detail, ['Delete for Good']))) return;
    for (const file of withoutTrash) await fs.delete(file);
  }
  void vscode.window.showInformationMessage(`Removed ${plural(files.length, 'baseline')}.`);
}
