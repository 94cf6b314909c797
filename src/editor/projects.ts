/** The workspace's folders as projects, and what the editor tells about their files. */

import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import type { Endpoint, EndpointId } from '../model.ts';
import { fileTypes } from '../routes/languages/file-types.ts';
import { Emitter } from './emitter.ts';
import { Project, type ProjectServices } from './project.ts';

const types = Object.values(fileTypes);
export const routeLanguages = types.flatMap(({ editorIds }) => editorIds);
const routeFiles = `**/*{${types.flatMap(({ extensions }) => extensions).join(',')}}`;
const configFile = '.endpoint-profiler/config.json';
const ignoredFolder = /(?:^|\/)(?:node_modules|\.git)\//;

export interface ProjectFile {
  project: Project;
  /** Relative to the project's root, with `/`. */
  file: string;
}

export interface ProjectEndpoint {
  project: Project;
  endpoint: Endpoint;
}

export class Projects implements vscode.Disposable {
  readonly #services: ProjectServices;
  readonly #owned = new Map<string, { project: Project; watcher: vscode.Disposable }>();
  readonly #changed = new Emitter<void>();
  readonly #progressed = new Emitter<void>();
  readonly #subscriptions: vscode.Disposable[];

  readonly onDidChange = this.#changed.event;
  /** A scan of a whole folder begins, gets on or ends. */
  readonly onDidProgress = this.#progressed.event;

  constructor(services: ProjectServices) {
    this.#services = services;
    this.#subscriptions = [
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#follow()),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#documentChanged(document, document.getText());
      }),
      vscode.workspace.onDidSaveTextDocument((document) => this.#documentChanged(document, document.getText())),
      vscode.workspace.onDidCloseTextDocument((document) => this.#documentChanged(document, null)),
    ];
    this.#follow();
  }

  get all(): Project[] {
    return [...this.#owned.values()].map(({ project }) => project);
  }

  fileOf(uri: vscode.Uri): ProjectFile | null {
    const folder = uri.scheme === 'file' ? vscode.workspace.getWorkspaceFolder(uri) : undefined;
    const project = folder && this.#owned.get(folder.uri.fsPath)?.project;
    return project ? { project, file: relative(project.root, uri.fsPath).split(sep).join('/') } : null;
  }

  /** Without a root: the first folder that has such an endpoint. */
  find(id: EndpointId, root?: string): ProjectEndpoint | null {
    for (const project of this.all) {
      const endpoint = root === undefined || root === project.root ? project.endpoints.get(id) : undefined;
      if (endpoint) return { project, endpoint };
    }
    return null;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const root of [...this.#owned.keys()]) this.#release(root);
  }

  #follow(): void {
    const roots = (vscode.workspace.workspaceFolders ?? [])
      .filter(({ uri }) => uri.scheme === 'file')
      .map(({ uri }) => uri.fsPath);
    for (const root of [...this.#owned.keys()]) if (!roots.includes(root)) this.#release(root);
    for (const root of roots) if (!this.#owned.has(root)) this.#own(root);
    for (const document of vscode.workspace.textDocuments) {
      if (document.isDirty) this.#documentChanged(document, document.getText());
    }
    this.#changed.fire();
  }

  #own(root: string): void {
    const project = new Project(root, this.#services);
    project.onDidChange(() => this.#changed.fire());
    project.endpoints.onDidProgress(() => this.#progressed.fire());
    this.#owned.set(root, { project, watcher: this.#watch(project) });
    void project.endpoints.scan();
  }

  #release(root: string): void {
    const owned = this.#owned.get(root);
    this.#owned.delete(root);
    owned?.watcher.dispose();
    owned?.project.dispose();
  }

  /** For changes from outside; what is open in an editor counts as it stands there. */
  #watch(project: Project): vscode.Disposable {
    const watch = (pattern: string) =>
      vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(project.root, pattern));
    const config = watch(configFile);
    const configured = () => project.completionsChanged();
    config.onDidCreate(configured);
    config.onDidChange(configured);
    config.onDidDelete(configured);
    const watcher = watch(routeFiles);
    const changed = ({ fsPath }: vscode.Uri) => {
      const file = relative(project.root, fsPath).split(sep).join('/');
      if (!ignoredFolder.test(`${file}/`)) project.endpoints.fileChanged(file, this.#services.openText(fsPath) ?? null);
    };
    watcher.onDidCreate(changed);
    watcher.onDidChange(changed);
    watcher.onDidDelete(changed);
    return vscode.Disposable.from(watcher, config);
  }

  #documentChanged(document: vscode.TextDocument, text: string | null): void {
    if (!routeLanguages.includes(document.languageId)) return;
    const found = this.fileOf(document.uri);
    if (found && !ignoredFolder.test(found.file)) found.project.endpoints.fileChanged(found.file, text);
  }
}
