/** The Endpoints view: by file, and by folder first where several are open. */

import * as vscode from 'vscode';
import { type Endpoint, endpointId, type Method } from '../model.ts';
import { profileWords, type Tone } from '../report/wording.ts';
import { commands, contextKeys, treeItems, views } from './ids.ts';
import { resultText } from './lens.ts';
import type { Project } from './project.ts';
import type { Projects } from './projects.ts';
import type { Result } from './result-store.ts';
import type { RunController } from './run-controller.ts';

export type TreeNode =
  | { kind: 'folder'; project: Project }
  | { kind: 'file'; project: Project; file: string }
  | { kind: 'endpoint'; project: Project; endpoint: Endpoint };

export function createEndpointTree(projects: Projects, runs: RunController<Project>): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const view = vscode.window.createTreeView<TreeNode>(views.endpoints, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (node) => childrenOf(projects, node),
      getTreeItem: (node) => itemOf(node, runs),
    },
    showCollapseAll: true,
  });
  const refresh = () => {
    const { all } = projects;
    const count = all.reduce((sum, { endpoints }) => sum + endpoints.endpoints.length, 0);
    const setContext = (key: string, value: boolean) => vscode.commands.executeCommand('setContext', key, value);
    void setContext(
      contextKeys.scanned,
      all.every(({ endpoints }) => endpoints.scanned),
    );
    void setContext(contextKeys.hasEndpoints, count > 0);
    const restricted = count > 0 && !vscode.workspace.isTrusted;
    if (restricted) view.message = 'Restricted Mode: endpoints are listed, but not profiled.';
    else delete view.message;
    changed.fire();
  };
  refresh();
  return vscode.Disposable.from(
    changed,
    view,
    projects.onDidChange(refresh),
    runs.onDidChange(refresh),
    vscode.workspace.onDidGrantWorkspaceTrust(refresh),
  );
}

function childrenOf(projects: Projects, node: TreeNode | undefined): TreeNode[] {
  if (!node) {
    const withEndpoints = projects.all.filter(({ endpoints }) => endpoints.endpoints.length > 0);
    if (withEndpoints.length > 1) return withEndpoints.map((project) => ({ kind: 'folder', project }));
    return withEndpoints.flatMap(filesOf);
  }
  if (node.kind === 'folder') return filesOf(node.project);
  if (node.kind === 'endpoint') return [];
  const { project, file } = node;
  return project.endpoints.inFile(file).map((endpoint) => ({ kind: 'endpoint', project, endpoint }));
}

function filesOf(project: Project): TreeNode[] {
  const files = new Set(project.endpoints.endpoints.map(({ file }) => file));
  return [...files].sort().map((file) => ({ kind: 'file', project, file }));
}

function itemOf(node: TreeNode, runs: RunController<Project>): vscode.TreeItem {
  if (node.kind === 'endpoint') return endpointItem(node.project, node.endpoint, runs);
  const expanded = vscode.TreeItemCollapsibleState.Expanded;
  if (node.kind === 'folder') {
    const item = new vscode.TreeItem(node.project.name, expanded);
    item.iconPath = vscode.ThemeIcon.Folder;
    item.contextValue = treeItems.folder;
    return item;
  }
  const item = new vscode.TreeItem(vscode.Uri.file(node.project.absolute(node.file)), expanded);
  item.label = node.file;
  item.iconPath = vscode.ThemeIcon.File;
  item.contextValue = treeItems.file;
  return item;
}

function endpointItem(project: Project, endpoint: Endpoint, runs: RunController<Project>): vscode.TreeItem {
  const id = endpointId(endpoint);
  const result = project.results.get(id);
  const running = runs.isRunning(project, id);
  const item = new vscode.TreeItem(id);
  item.id = `${project.root} ${id} ${endpoint.file}:${endpoint.line}`;
  item.contextValue = treeItems.endpoint;
  item.description = running ? 'profiling…' : result ? resultText(result) : '';
  item.tooltip = `${id}\n${endpoint.file}:${endpoint.line} · ${endpoint.framework}`;
  item.iconPath = running ? new vscode.ThemeIcon('loading~spin') : methodIcon(endpoint.method, result);
  item.command = { command: commands.goToHandler, title: 'Go to Handler', arguments: [id, project.root] };
  return item;
}

const methodIcons: Record<Method, string> = {
  GET: 'arrow-down',
  HEAD: 'eye',
  POST: 'add',
  PUT: 'edit',
  PATCH: 'diff-modified',
  DELETE: 'trash',
  OPTIONS: 'settings',
  ANY: 'symbol-operator',
};

const toneColors: Record<Tone, string | null> = {
  high: 'charts.red',
  medium: 'charts.orange',
  low: 'charts.yellow',
  good: 'charts.green',
  neutral: null,
};

/** The picture says the method, the colour the verdict; the description has the verdict in words. */
function methodIcon(method: Method, result: Result | undefined): vscode.ThemeIcon {
  const color = result && !result.stale ? toneColors[profileWords(result.profile).tone] : null;
  return new vscode.ThemeIcon(methodIcons[method], color === null ? undefined : new vscode.ThemeColor(color));
}
