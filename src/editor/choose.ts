/** Which endpoint or folder a command is about: what it was given, else what the person picks. */

import * as vscode from 'vscode';
import { type Endpoint, type EndpointId, endpointId, type UnresolvedEndpoint } from '../model.ts';
import { completionId } from '../report/scan-groups.ts';
import { unresolvedName } from '../report/wording.ts';
import type { TreeNode } from './endpoint-tree.ts';
import { type CodePlace, resultText } from './lens.ts';
import type { Panel } from './panel/panel.ts';
import type { Project } from './project.ts';
import type { ProjectEndpoint, Projects } from './projects.ts';
import type { Dialog } from './questions.ts';

interface Choosing {
  projects: Projects;
  dialog: Dialog;
  panel: Panel;
}

/** The tree's menus pass the row instead of an id, and a lens above many endpoints their place. */
export type Subject = EndpointId | TreeNode | CodePlace | undefined;

export async function endpointOf(
  { projects, dialog, panel }: Choosing,
  subject: Subject,
  root: string | undefined,
): Promise<ProjectEndpoint | null> {
  if (typeof subject === 'string') {
    const found = projects.find(subject, root);
    if (!found) void vscode.window.showInformationMessage(`${subject} is no longer among the routes.`);
    return found;
  }
  if (subject?.kind === 'endpoint') return subject;
  const likeliest = panel.focused ?? endpointAtCursor(projects);
  const choices = endpointChoices(projects, likeliest).filter(
    ({ value: { project, endpoint } }) =>
      subject?.kind !== 'place' ||
      (project.root === root && endpoint.file === subject.file && endpoint.line === subject.line),
  );
  return (await dialog.pick('Which endpoint?', choices)) ?? null;
}

/** The likeliest comes first, and so is preselected. */
function endpointChoices(projects: Projects, likeliest: ProjectEndpoint | null) {
  const all = projects.all.flatMap((project) => project.endpoints.endpoints.map((endpoint) => ({ project, endpoint })));
  const several = projects.all.length > 1;
  const isLikeliest = ({ endpoint }: ProjectEndpoint) => endpoint === likeliest?.endpoint;
  return [...all.filter(isLikeliest), ...all.filter((found) => !isLikeliest(found))].map((value) => {
    const { project, endpoint } = value;
    const result = project.results.get(endpointId(endpoint));
    const place = `${endpoint.file}:${endpoint.line}`;
    const detail = [several && project.name, place, result && resultText(result)].filter(Boolean).join(' · ');
    return { label: endpointId(endpoint), detail, value };
  });
}

/** The innermost declaration around the cursor. */
export function endpointAtCursor(projects: Projects): ProjectEndpoint | null {
  const editor = vscode.window.activeTextEditor;
  const found = editor && projects.fileOf(editor.document.uri);
  if (!found) return null;
  const line = editor.selection.active.line + 1;
  const span = ({ line, endLine }: Endpoint) => endLine - line;
  const around = found.project.endpoints
    .inFile(found.file)
    .filter((endpoint) => endpoint.line <= line && line <= endpoint.endLine)
    .sort((a, b) => span(a) - span(b));
  return around[0] ? { project: found.project, endpoint: around[0] } : null;
}

export async function projectOf({ projects, dialog }: Choosing, root: string | undefined): Promise<Project | null> {
  const { all } = projects;
  const named = all.find((project) => project.root === root);
  if (named) return named;
  if (all.length === 0) void vscode.window.showInformationMessage('Open the folder of an API first.');
  if (all.length < 2) return all[0] ?? null;
  const choices = all.map((project) => ({ label: project.name, detail: project.root, value: project }));
  return (await dialog.pick('Which folder?', choices)) ?? null;
}

/** A row of the tree, or what a lens names; without either the person picks, each answer once. */
export async function unresolvedOf(
  { projects, dialog }: Choosing,
  subject: string | TreeNode | undefined,
): Promise<{ project: Project; open: UnresolvedEndpoint } | null> {
  if (typeof subject === 'object' && 'open' in subject) return subject;
  const all = projects.all.flatMap((project) => project.endpoints.unresolved.map((open) => ({ project, open })));
  if (typeof subject === 'string') return all.find(({ open }) => completionId(open) === subject) ?? null;
  if (all.length === 0) void vscode.window.showInformationMessage('The path of every endpoint is complete.');
  if (all.length === 0) return null;
  const answers = [...Map.groupBy(all, ({ project, open }) => `${project.root} ${completionId(open)}`).values()];
  const choices = answers
    .sort((a, b) => b.length - a.length)
    .map(([found, ...more]) => ({
      label: unresolvedName(found!.open),
      detail: [
        more.length > 0 && `and ${more.length} more`,
        `${found!.open.at.file}:${found!.open.at.line}`,
        found!.open.reason,
      ]
        .filter(Boolean)
        .join(' · '),
      value: found!,
    }));
  return (await dialog.pick('Which path is to be completed?', choices)) ?? null;
}
