/** Every command. One that is about an endpoint takes its id and its folder; without them it asks. */

import { mkdir } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import * as vscode from 'vscode';
import { type Endpoint, type EndpointId, endpointId, type MeasuredProfile } from '../model.ts';
import type { TreeNode } from './endpoint-tree.ts';
import { type CommandId, commands } from './ids.ts';
import { resultText } from './lens.ts';
import { openSource } from './open-source.ts';
import type { Panel } from './panel/panel.ts';
import type { ProfileFlow } from './profile-flow.ts';
import type { Project } from './project.ts';
import type { ProjectEndpoint, Projects } from './projects.ts';
import type { Dialog } from './questions.ts';
import type { Reporter } from './reporter.ts';
import type { RunController } from './run-controller.ts';

export interface CommandServices {
  projects: Projects;
  runs: RunController<Project>;
  flow: ProfileFlow<Project>;
  panel: Panel;
  reporter: Reporter;
  dialog: Dialog;
}

/** The tree's menus pass the row instead of an id. */
type Subject = EndpointId | TreeNode | undefined;

export function registerCommands(services: CommandServices): vscode.Disposable {
  const { projects, runs, flow, panel, reporter } = services;
  const ofEndpoint =
    (act: (found: ProjectEndpoint) => unknown) =>
    async (subject?: Subject, root?: string): Promise<void> => {
      const found = await endpointOf(services, subject, root);
      if (found) await act(found);
    };
  const ofProject =
    (act: (project: Project) => unknown) =>
    async (root?: string): Promise<void> => {
      const project = await projectOf(services, root);
      if (project) await act(project);
    };
  const handlers: Record<CommandId, (...args: never[]) => unknown> = {
    [commands.profileEndpoint]: ofEndpoint(({ project, endpoint }) => flow.profile(project, [endpoint])),
    [commands.profileAtCursor]: async () => {
      const found = endpointAtCursor(projects);
      if (found) await flow.profile(found.project, [found.endpoint]);
      else void vscode.window.showInformationMessage('There is no route at the cursor.');
    },
    [commands.profileAll]: ofProject((project) => flow.profile(project, [...project.endpoints.endpoints])),
    [commands.cancel]: () => runs.cancel(),
    [commands.openOverview]: ofProject((project) => panel.show(project, null, false)),
    [commands.openEndpoint]: ofEndpoint(({ project, endpoint }) => panel.show(project, endpointId(endpoint), false)),
    [commands.saveBaseline]: ofEndpoint((found) => saveBaseline(services, found)),
    [commands.rescan]: () => Promise.all(projects.all.map((project) => project.endpoints.scan())),
    [commands.goToHandler]: ofEndpoint(({ project, endpoint }) =>
      openSource(project.absolute(endpoint.file), endpoint.line),
    ),
    [commands.copyPath]: ofEndpoint(({ endpoint }) => vscode.env.clipboard.writeText(endpoint.path)),
    [commands.openConfig]: ofProject((project) => openConfig(services, project)),
    [commands.showLog]: () => reporter.log.show(),
    [commands.showServerLog]: () => reporter.serverLog.show(),
  };
  return vscode.Disposable.from(
    ...Object.entries(handlers).map(([id, handler]) =>
      vscode.commands.registerCommand(id, async (...args: never[]) => {
        try {
          await handler(...args);
        } catch (error) {
          reporter.error(error);
        }
      }),
    ),
  );
}

async function endpointOf(
  { projects, dialog }: CommandServices,
  subject: Subject,
  root: string | undefined,
): Promise<ProjectEndpoint | null> {
  if (typeof subject === 'string') {
    const found = projects.find(subject, root);
    if (!found) void vscode.window.showInformationMessage(`${subject} is no longer among the routes.`);
    return found;
  }
  if (subject?.kind === 'endpoint') return subject;
  return (await dialog.pick('Which endpoint?', endpointChoices(projects))) ?? null;
}

/** The one at the cursor comes first, and so is preselected. */
function endpointChoices(projects: Projects) {
  const atCursor = endpointAtCursor(projects);
  const all = projects.all.flatMap((project) => project.endpoints.endpoints.map((endpoint) => ({ project, endpoint })));
  const isAtCursor = ({ endpoint }: ProjectEndpoint) => endpoint === atCursor?.endpoint;
  return [...all.filter(isAtCursor), ...all.filter((found) => !isAtCursor(found))].map((value) => {
    const { project, endpoint } = value;
    const result = project.results.get(endpointId(endpoint));
    const detail = [`${endpoint.file}:${endpoint.line}`, result && resultText(result)].filter(Boolean).join(' · ');
    return { label: endpointId(endpoint), detail, value };
  });
}

/** The innermost declaration around the cursor. */
function endpointAtCursor(projects: Projects): ProjectEndpoint | null {
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

async function projectOf({ projects, dialog }: CommandServices, root: string | undefined): Promise<Project | null> {
  const { all } = projects;
  const named = all.find((project) => project.root === root);
  if (named) return named;
  if (all.length === 0) void vscode.window.showInformationMessage('Open the folder of an API first.');
  if (all.length < 2) return all[0] ?? null;
  const choices = all.map((project) => ({ label: project.name, detail: project.root, value: project }));
  return (await dialog.pick('Which folder?', choices)) ?? null;
}

async function saveBaseline({ dialog }: CommandServices, { project, endpoint }: ProjectEndpoint): Promise<void> {
  const id = endpointId(endpoint);
  const profile = project.results.get(id)?.profile;
  if (profile?.state !== 'measured') {
    void vscode.window.showInformationMessage(`${id} has not been measured yet: profile it first.`);
    return;
  }
  if (project.hasBaseline(endpoint)) {
    const detail = 'The profile of now takes the place of the saved one.';
    if (!(await dialog.confirm(`Replace the baseline of ${id}?`, detail, ['Replace']))) return;
  }
  await writeBaseline(project, profile);
}

async function writeBaseline(project: Project, profile: MeasuredProfile): Promise<void> {
  const progress = { location: vscode.ProgressLocation.Window, title: 'Saving the baseline' };
  const file = await vscode.window.withProgress(progress, () => project.saveBaseline(profile));
  const open = await vscode.window.showInformationMessage(`Saved ${relative(project.root, file)}`, 'Open');
  if (open) await vscode.window.showTextDocument(vscode.Uri.file(file));
}

/** Enough to begin with; the schema completes the rest. */
const firstConfig = `{
  "server": { "url": "http://127.0.0.1:3000", "command": "npm start" }
}
`;

async function openConfig({ dialog }: CommandServices, project: Project): Promise<void> {
  const { file } = await project.config();
  const uri = vscode.Uri.file(file);
  const exists = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  if (!exists) {
    const detail =
      'It says how the API starts and where it answers, and holds sample values. It is meant to be committed.';
    if (!(await dialog.confirm('Create .endpoint-profiler/config.json?', detail, ['Create']))) return;
    await mkdir(dirname(file), { recursive: true });
    await vscode.workspace.fs.writeFile(uri, Buffer.from(firstConfig));
  }
  await vscode.window.showTextDocument(uri);
}
