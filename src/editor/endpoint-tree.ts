/** The Endpoints view: by file, path or framework, and by folder first where several are open. */

import * as vscode from 'vscode';
import { type Endpoint, type EndpointId, endpointId } from '../model.ts';
import { formatCount } from '../report/format.ts';
import { byAnswer, bySentence, otherWarnings } from '../report/scan-groups.ts';
import { unresolvedName } from '../report/wording.ts';
import { endpointsIn, fitsFilter, type Group, type Grouping, groupings, type Row, rowsOf } from './endpoint-groups.ts';
import { itemOf, type TreeNode, verdictDecorations } from './endpoint-items.ts';
import { contextKeys, views } from './ids.ts';
import type { Project } from './project.ts';
import type { Projects } from './projects.ts';
import type { RunController } from './run-controller.ts';

export type { TreeNode } from './endpoint-items.ts';

const groupingKey = 'endpointGrouping';
/** More than this at once is no overview. */
const maxExpanded = 60;
/** From as many files on a scan takes long enough to say how far it is. */
const largeFolder = 1_000;

const groupingWords: Record<Grouping, string> = { file: 'File', path: 'Path', framework: 'Framework' };

export class EndpointTree implements vscode.Disposable {
  readonly #projects: Projects;
  readonly #memory: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #view: vscode.TreeView<TreeNode>;
  readonly #all: vscode.Disposable;
  #filter = '';
  readonly #kept = new Map<Project, readonly Endpoint[]>();
  #inProgress = false;
  #scanEnded: (() => void) | null = null;
  #scanText = '';

  constructor(projects: Projects, runs: RunController<Project>, memory: vscode.Memento) {
    this.#projects = projects;
    this.#memory = memory;
    this.#view = vscode.window.createTreeView<TreeNode>(views.endpoints, {
      treeDataProvider: {
        onDidChangeTreeData: this.#changed.event,
        getChildren: (node) => (node ? this.#below(node) : this.#roots()),
        getTreeItem: (node) =>
          itemOf(node, {
            grouping: this.#grouping,
            filter: this.#filter,
            isExpanded: (project, group) => this.#isExpanded(project, group),
            isRunning: (project, endpoint) => runs.isRunning(project, endpointId(endpoint)),
          }),
      },
      showCollapseAll: true,
    });
    const resultOf = (root: string, id: string) =>
      projects.all.find((project) => project.root === root)?.results.get(id as EndpointId);
    const refresh = () => this.#refresh();
    this.#all = vscode.Disposable.from(
      this.#changed,
      this.#view,
      verdictDecorations(resultOf, this.#changed.event),
      projects.onDidChange(refresh),
      projects.onDidProgress(() => this.#showScan()),
      runs.onDidChange(() => {
        this.#showProgress(runs);
        refresh();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(refresh),
    );
    this.#refresh();
    this.#showScan();
  }

  async chooseGrouping(): Promise<void> {
    const choices = groupings.map((value) => ({
      label: groupingWords[value],
      description: value === this.#grouping ? 'now' : '',
      value,
    }));
    const picked = await vscode.window.showQuickPick(choices, { title: 'Group endpoints by' });
    if (!picked) return;
    await this.#memory.update(groupingKey, picked.value);
    this.#refresh();
  }

  /** Filters while the person types; Escape brings back what was there before. */
  chooseFilter(): void {
    const before = this.#filter;
    let accepted = false;
    const input = vscode.window.createInputBox();
    input.title = 'Filter endpoints';
    input.placeholder = 'Words of the method, path, file or framework: post orders';
    input.value = before;
    input.onDidChangeValue((value) => this.#setFilter(value));
    input.onDidAccept(() => {
      accepted = true;
      input.hide();
    });
    input.onDidHide(() => {
      if (!accepted) this.#setFilter(before);
      input.dispose();
    });
    input.show();
  }

  clearFilter(): void {
    this.#setFilter('');
  }

  /** All endpoints in or below a row that the filter leaves. */
  endpointsBelow(node: TreeNode): readonly Endpoint[] {
    switch (node.kind) {
      case 'folder':
        return this.#shown(node.project);
      case 'group':
        return endpointsIn(node.group);
      case 'endpoint':
        return [node.endpoint];
      default:
        return [];
    }
  }

  dispose(): void {
    this.#all.dispose();
  }

  get #grouping(): Grouping {
    const kept = this.#memory.get<string>(groupingKey);
    return groupings.find((grouping) => grouping === kept) ?? 'file';
  }

  #setFilter(filter: string): void {
    if (filter.trim() === this.#filter) return;
    this.#filter = filter.trim();
    this.#refresh();
  }

  /** Asked for again by every row of a large project, so that it is kept until something changes. */
  #shown(project: Project): readonly Endpoint[] {
    const shown = this.#kept.get(project) ?? project.endpoints.endpoints.filter((one) => fitsFilter(one, this.#filter));
    this.#kept.set(project, shown);
    return shown;
  }

  /** What few rows are left over, and what holds nearly everything, is open from the start. */
  #isExpanded(project: Project, group: Group): boolean {
    const inAll = this.#projects.all.reduce((sum, one) => sum + this.#shown(one).length, 0);
    return this.#filter !== '' || inAll <= maxExpanded || endpointsIn(group).length > this.#shown(project).length / 2;
  }

  #roots(): TreeNode[] {
    const filled = this.#projects.all.filter((project) => this.#partsOf(project).length > 0);
    return filled.length > 1
      ? filled.map((project) => ({ kind: 'folder', project }))
      : filled.flatMap((project) => this.#partsOf(project));
  }

  #below(node: TreeNode): TreeNode[] {
    const { project } = node;
    switch (node.kind) {
      case 'folder':
        return this.#partsOf(project);
      case 'group':
        return node.group.rows.map((row) => nodeOf(project, row));
      case 'unresolved-group':
        return node.answers.map(([open, ...more]) =>
          more.length > 0
            ? { kind: 'answer', project, open: open!, same: [open!, ...more] }
            : { kind: 'unresolved', project, open: open! },
        );
      case 'answer':
        return node.same.map((open) => ({ kind: 'unresolved', project, open }));
      case 'warnings':
        return bySentence(otherWarnings(project.endpoints)).map((warnings) => ({
          kind: 'sentence',
          project,
          warnings,
        }));
      case 'sentence':
        return node.warnings.map((warning) => ({ kind: 'warning', project, warning, alone: false }));
      case 'endpoint':
      case 'unresolved':
      case 'warning':
        return [];
      default:
        return node satisfies never;
    }
  }

  #partsOf(project: Project): TreeNode[] {
    const rows = rowsOf(this.#shown(project), this.#grouping).map((row) => nodeOf(project, row));
    const open = this.#openIn(project);
    if (open.length > 0) rows.push({ kind: 'unresolved-group', project, answers: byAnswer(open) });
    if (this.#filter === '' && otherWarnings(project.endpoints).length > 0) rows.push({ kind: 'warnings', project });
    return rows;
  }

  #openIn(project: Project) {
    return project.endpoints.unresolved.filter((open) =>
      fitsFilter({ ...open, path: unresolvedName(open) }, this.#filter),
    );
  }

  #refresh(): void {
    this.#kept.clear();
    const { all } = this.#projects;
    const count = this.#count();
    setContext(
      contextKeys.scanned,
      all.every(({ endpoints }) => endpoints.scanned),
    );
    setContext(
      contextKeys.scanStopped,
      all.some(({ endpoints }) => endpoints.stopped),
    );
    setContext(contextKeys.hasEndpoints, count > 0);
    setContext(contextKeys.filtered, this.#filter !== '');
    this.#view.description = count > 0 ? `by ${this.#grouping}` : '';
    this.#showMessage();
    this.#changed.fire(undefined);
  }

  #showMessage(): void {
    const message = this.#scanText || this.#message();
    if (this.#view.message !== message) this.#view.message = message;
  }

  /** A moving line at the top of the view for as long as folders are scanned, and how far a large one is. */
  #showScan(): void {
    const scans = this.#projects.all.flatMap(({ endpoints }) => endpoints.progress ?? []);
    const isScanning = scans.length > 0;
    if (isScanning !== (this.#scanEnded !== null)) {
      setContext(contextKeys.scanning, isScanning);
      this.#scanEnded?.();
      this.#scanEnded = null;
    }
    if (isScanning && !this.#scanEnded) {
      const ended = new Promise<void>((resolve) => {
        this.#scanEnded = resolve;
      });
      void vscode.window.withProgress({ location: { viewId: views.endpoints } }, () => ended);
    }
    const done = scans.reduce((sum, scan) => sum + scan.done, 0);
    const total = scans.reduce((sum, scan) => sum + scan.total, 0);
    this.#scanText =
      total >= largeFolder ? `Looking for routes: ${formatCount(done)} of ${formatCount(total)} files` : '';
    this.#showMessage();
  }

  /** A moving line at the top of the view, for as long as something is profiled. */
  #showProgress(runs: RunController<Project>): void {
    if (!runs.active || this.#inProgress) return;
    this.#inProgress = true;
    void vscode.window.withProgress({ location: { viewId: views.endpoints } }, async () => {
      await runs.ended;
      this.#inProgress = false;
    });
  }

  #count(): number {
    return this.#projects.all.reduce((sum, { endpoints }) => sum + endpoints.endpoints.length, 0);
  }

  #message(): string {
    const count = this.#count();
    if (count > 0 && !vscode.workspace.isTrusted) return 'Restricted Mode: endpoints are listed, but not profiled.';
    if (this.#filter === '') return '';
    const left = this.#projects.all.reduce((sum, project) => sum + this.#shown(project).length, 0);
    // An empty view says what to do next, but not below a message.
    if (this.#roots().length === 0) return '';
    return `Filter “${this.#filter}”: ${left} of ${count}`;
  }
}

function setContext(key: string, value: boolean): void {
  void vscode.commands.executeCommand('setContext', key, value);
}

const nodeOf = (project: Project, row: Row): TreeNode =>
  row.kind === 'group' ? { kind: 'group', project, group: row } : { ...row, project };
