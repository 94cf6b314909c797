/** The editor's composition root: builds the stores, hands them to what shows them, and disposes all of it. */

import { join } from 'node:path';
import * as vscode from 'vscode';
import { BaselineEditor, showComparison } from './editor/baseline-editor.ts';
import { registerCodeLenses } from './editor/code-lens.ts';
import { registerCommands } from './editor/commands.ts';
import { editorDialog as dialog } from './editor/dialog.ts';
import { EndpointTree } from './editor/endpoint-tree.ts';
import { registerInlineHints } from './editor/inline-hints.ts';
import { Panel } from './editor/panel/panel.ts';
import { ProfileFlow } from './editor/profile-flow.ts';
import type { Project } from './editor/project.ts';
import { Projects } from './editor/projects.ts';
import { registerRegressionDiagnostics } from './editor/regression-diagnostics.ts';
import { Reporter } from './editor/reporter.ts';
import { RunController } from './editor/run-controller.ts';
import { loadChoice, onDidChangeScope, scanScope } from './editor/settings.ts';
import { registerStatementDiagnostics } from './editor/statement-diagnostics.ts';
import { createStatusBar } from './editor/status-bar.ts';
import { isTrusted } from './editor/trust.ts';
import { endpointId } from './model.ts';
import { createScanner } from './routes/scanner.ts';

export function activate({
  extensionPath,
  globalStorageUri,
  storageUri,
  subscriptions,
  workspaceState,
}: vscode.ExtensionContext): void {
  const distDir = join(extensionPath, 'dist');
  const reporter = new Reporter();
  const scanner = createScanner({
    workerPath: join(distDir, 'scan-worker.js'),
    cacheFolder: join(globalStorageUri.fsPath, 'scans'),
  });
  const runs = new RunController<Project>();
  const projects = new Projects({
    distDir,
    env: process.env,
    scanner,
    openText: (file) => vscode.workspace.textDocuments.find(({ uri }) => uri.fsPath === file)?.getText(),
    scope: scanScope,
    storageFolder: storageUri?.fsPath ?? null,
    onServerLog: (line) => reporter.serverLog.appendLine(line),
    log: (line) => reporter.log.info(line),
    onError: (error) => reporter.error(error),
  });
  const panel = new Panel(distDir, projects, runs, reporter, {
    again: ({ project, endpoint }) => void flow.again(project, endpoint),
    proveIndexes: ({ project, endpoint }) => void flow.proveIndexes(project, endpoint),
  });
  const tree = new EndpointTree(projects, runs, workspaceState);
  const flow = new ProfileFlow({
    runs,
    dialog,
    isTrusted,
    load: loadChoice,
    error: (error, remedies) => reporter.error(error, remedies),
    show: (project, endpoints) => panel.show(project, endpoints.length > 1 ? null : endpointId(endpoints[0]!), true),
    isShowing: (project, id) => panel.isShowing(project, id),
  });
  const lastLoad = {
    get: () => workspaceState.get<string>('load'),
    set: (name: string) => void workspaceState.update('load', name),
  };
  subscriptions.push(
    { dispose: () => void scanner.dispose() },
    projects,
    runs,
    panel,
    onDidChangeScope(() => projects.all.forEach((project) => void project.endpoints.scan())),
    registerCodeLenses(projects, runs),
    registerInlineHints(projects),
    registerStatementDiagnostics(projects),
    registerRegressionDiagnostics(projects),
    tree,
    createStatusBar(runs),
    new BaselineEditor(distDir, reporter).register(),
    registerCommands({
      ...{ projects, runs, flow, panel, tree, reporter, dialog, lastLoad },
      showComparison: (pair) => showComparison(distDir, pair),
    }),
    reporter,
  );
}
