/** How the rows of the Endpoints view look. */

import { basename, dirname } from 'node:path/posix';
import * as vscode from 'vscode';
import { type Endpoint, endpointId, type Method, type ScanWarning, type UnresolvedEndpoint } from '../model.ts';
import { explainEndpoint, explainUnresolved } from '../report/explain.ts';
import { plural } from '../report/format.ts';
import { completionId, otherWarnings } from '../report/scan-groups.ts';
import { capitalised } from '../report/sentence.ts';
import { resultWords, scanWarningWords, type Tone, unresolvedName } from '../report/wording.ts';
import { endpointsIn, type Group, type Grouping } from './endpoint-groups.ts';
import { commands, treeItems } from './ids.ts';
import { isToAccept, resultText } from './lens.ts';
import type { Project } from './project.ts';
import type { Result } from './result-store.ts';

export type TreeNode =
  | { kind: 'folder'; project: Project }
  | { kind: 'group'; project: Project; group: Group }
  | { kind: 'endpoint'; project: Project; endpoint: Endpoint; label: string }
  | { kind: 'unresolved-group'; project: Project; answers: (readonly UnresolvedEndpoint[])[] }
  /** One answer completes all of `same`, of which `open` is the first. */
  | { kind: 'answer'; project: Project; open: UnresolvedEndpoint; same: readonly UnresolvedEndpoint[] }
  | { kind: 'unresolved'; project: Project; open: UnresolvedEndpoint }
  | { kind: 'warnings'; project: Project }
  /** All say the same. */
  | { kind: 'sentence'; project: Project; warnings: readonly [ScanWarning, ...ScanWarning[]] }
  /** `alone`: no sentence stands above it. */
  | { kind: 'warning'; project: Project; warning: ScanWarning; alone: boolean };

/** What the rows depend on besides themselves. */
export interface Look {
  grouping: Grouping;
  filter: string;
  isExpanded(project: Project, group: Group): boolean;
  isRunning(project: Project, endpoint: Endpoint): boolean;
}

const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

export function itemOf(node: TreeNode, look: Look): vscode.TreeItem {
  switch (node.kind) {
    case 'folder':
      return folderItem(node.project);
    case 'group':
      return groupItem(node.project, node.group, look);
    case 'endpoint':
      return endpointItem(node, look);
    case 'unresolved-group':
      return unresolvedGroupItem(node.answers);
    case 'answer':
      return answerItem(node);
    case 'unresolved':
      return unresolvedItem(node.project, node.open);
    case 'warnings':
      return warningsItem(node.project);
    case 'sentence':
      return sentenceItem(node);
    case 'warning':
      return warningItem(node);
    default:
      return node satisfies never;
  }
}

function folderItem({ name, endpoints }: Project): vscode.TreeItem {
  const item = new vscode.TreeItem(name, Expanded);
  item.iconPath = new vscode.ThemeIcon('root-folder');
  const count = endpoints.endpoints.length;
  item.description = String(count);
  item.accessibilityInformation = { label: `${name}, ${plural(count, 'endpoint')}` };
  item.contextValue = treeItems.folder;
  return item;
}

/** Not that of the file icon theme, of which many have none: the rows would not stand in line. */
const folderIcon = new vscode.ThemeIcon('symbol-folder');

const groupIcons: Record<Grouping, vscode.ThemeIcon> = {
  file: vscode.ThemeIcon.File,
  path: new vscode.ThemeIcon('symbol-namespace'),
  framework: new vscode.ThemeIcon('package'),
};

function groupItem(project: Project, group: Group, { grouping, filter, isExpanded }: Look): vscode.TreeItem {
  const item = new vscode.TreeItem(group.label, isExpanded(project, group) ? Expanded : Collapsed);
  const count = endpointsIn(group).length;
  // What a person has opened or closed is remembered by the id, apart from what a filter shows.
  item.id = JSON.stringify([project.root, grouping, group.name, filter]);
  if (grouping === 'file') item.resourceUri = vscode.Uri.file(project.absolute(group.name));
  item.iconPath = group.name.endsWith('/') && grouping === 'file' ? folderIcon : groupIcons[grouping];
  item.description = String(count);
  item.tooltip = `${group.name}\n${plural(count, 'endpoint')}`;
  item.accessibilityInformation = { label: `${group.name}, ${plural(count, 'endpoint')}` };
  item.contextValue = treeItems.group;
  return item;
}

function endpointItem({ project, endpoint, label }: TreeNode & { kind: 'endpoint' }, look: Look): vscode.TreeItem {
  const id = endpointId(endpoint);
  const result = project.results.get(id);
  const running = look.isRunning(project, endpoint);
  const state = running ? 'profiling…' : result ? resultText(result) : '';
  const item = new vscode.TreeItem(label);
  item.id = JSON.stringify([project.root, look.grouping, id, endpoint.file, endpoint.line]);
  item.contextValue = result && isToAccept(result) ? treeItems.regression : treeItems.endpoint;
  item.description = state || (look.grouping === 'file' ? '' : placeOf(endpoint));
  item.tooltip = [explainEndpoint(endpoint), state].filter(Boolean).join('\n');
  item.iconPath = running ? new vscode.ThemeIcon('loading~spin') : methodIcon(endpoint.method);
  item.resourceUri = verdictUri(project, endpoint);
  item.accessibilityInformation = {
    label: [id, `${endpoint.file} line ${endpoint.line}`, state].filter(Boolean).join(', '),
  };
  item.command = { command: commands.goToHandler, title: 'Go to Handler', arguments: [id, project.root] };
  return item;
}

const placeOf = ({ file, line }: { file: string; line: number }): string => `${basename(file)}:${line}`;

/** More rows than this hide what stands below them. */
const maxOpened = 8;

function unresolvedGroupItem(answers: (readonly UnresolvedEndpoint[])[]): vscode.TreeItem {
  const item = new vscode.TreeItem('Path not complete', answers.length > maxOpened ? Collapsed : Expanded);
  const count = answers.flat().length;
  item.description = String(count);
  item.tooltip = `Of ${plural(count, 'endpoint')} the code alone does not tell the whole path. Complete it once to profile them.`;
  item.iconPath = new vscode.ThemeIcon('question');
  item.contextValue = treeItems.unresolvedGroup;
  item.accessibilityInformation = { label: `Path not complete, ${plural(count, 'endpoint')}` };
  return item;
}

function answerItem({ project, open, same }: TreeNode & { kind: 'answer' }): vscode.TreeItem {
  const file = open.missing === 'prefix' ? open.key : open.file;
  const item = new vscode.TreeItem(`${basename(dirname(file))}/${basename(file)}`, Collapsed);
  item.id = JSON.stringify([project.root, completionId(open)]);
  item.description = String(same.length);
  item.tooltip = [`One answer completes ${plural(same.length, 'endpoint')}.`, explainUnresolved(open)].join('\n');
  item.iconPath = new vscode.ThemeIcon('question');
  item.contextValue = treeItems.unresolved;
  item.accessibilityInformation = { label: `${file}, ${plural(same.length, 'endpoint')}, path not complete` };
  return item;
}

function unresolvedItem(project: Project, open: UnresolvedEndpoint): vscode.TreeItem {
  const item = new vscode.TreeItem(unresolvedName(open));
  item.description = placeOf(open);
  item.tooltip = explainUnresolved(open);
  item.iconPath = methodIcon(open.method);
  item.contextValue = treeItems.unresolved;
  item.accessibilityInformation = {
    label: `${unresolvedName(open)}, path not complete, ${open.file} line ${open.line}`,
  };
  item.command = openCommand(project, open);
  return item;
}

function warningsItem({ endpoints }: Project): vscode.TreeItem {
  const item = new vscode.TreeItem('Not understood', Collapsed);
  const count = otherWarnings(endpoints).length;
  item.description = String(count);
  item.tooltip = `${plural(count, 'place')} where routes may be missing, or listed without a part of their path.`;
  item.iconPath = new vscode.ThemeIcon('warning');
  item.contextValue = treeItems.warnings;
  item.accessibilityInformation = { label: `Not understood, ${plural(count, 'place')}` };
  return item;
}

function sentenceItem({ warnings }: TreeNode & { kind: 'sentence' }): vscode.TreeItem {
  const words = scanWarningWords(warnings[0]);
  const item = new vscode.TreeItem(capitalised(words), Collapsed);
  item.description = String(warnings.length);
  item.tooltip = `${plural(warnings.length, 'place')}: ${words}`;
  item.contextValue = treeItems.warnings;
  item.accessibilityInformation = { label: item.tooltip };
  return item;
}

function warningItem({ project, warning, alone }: TreeNode & { kind: 'warning' }): vscode.TreeItem {
  const line = 'line' in warning ? warning.line : 1;
  const item = new vscode.TreeItem(`${basename(warning.file)}:${line}`);
  item.description = alone ? scanWarningWords(warning) : dirname(warning.file);
  item.tooltip = `${warning.file}:${line}\n${scanWarningWords(warning)}`;
  item.contextValue = treeItems.warning;
  item.accessibilityInformation = { label: `${warning.file} line ${line}, ${scanWarningWords(warning)}` };
  item.command = openCommand(project, { file: warning.file, line });
  return item;
}

function openCommand(project: Project, { file, line }: { file: string; line: number }): vscode.Command {
  const selection = new vscode.Range(line - 1, 0, line - 1, 0);
  return { command: 'vscode.open', title: 'Open', arguments: [vscode.Uri.file(project.absolute(file)), { selection }] };
}

const methodIcons: Record<Method, [icon: string, color: string]> = {
  GET: ['arrow-down', 'charts.blue'],
  HEAD: ['eye', 'charts.blue'],
  OPTIONS: ['settings', 'charts.blue'],
  QUERY: ['search', 'charts.blue'],
  POST: ['add', 'charts.green'],
  PUT: ['edit', 'charts.yellow'],
  PATCH: ['diff-modified', 'charts.yellow'],
  DELETE: ['trash', 'charts.red'],
  ANY: ['symbol-operator', 'charts.purple'],
};

export function methodIcon(method: Method): vscode.ThemeIcon {
  const [icon, color] = methodIcons[method];
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
}

const verdictScheme = 'endpoint-profiler-verdict';

const verdictUri = (project: Project, endpoint: Endpoint): vscode.Uri =>
  vscode.Uri.from({ scheme: verdictScheme, path: '/', query: JSON.stringify([project.root, endpointId(endpoint)]) });

const toneBadges: Record<Tone, [badge: string, color: string] | null> = {
  high: ['▲', 'charts.red'],
  medium: ['▲', 'charts.orange'],
  low: ['▲', 'charts.yellow'],
  good: ['✓', 'charts.green'],
  neutral: null,
};

/** Paints a row as its verdict stands; `resultOf` takes a folder's root and an endpoint's id. */
export function verdictDecorations(
  resultOf: (root: string, id: string) => Result | undefined,
  onDidChange: vscode.Event<undefined>,
): vscode.Disposable {
  return vscode.window.registerFileDecorationProvider({
    onDidChangeFileDecorations: onDidChange,
    provideFileDecoration({ scheme, query }) {
      if (scheme !== verdictScheme) return undefined;
      const [root, id] = JSON.parse(query) as [string, string];
      const result = resultOf(root, id);
      if (!result || result.stale) return undefined;
      const { tone } = resultWords(result.profile, result.isBaseline);
      const badge = toneBadges[tone];
      return badge ? new vscode.FileDecoration(badge[0], undefined, new vscode.ThemeColor(badge[1])) : undefined;
    },
  });
}
