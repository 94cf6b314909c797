/** Baselines whose endpoint is gone go to the trash, those that the person chooses. */

import { basename } from 'node:path';
import * as vscode from 'vscode';
import { type EndpointId, endpointId } from '../model.ts';
import { formatDate, plural } from '../report/format.ts';
import { commands } from './ids.ts';
import type { Project } from './project.ts';
import type { Dialog } from './questions.ts';

interface Orphan {
  file: string;
  id: EndpointId;
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
  const { orphans, unusable } = await orphansOf(project);
  if (orphans.length === 0) {
    const left = unusable.length > 0 ? ` These could not be read: ${unusable.join(', ')}.` : '';
    return void vscode.window.showInformationMessage(
      `Every baseline that can be read is of an endpoint that exists.${left}`,
    );
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

async function orphansOf({ root, endpoints }: Project): Promise<{ orphans: Orphan[]; unusable: string[] }> {
  const { openBaselines } = await import('./pipeline.ts');
  const known = new Set(endpoints.endpoints.map(endpointId));
  const stored = await openBaselines(root).list();
  const read = stored.filter((one) => one.state === 'read');
  return {
    orphans: read
      .map(({ file, baseline }) => ({ file, id: endpointId(baseline), savedAt: baseline.savedAt }))
      .filter(({ id }) => !known.has(id)),
    // Nobody knows whose they are.
    unusable: stored.filter((one) => one.state === 'unusable').map(({ file }) => basename(file)),
  };
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
