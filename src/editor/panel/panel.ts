/** The one panel of the extension, which shows an endpoint or the overview. It is sent its whole state each time. */

import { relative } from 'node:path';
import * as vscode from 'vscode';
import { type EndpointId, endpointId, type ProfileProgress } from '../../model.ts';
import type { FromPage, OverviewState, ToPage } from '../../protocol.ts';
import { type CommandId, commands, panelType } from '../ids.ts';
import { openSource } from '../open-source.ts';
import type { Project } from '../project.ts';
import type { ProjectEndpoint, Projects } from '../projects.ts';
import type { Reporter } from '../reporter.ts';
import type { RunController } from '../run-controller.ts';
import { throttle } from '../throttle.ts';
import { parseFromPage } from './messages.ts';
import { detailState, overviewState } from './state.ts';
import { loadPage, pageIcon, pageOptions } from './webview.ts';

interface Shown {
  project: Project;
  /** Null: the overview. */
  id: EndpointId | null;
}

/** What the panel can have done with an endpoint besides the commands. */
export interface PanelFlow {
  /** Runs what was asked of it last. */
  again(found: ProjectEndpoint): void;
  proveIndexes(found: ProjectEndpoint): void;
}

/** The page draws while the burst measures on the same machine, so it is not told every step. */
const progressIntervalMs = 250;

const beginning: ProfileProgress = { stage: 'server', message: 'Starting' };

export class Panel implements vscode.Disposable {
  readonly #distDir: string;
  readonly #runs: RunController<Project>;
  readonly #reporter: Reporter;
  readonly #flow: PanelFlow;
  readonly #subscriptions: vscode.Disposable[];
  readonly #progress = throttle(() => this.#sendProgress(), progressIntervalMs);
  #panel: vscode.WebviewPanel | null = null;
  #shown: Shown | null = null;
  /** The page is told once it is there. */
  #wantsHistory = false;
  #isReady = false;

  constructor(distDir: string, projects: Projects, runs: RunController<Project>, reporter: Reporter, flow: PanelFlow) {
    this.#distDir = distDir;
    this.#runs = runs;
    this.#reporter = reporter;
    this.#flow = flow;
    this.#subscriptions = [
      projects.onDidChange(() => this.#send()),
      runs.onDidChange(() => this.#send()),
      runs.onDidProgress(() => this.#progress.request()),
    ].map((subscription) => new vscode.Disposable(() => subscription.dispose()));
  }

  isShowing(project: Project, id: EndpointId): boolean {
    return this.#panel?.visible === true && this.#shown?.project === project && this.#shown.id === id;
  }

  /** The endpoint that the panel shows while it is the active editor. */
  get focused(): ProjectEndpoint | null {
    if (!this.#panel?.active || !this.#shown?.id) return null;
    const { project, id } = this.#shown;
    const endpoint = project.endpoints.get(id);
    return endpoint ? { project, endpoint } : null;
  }

  /** Without an id: the overview. */
  show(project: Project, id: EndpointId | null, preserveFocus: boolean): void {
    this.#shown = { project, id };
    // Another window may have measured meanwhile.
    void project.history.refresh();
    if (this.#panel) this.#panel.reveal(undefined, preserveFocus);
    else this.#panel = this.#create(preserveFocus);
    this.#panel.title = id ?? 'Endpoints';
    this.#send();
  }

  showHistory(project: Project, id: EndpointId): void {
    this.#wantsHistory = true;
    this.show(project, id, false);
  }

  dispose(): void {
    this.#progress.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#panel?.dispose();
  }

  #create(preserveFocus: boolean): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel(
      panelType,
      'Endpoint Profiler',
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus },
      // There is one panel at most: it may stay as it was left (tab, place, filter) while another editor covers it.
      { ...pageOptions(this.#distDir), retainContextWhenHidden: true },
    );
    panel.iconPath = pageIcon(this.#distDir);
    panel.webview.onDidReceiveMessage((value: unknown) => this.#receive(value));
    panel.onDidChangeViewState(() => this.#send());
    panel.onDidDispose(() => this.#closed());
    loadPage(panel.webview, this.#distDir);
    return panel;
  }

  /** Who closes the panel has seen enough: a run that it showed ends too. */
  #closed(): void {
    const { active } = this.#runs;
    if (active && active.target === this.#shown?.project) {
      void this.#runs.cancel();
      vscode.window.setStatusBarMessage('Endpoint Profiler: cancelled, because its panel was closed', 8000);
    }
    this.#panel = null;
    this.#shown = null;
    this.#isReady = false;
  }

  #send(): void {
    if (!this.#shown) return;
    const { project, id } = this.#shown;
    const state =
      id === null
        ? overviewState(project, this.#runningIn(project))
        : detailState(project, id, this.#progressOf(project, id));
    if (state) this.#post({ type: 'state', state });
    if (!this.#isReady || !this.#wantsHistory || !this.#panel?.visible) return;
    this.#wantsHistory = false;
    this.#post({ type: 'show', part: 'history' });
  }

  #sendProgress(): void {
    if (!this.#shown) return;
    const { project, id } = this.#shown;
    if (id === null) this.#post({ type: 'progress', step: { view: 'overview', running: this.#runningIn(project) } });
    else this.#post({ type: 'progress', step: { view: 'detail', running: this.#progressOf(project, id) } });
  }

  /** A covered panel draws nothing, so that it does not disturb what is measured. It is sent its state when shown. */
  #post(message: ToPage): void {
    if (this.#panel?.visible) void this.#panel.webview.postMessage(message);
  }

  #progressOf(project: Project, id: EndpointId): ProfileProgress | null {
    return this.#runs.isRunning(project, id) ? (this.#runs.active?.progress ?? beginning) : null;
  }

  #runningIn(project: Project): OverviewState['running'] {
    const { active } = this.#runs;
    if (active?.target !== project) return null;
    const { current, endpoints, progress } = active;
    const position = endpoints.indexOf(current) + 1;
    return { id: endpointId(current), progress: progress ?? beginning, position, of: endpoints.length };
  }

  #receive(value: unknown): void {
    const message = parseFromPage(value);
    if (message) this.#handle(message);
    else this.#reporter.log.warn('The panel sent something that is no message of the protocol; it was ignored.');
  }

  #handle(message: FromPage): void {
    const project = this.#shown?.project;
    if (!project) return;
    const run = (command: CommandId, ...args: unknown[]) => void vscode.commands.executeCommand(command, ...args);
    switch (message.type) {
      case 'ready':
        this.#isReady = true;
        this.#send();
        break;
      case 'profile':
      case 'enter-sample':
      case 'give-consent':
        this.#profileAgain(project, message.id);
        break;
      case 'prove-indexes':
        if (this.#shown?.id) this.#proveIndexes(project, this.#shown.id);
        break;
      case 'profile-with-load':
        run(commands.profileWithLoad, message.id, project.root);
        break;
      case 'use-what-answers':
        this.#useWhatAnswers(project, message.id).catch((error) => this.#reporter.error(error, [commands.openConfig]));
        break;
      case 'cancel':
        run(commands.cancel);
        break;
      case 'save-baseline':
        run(commands.saveBaseline, message.id, project.root);
        break;
      case 'accept':
        run(commands.acceptBaseline, message.id, project.root);
        break;
      case 'open-baseline':
        run(commands.openBaseline, message.id, project.root);
        break;
      case 'compare':
        if (this.#shown?.id) run(commands.compareBaseline, this.#shown.id, project.root);
        break;
      case 'export-history':
        if (this.#shown?.id) run(commands.exportHistory, this.#shown.id, project.root);
        break;
      case 'open-endpoint':
        run(commands.openEndpoint, message.id, project.root);
        break;
      case 'open-overview':
        run(commands.openOverview, project.root);
        break;
      case 'profile-all':
        run(commands.profileAll, project.root);
        break;
      case 'open-config':
        run(commands.openConfig, project.root);
        break;
      case 'show-server-log':
        run(commands.showServerLog);
        break;
      case 'copy':
        void vscode.env.clipboard.writeText(message.text);
        break;
      case 'open-source':
        this.#openSource(project, message.file, message.line);
        break;
      // Stands in a baseline's editor alone.
      case 'open-as-text':
        break;
      default:
        message satisfies never;
    }
  }

  async #useWhatAnswers(project: Project, id: EndpointId): Promise<void> {
    const config = await project.config();
    await config.set(['server', 'ready'], undefined);
    this.#profileAgain(project, id);
  }

  #profileAgain(project: Project, id: EndpointId): void {
    const endpoint = project.endpoints.get(id);
    if (endpoint) this.#flow.again({ project, endpoint });
    else void vscode.window.showInformationMessage(`${id} is no longer among the routes.`);
  }

  #proveIndexes(project: Project, id: EndpointId): void {
    const endpoint = project.endpoints.get(id);
    if (endpoint) this.#flow.proveIndexes({ project, endpoint });
  }

  /** The page names files as the scan does; none outside the folder is opened for it. */
  #openSource(project: Project, file: string, line: number): void {
    const absolute = project.absolute(file);
    if (relative(project.root, absolute).startsWith('..'))
      this.#reporter.log.warn(`The panel asked for a file outside: ${file}`);
    else openSource(absolute, line).catch((error) => this.#reporter.error(error));
  }
}
