/** Opens a baseline's file as its report, and two of them side by side as what has changed between them. */

import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { TitledBaseline } from '../profile/baseline-report.ts';
import type { BaselineState, FromPage, ToPage } from '../protocol.ts';
import type { Pair } from './baseline-commands.ts';
import { baselineEditor, commands, comparisonType } from './ids.ts';
import { parseFromPage } from './panel/messages.ts';
import { loadPage, pageIcon, pageOptions } from './panel/webview.ts';
import { problemOf } from './problem.ts';
import type { Reporter } from './reporter.ts';

interface Side {
  uri: vscode.Uri;
  panel: vscode.WebviewPanel;
}

export class BaselineEditor implements vscode.CustomReadonlyEditorProvider {
  readonly #distDir: string;
  readonly #reporter: Reporter;
  readonly #sides = new Set<Side>();

  constructor(distDir: string, reporter: Reporter) {
    this.#distDir = distDir;
    this.#reporter = reporter;
  }

  register(): vscode.Disposable {
    return vscode.window.registerCustomEditorProvider(baselineEditor, this, {
      supportsMultipleEditorsPerDocument: true,
    });
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => {} };
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    const side: Side = { uri, panel };
    this.#sides.add(side);
    const subscriptions = [
      panel.webview.onDidReceiveMessage((value: unknown) => this.#receive(side, parseFromPage(value))),
      panel.onDidChangeViewState(() => this.#sendAll()),
      this.#watch(uri),
    ];
    panel.onDidDispose(() => {
      this.#sides.delete(side);
      for (const subscription of subscriptions) subscription.dispose();
      this.#sendAll();
    });
    panel.webview.options = pageOptions(this.#distDir);
    loadPage(panel.webview, this.#distDir);
  }

  /** Only files change. */
  #watch(uri: vscode.Uri): vscode.Disposable {
    if (uri.scheme !== 'file') return new vscode.Disposable(() => {});
    const name = basename(uri.fsPath).replace(/[[\]{}*?]/g, '?');
    const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), name);
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const send = () => this.#sendAll();
    return vscode.Disposable.from(
      watcher,
      watcher.onDidChange(send),
      watcher.onDidCreate(send),
      watcher.onDidDelete(send),
    );
  }

  #sendAll(): void {
    for (const side of this.#sides) void this.#send(side);
  }

  async #send(side: Side): Promise<void> {
    const before = this.#beforeOf(side);
    const content = before ? await compared(before.uri, side.uri) : await reported(side.uri);
    post(side.panel, { type: 'state', state: { view: 'baseline', content } });
  }

  /** One group shows two of them at once only in a diff: then this is the later side, and the other one is from before. */
  #beforeOf({ uri, panel }: Side): Side | null {
    const others = [...this.#sides].filter(
      (other) => other.panel !== panel && other.panel.visible && other.panel.viewColumn === panel.viewColumn,
    );
    return panel.visible && uri.scheme === 'file'
      ? (others.find((other) => other.uri.scheme !== 'file') ?? null)
      : null;
  }

  #receive(side: Side, message: FromPage | null): void {
    const run = (command: string, ...args: unknown[]) => void vscode.commands.executeCommand(command, ...args);
    switch (message?.type) {
      case 'ready':
        void this.#send(side);
        break;
      case 'open-as-text':
        run(commands.openBaselineAsText, side.uri);
        break;
      case 'compare':
        run(commands.compareBaseline, side.uri);
        break;
      case 'open-endpoint':
        run(commands.openEndpoint, message.id);
        break;
      case 'profile':
        run(commands.profileEndpoint, message.id);
        break;
      case 'copy':
        void vscode.env.clipboard.writeText(message.text);
        break;
      default:
        this.#reporter.log.warn('The page of a baseline sent something that it cannot ask for; it was ignored.');
    }
  }
}

/** In an editor of its own, which shows nothing else. */
export function showComparison(distDir: string, { was, now }: Pair): void {
  const panel = vscode.window.createWebviewPanel(
    comparisonType,
    `${was.title} ↔ ${now.title}`,
    vscode.ViewColumn.Active,
    { ...pageOptions(distDir), retainContextWhenHidden: true },
  );
  panel.iconPath = pageIcon(distDir);
  panel.webview.onDidReceiveMessage(async (value: unknown) => {
    const message = parseFromPage(value);
    if (message?.type === 'ready')
      post(panel, { type: 'state', state: { view: 'baseline', content: await contentOf(was, now) } });
    if (message?.type === 'open-endpoint') await vscode.commands.executeCommand(commands.openEndpoint, message.id);
    if (message?.type === 'copy') await vscode.env.clipboard.writeText(message.text);
  });
  loadPage(panel.webview, distDir);
}

/** The baseline in the active editor. */
export function activeBaseline(): vscode.Uri | null {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom && input.viewType === baselineEditor ? input.uri : null;
}

/** The two baselines whose texts the active editor compares, as git's changes do. */
export function activeDiff(): { was: vscode.Uri; now: vscode.Uri } | null {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (!(input instanceof vscode.TabInputTextDiff)) return null;
  const { original: was, modified: now } = input;
  return [was, now].every(({ path }) => baselinePath.test(path)) ? { was, now } : null;
}

const baselinePath = /\/\.endpoint-profiler\/baselines\/[^/]+\.json$/;

/** Of whatever file system: git's shows what was committed. */
export async function readUri(uri: vscode.Uri): Promise<TitledBaseline> {
  const { parseBaseline } = await import('./pipeline.ts');
  const title = titleOf(uri);
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  return { title, baseline: parseBaseline(text, title) };
}

async function reported(uri: vscode.Uri): Promise<BaselineState['content']> {
  try {
    const { baselineReport } = await import('./pipeline.ts');
    const { title, baseline } = await readUri(uri);
    return { state: 'report', ...baselineReport(title, baseline) };
  } catch (error) {
    return unreadable(uri, error);
  }
}

/** What cannot be compared is shown as it is. */
async function compared(was: vscode.Uri, now: vscode.Uri): Promise<BaselineState['content']> {
  try {
    return await contentOf(await readUri(was), await readUri(now));
  } catch {
    return reported(now);
  }
}

async function contentOf(was: TitledBaseline, now: TitledBaseline): Promise<BaselineState['content']> {
  const { baselineComparison } = await import('./pipeline.ts');
  return { state: 'comparison', ...baselineComparison(was, now) };
}

function unreadable(uri: vscode.Uri, error: unknown): BaselineState['content'] {
  const problem = problemOf(error) ?? {
    message: `${titleOf(uri)} could not be opened: ${error instanceof Error ? error.message : String(error)}`,
    nextStep: 'If it was moved or deleted, close this editor.',
  };
  return { state: 'unreadable', title: titleOf(uri), problem };
}

/** `api.orders.GET.json`, `api.orders.GET.json at HEAD`. */
function titleOf({ scheme, path, query }: vscode.Uri): string {
  const name = basename(path);
  if (scheme !== 'git') return name;
  const { ref } = JSON.parse(query) as { ref?: string };
  return ref && ref !== '~' ? `${name} at ${ref.slice(0, 10)}` : `${name} as staged or committed`;
}

const post = ({ webview }: vscode.WebviewPanel, message: ToPage): void => void webview.postMessage(message);
