/** The Endpoints view: by file, and by folder first where several are open. */

import * as vscode from 'vscode';
import { type Endpoint, endpointId, type Method, type ScanWarning } from '../model.ts';
import { resultWords, scanWarningWords, type Tone } from '../report/wording.ts';
import { commands, contextKeys, treeItems, views } from './ids.ts';
import { resultText } from './lens.ts';
import type { Project } from './project.ts';
import type { Projects } from './projects.ts';
import type { Result } from './result-store.ts';
import type { RunController } from './run-controller.ts';

export type TreeNode =
  | { kind: 'folder'; project: Project }
  | { kind: 'file'; project: Project; file: string }
  | { kind: 'endpoint'; project: Project; endpoint: Endpoint }
  | { kind: 'warnings'; project: Project }
  | { kind: 'warning'; project: Project; warning: ScanWarning };

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
    view.message = restricted ? 'Restricted Mode: endpoints are listed, but not profiled.' : '';
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
    const projectsWithRoutes = projects.all.filter(({ endpoints }) => endpoints.endpoints.length > 0);
    if (projectsWithRoutes.length > 1) return projectsWithRoutes.map((project) => ({ kind: 'folder', project }));
    return projects.all.flatMap(partsOf);
  }
  const { project } = node;
  switch (node.kind) {
    case 'folder':
      return partsOf(project);
    case 'file':
      return project.endpoints.inFile(node.file).map((endpoint) => ({ kind: 'endpoint', project, endpoint }));
    case 'warnings':
      return project.endpoints.warnings.map((warning) => ({ kind: 'warning', project, warning }));
    case 'endpoint':
    case 'warning':
      return [];
    default:
      return node satisfies never;
  }
}

function partsOf(project: Project): TreeNode[] {
  const files = [...new Set(project.endpoints.endpoints.map(({ file }) => file))].sort();
  const warnings: TreeNode[] = project.endpoints.warnings.length > 0 ? [{ kind: 'warnings', project }] : [];
  return [...files.map((file): TreeNode => ({ kind: 'file', project, file })), ...warnings];
}

function itemOf(node: TreeNode, runs: RunController<Project>): vscode.TreeItem {
  switch (node.kind) {
    case 'folder':
      return folderItem(node.project);
    case 'file':
      return fileItem(node.project, node.file);
    case 'endpoint':
      return endpointItem(node.project, node.endpoint, runs);
    case 'warnings':
      return warningsItem(node.project);
    case 'warning':
      return warningItem(node.project, node.warning);
    default:
      return node satisfies never;
  }
}

function folderItem({ name }: Project): vscode.TreeItem {
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  item.iconPath = vscode.ThemeIcon.Folder;
  item.contextValue = treeItems.folder;
  return item;
}

function fileItem(project: Project, file: string): vscode.TreeItem {
  const uri = vscode.Uri.file(project.absolute(file));
  const item = new vscode.TreeItem(uri, vscode.TreeItemCollapsibleState.Expanded);
  item.label = file;
  item.iconPath = vscode.ThemeIcon.File;
  item.contextValue = treeItems.file;
  return item;
}

function warningsItem({ endpoints }: Project): vscode.TreeItem {
  const item = new vscode.TreeItem('Not understood', vscode.TreeItemCollapsibleState.Collapsed);
  item.description = String(endpoints.warnings.length);
  item.iconPath = new vscode.ThemeIcon('warning');
  item.contextValue = treeItems.warnings;
  return item;
}

function warningItem(project: Project, warning: ScanWarning): vscode.TreeItem {
  const line = 'line' in warning ? warning.line : 1;
  const item = new vscode.TreeItem(`${warning.file}:${line}`);
  item.description = scanWarningWords(warning);
  item.tooltip = `${warning.file}:${line} ${item.description}`;
  item.contextValue = treeItems.warning;
  const selection = new vscode.Range(line - 1, 0, line - 1, 0);
  const uri = vscode.Uri.file(project.absolute(warning.file));
  item.command = { command: 'vscode.open', title: 'Open', arguments: [uri, { selection }] };
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
  const color = result && !result.stale ? toneColors[resultWords(result.profile, result.isBaseline).tone] : null;
  return new vscode.ThemeIcon(methodIcons[method], color === null ? undefined : new vscode.ThemeColor(color));
}
