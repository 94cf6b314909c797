/** Which endpoint or folder a command is about: what it was given, else what the person picks. */

import * as vscode from 'vscode';
import { type Endpoint, type EndpointId, endpointId } from '../model.ts';
import type { TreeNode } from './endpoint-tree.ts';
import { resultText } from './lens.ts';
import type { Panel } from './panel/panel.ts';
import type { Project } from './project.ts';
import type { ProjectEndpoint, Projects } from './projects.ts';
import type { Dialog } from './questions.ts';

interface Choosing {
  projects: Projects;
  dialog: Dialog;
  panel: Panel;
}

/** The tree's menus pass the row instead of an id. */
export type Subject = EndpointId | TreeNode | undefined;

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
  return (await dialog.pick('Which endpoint?', endpointChoices(projects, likeliest))) ?? null;
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
