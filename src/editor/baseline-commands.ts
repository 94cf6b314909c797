/** The commands about baselines and history, apart from saving. */

import { basename } from 'node:path';
import * as vscode from 'vscode';
import { baselineFiles } from '../baseline/files.ts';
import { endpointId, isPartial } from '../model.ts';
import type { TitledBaseline } from '../profile/baseline-report.ts';
import { formatMoment, plural } from '../report/format.ts';
import { chooseBaseline, chooseFile, readBaseline } from './choose-baseline.ts';
import { baselineEditor } from './ids.ts';
import type { Project } from './project.ts';
import type { ProjectEndpoint } from './projects.ts';
import type { Dialog } from './questions.ts';

const tell = (message: string) => void vscode.window.showInformationMessage(message);

export async function openBaseline({ project, endpoint }: ProjectEndpoint): Promise<void> {
  if (!project.hasBaseline(endpoint)) return tell(`${endpointId(endpoint)} has no baseline yet: save one first.`);
  const uri = vscode.Uri.file(project.baselineFile(endpoint));
  await vscode.commands.executeCommand('vscode.openWith', uri, baselineEditor);
}

export interface Pair {
  was: TitledBaseline;
  now: TitledBaseline;
}

/** The result of now where there is one, else the saved baseline, with another one; null where the person turns away. */
export async function pairOf(dialog: Dialog, { project, endpoint }: ProjectEndpoint): Promise<Pair | null> {
  const file = project.baselineFile(endpoint);
  const result = project.results.get(endpointId(endpoint));
  if (result?.profile.state === 'measured' && !result.isBaseline && !isPartial(result.profile)) {
    const { baselineOf, thisMachine } = await import('./pipeline.ts');
    const now = {
      title: `the result of ${formatMoment(result.profile.measuredAt)}`,
      baseline: baselineOf(result.profile, thisMachine(), null),
    };
    const was = await chooseBaseline(dialog, file, false);
    return was && { was, now };
  }
  if (project.hasBaseline(endpoint)) return pairOfFile(dialog, await readBaseline(file), file);
  tell(`${endpointId(endpoint)} has neither been measured nor saved: profile it first.`);
  return null;
}

/** What stands in the file, with another baseline. */
export async function pairOfFile(dialog: Dialog, now: TitledBaseline, file: string): Promise<Pair | null> {
  const was = await chooseBaseline(dialog, file, true);
  return was && { was, now };
}

/** `chosen`: the files that are selected in the explorer. */
export async function pairOfTwo(dialog: Dialog, project: Project, chosen: vscode.Uri[]): Promise<Pair | null> {
  const [first, second] = chosen.map(({ fsPath }) => fsPath);
  if (first && second) return { was: await readBaseline(first), now: await readBaseline(second) };
  const files = await baselineFiles(project.baselineFolder);
  if (files.length < 2) {
    const count = files.length === 0 ? 'none' : 'one';
    tell(`Two baselines are needed, and ${project.name} has ${count}: save more of them first.`);
    return null;
  }
  const was = first ? await readBaseline(first) : await chooseFile(dialog, 'The first baseline, from before', files);
  if (!was) return null;
  const others = files.filter((file) => basename(file) !== was.title);
  const now = await chooseFile(dialog, `Compare ${was.title} with which other one?`, others);
  return now && { was, now };
}

/** Of one endpoint, or of the whole folder. */
export async function exportHistory(project: Project, only: ProjectEndpoint['endpoint'] | null): Promise<void> {
  await project.history.refresh();
  const entries = only ? project.history.get(endpointId(only)) : await project.history.all();
  if (entries.length === 0) return tell('Nothing has been measured here yet: profile an endpoint first.');
  const folder = vscode.Uri.file(project.root);
  const uri = await vscode.window.showSaveDialog({
    title: 'Export History',
    saveLabel: 'Export',
    defaultUri: vscode.Uri.joinPath(folder, 'endpoint-history.json'),
    filters: { JSON: ['json'] },
  });
  if (!uri) return;
  const text = `${JSON.stringify({ version: 1, entries }, null, 2)}\n`;
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  const button = await vscode.window.showInformationMessage(
    `Exported ${plural(entries.length, 'measurement')} to ${basename(uri.fsPath)}.`,
    'Open',
  );
  if (button) await vscode.window.showTextDocument(uri);
}
