/** Every command. One that is about an endpoint takes its id and its folder; without them it asks. */

import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { type Endpoint, endpointId } from '../model.ts';
import { exportHistory, openBaseline, type Pair, pairOf, pairOfFile, pairOfTwo } from './baseline-commands.ts';
import { activeBaseline, activeDiff, readUri } from './baseline-editor.ts';
import { endpointAtCursor, endpointOf, projectOf, type Subject, unresolvedOf } from './choose.ts';
import { chooseLoad, type LastChoice } from './choose-load.ts';
import { askPath } from './complete-path.ts';
import { copyAsCurl } from './copy-curl.ts';
import type { EndpointTree, TreeNode } from './endpoint-tree.ts';
import { goToEndpoint } from './go-to-endpoint.ts';
import { type CommandId, commands } from './ids.ts';
import { openSource } from './open-source.ts';
import type { Panel } from './panel/panel.ts';
import type { ProfileFlow } from './profile-flow.ts';
import type { Project } from './project.ts';
import type { ProjectEndpoint, Projects } from './projects.ts';
import { pruneBaselines } from './prune-baselines.ts';
import { askMany, type Dialog } from './questions.ts';
import type { Reporter } from './reporter.ts';
import type { RunController } from './run-controller.ts';
import { saveBaseline, saveBaselines } from './save-baselines.ts';
import { loadChoice } from './settings.ts';
import { baselines, isTrusted } from './trust.ts';

export interface CommandServices {
  projects: Projects;
  runs: RunController<Project>;
  flow: ProfileFlow<Project>;
  panel: Panel;
  tree: EndpointTree;
  reporter: Reporter;
  dialog: Dialog;
  /** The load that was chosen last. */
  lastLoad: LastChoice;
  showComparison(pair: Pair): void;
}

export function registerCommands(services: CommandServices): vscode.Disposable {
  const { projects, runs, flow, panel, tree, reporter, dialog } = services;
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
  /** Nobody is asked for an endpoint that cannot be profiled here. */
  const trusted =
    <Args extends unknown[]>(act: (...args: Args) => unknown, message?: string) =>
    async (...args: Args): Promise<void> => {
      if (isTrusted(message)) await act(...args);
    };
  const save = trusted(
    ofEndpoint((found) => saveBaseline(reporter, found)),
    baselines,
  );
  const saveMany = (which: 'changed' | 'all') =>
    trusted(
      ofProject((project) => saveBaselines(reporter, project, which)),
      baselines,
    );
  const handlers: Record<CommandId, (...args: never[]) => unknown> = {
    [commands.profileEndpoint]: trusted(ofEndpoint(({ project, endpoint }) => flow.profile(project, [endpoint]))),
    [commands.profileWithLoad]: trusted(ofEndpoint((found) => profileWithLoad(services, found))),
    [commands.profileAtCursor]: async () => {
      const found = endpointAtCursor(projects);
      if (!found) return void vscode.window.showInformationMessage('There is no route at the cursor.');
      const { project, endpoint } = found;
      const { file, line } = endpoint;
      const here = project.endpoints.inFile(file).filter((other) => other.line === line);
      const place = { kind: 'place', file, line } as const;
      const chosen = here.length > 1 ? await endpointOf(services, place, project.root) : found;
      if (chosen) await flow.profile(chosen.project, [chosen.endpoint]);
    },
    [commands.profileAll]: ofProject(async (project) => {
      const { endpoints } = project.endpoints;
      if (endpoints.length > 0) await profileMany(services, project, endpoints);
      else void vscode.window.showInformationMessage(`No routes were found in ${project.name}.`);
    }),
    [commands.profileBelow]: async (node: TreeNode | undefined) => {
      if (node) await profileMany(services, node.project, tree.endpointsBelow(node));
      else await vscode.commands.executeCommand(commands.profileAll);
    },
    [commands.cancel]: () => runs.cancel(),
    [commands.openOverview]: ofProject((project) => panel.show(project, null, false)),
    [commands.openEndpoint]: ofEndpoint(({ project, endpoint }) => panel.show(project, endpointId(endpoint), false)),
    [commands.saveBaseline]: save,
    [commands.acceptBaseline]: save,
    [commands.saveChangedBaselines]: saveMany('changed'),
    [commands.saveAllBaselines]: saveMany('all'),
    [commands.openBaseline]: ofEndpoint(openBaseline),
    [commands.openBaselineAsText]: async (uri: vscode.Uri | null = activeBaseline()) => {
      if (uri) await vscode.commands.executeCommand('vscode.openWith', uri, 'default');
    },
    [commands.compareBaseline]: trusted(
      (subject?: Subject | vscode.Uri, root?: string) => compare(services, subject, root),
      baselines,
    ),
    [commands.compareTwoBaselines]: async (_?: vscode.Uri, chosen: vscode.Uri[] = []) => {
      const sides = activeDiff();
      if (sides) return services.showComparison({ was: await readUri(sides.was), now: await readUri(sides.now) });
      await ofProject(async (project) => {
        const pair = await pairOfTwo(dialog, project, chosen);
        if (pair) services.showComparison(pair);
      })();
    },
    [commands.pruneBaselines]: trusted(
      ofProject((project) => pruneBaselines(dialog, project)),
      baselines,
    ),
    [commands.showHistory]: ofEndpoint(({ project, endpoint }) => panel.showHistory(project, endpointId(endpoint))),
    [commands.exportHistory]: trusted((subject?: Subject, root?: string) => {
      if (subject === undefined) return ofProject((project) => exportHistory(project, null))(root);
      return ofEndpoint(({ project, endpoint }) => exportHistory(project, endpoint))(subject, root);
    }, baselines),
    [commands.rescan]: () => Promise.all(projects.all.map((project) => project.endpoints.scan())),
    [commands.stopScan]: () => {
      for (const { endpoints } of projects.all) endpoints.stopScan();
    },
    [commands.goToHandler]: ofEndpoint(openHandler),
    [commands.goToEndpoint]: () =>
      goToEndpoint(projects, {
        open: reported(openHandler),
        profile: reported(({ project, endpoint }: ProjectEndpoint) => flow.profile(project, [endpoint])),
        copy: reported((found: ProjectEndpoint) => copyAsCurl(found, dialog)),
      }),
    [commands.copyPath]: ofEndpoint(({ endpoint }) => vscode.env.clipboard.writeText(endpoint.path)),
    [commands.copyAsCurl]: ofEndpoint((found) => copyAsCurl(found, dialog)),
    [commands.completePath]: (subject?: string | TreeNode) => completePath(services, subject),
    [commands.groupBy]: () => tree.chooseGrouping(),
    [commands.filter]: () => tree.chooseFilter(),
    [commands.clearFilter]: () => tree.clearFilter(),
    [commands.openConfig]: ofProject((project) => openConfig(services, project)),
    [commands.showLog]: () => reporter.log.show(),
    [commands.showServerLog]: () => reporter.serverLog.show(),
  };
  return vscode.Disposable.from(
    ...Object.entries(handlers).map(([id, handler]) => vscode.commands.registerCommand(id, reported(handler))),
  );

  function reported<Args extends unknown[]>(handler: (...args: Args) => unknown) {
    return async (...args: Args): Promise<void> => {
      try {
        await handler(...args);
      } catch (error) {
        reporter.error(error);
      }
    };
  }
}

const openHandler = ({ project, endpoint }: ProjectEndpoint): Promise<void> =>
  openSource(project.absolute(endpoint.file), endpoint.line);

async function profileWithLoad(
  { flow, dialog, lastLoad }: CommandServices,
  { project, endpoint }: ProjectEndpoint,
): Promise<void> {
  const chosen = await chooseLoad(dialog, await project.config(), loadChoice().burst, lastLoad);
  if (!chosen) return;
  const { name, load } = chosen;
  if (!load) return flow.profile(project, [endpoint]);
  const { endpointsOf } = await import('./pipeline.ts');
  await flow.profile(project, endpointsOf(load, [endpoint], project.endpoints.endpoints), name);
}

async function profileMany(
  { flow, dialog }: CommandServices,
  project: Project,
  endpoints: readonly Endpoint[],
): Promise<void> {
  const { rounds, roundMs } = loadChoice().burst;
  if (await askMany(dialog, endpoints, rounds * roundMs + overheadMs)) await flow.profile(project, [...endpoints]);
}

/** Probes, warm-up and plans of one endpoint, about. */
const overheadMs = 2_000;

async function completePath(services: CommandServices, subject: string | TreeNode | undefined): Promise<void> {
  const found = await unresolvedOf(services, subject);
  if (!found) return;
  const { project, open } = found;
  const place = await askPath(services.dialog, await project.config(), open, project.endpoints.unresolved);
  if (place === null) return;
  await project.completionsChanged();
  const message = `Saved in .endpoint-profiler/config.json as ${place}. Remove it there to undo this.`;
  const button = await vscode.window.showInformationMessage(message, 'Open Config');
  if (button) await openConfig(services, project);
}

/** What is in the active editor, be it a baseline's file or the result of an endpoint; else the person picks one. */
async function compare(services: CommandServices, subject: Subject | vscode.Uri, root?: string): Promise<void> {
  const { dialog } = services;
  const uri = subject instanceof vscode.Uri ? subject : subject === undefined ? activeBaseline() : null;
  const found = uri ? null : await endpointOf(services, subject as Subject, root);
  const pair = uri ? await pairOfFile(dialog, await readUri(uri), uri.fsPath) : found && (await pairOf(dialog, found));
  if (pair) services.showComparison(pair);
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
