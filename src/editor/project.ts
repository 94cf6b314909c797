/** One workspace folder with everything that is known about it. Heavy parts are loaded when they are first needed. */

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { baselineFileName } from '../baseline/file-name.ts';
import { baselineFolder } from '../baseline/files.ts';
import { readCompletions } from '../config/completions.ts';
import type { ConfigFile } from '../config/file.ts';
import { type Endpoint, endpointId, type ScanScope } from '../model.ts';
import type { Profiler } from '../profile.ts';
import { plural } from '../report/format.ts';
import { type HandlerHash, hashHandler } from '../routes/handler-hash.ts';
import { type Disposable, Emitter } from './emitter.ts';
import { EndpointStore, type FileScanner } from './endpoint-store.ts';
import { HistoryStore } from './history-store.ts';
import { resultText } from './lens.ts';
import { ResultStore } from './result-store.ts';
import type { RunTarget } from './run-controller.ts';

export interface ProjectServices {
  distDir: string;
  env: Record<string, string | undefined>;
  scanner: FileScanner;
  /** The text of a document that is open in the editor, saved or not. Absolute path. */
  openText(file: string): string | undefined;
  /** What of the folder is scanned, by the settings that hold for it. */
  scope(root: string): ScanScope;
  /** Where what is kept on this machine alone goes; null where the editor has no place for it. */
  storageFolder: string | null;
  onServerLog(line: string): void;
  log(line: string): void;
  onError(error: unknown): void;
}

const settleMs = 300;

export class Project implements RunTarget, Disposable {
  readonly root: string;
  readonly name: string;
  readonly endpoints: EndpointStore;
  readonly results = new ResultStore();
  readonly history: HistoryStore;
  readonly #services: ProjectServices;
  readonly #changed = new Emitter<void>();
  #profiler: Promise<Profiler> | null = null;
  #counts = '';
  #completions = '';

  /** Endpoints or results are not what they were. */
  readonly onDidChange = this.#changed.event;

  constructor(root: string, services: ProjectServices) {
    this.root = root;
    this.name = basename(root);
    this.#services = services;
    this.endpoints = new EndpointStore({
      root,
      scanner: services.scanner,
      scope: () => services.scope(root),
      completions: async () => {
        const completions = await readCompletions(root);
        this.#completions = JSON.stringify(completions);
        return completions;
      },
      onError: services.onError,
      settleMs,
    });
    this.endpoints.onDidChange(() => {
      this.#logCounts();
      this.#changed.fire();
      this.#compareHandlers().catch(services.onError);
    });
    this.history = new HistoryStore({
      files: async () => {
        if (services.storageFolder === null) return null;
        const { openHistory } = await import('./pipeline.ts');
        // A window may have several folders, and folders of the same name.
        const hash = createHash('sha256').update(root).digest('hex').slice(0, 12);
        return openHistory(join(services.storageFolder, 'history', `${this.name}-${hash}`));
      },
      entryOf: async (profile) => {
        const { checkedOutCommit, entryOf } = await import('./pipeline.ts');
        return entryOf(profile, await checkedOutCommit(root));
      },
      onBroken: (lines) => services.log(`${this.name}: ${plural(lines, 'line')} of its history could not be read`),
      onError: services.onError,
    });
    this.history.onDidChange(() => this.#changed.fire());
    this.results.onDidMeasure((profile) => void this.history.add(profile));
    this.results.onDidChange((id) => {
      services.log(`${id}: ${resultText(this.results.get(id)!)}`);
      this.#changed.fire();
    });
  }

  /** Scans again where what people have said of paths is not what it was at the last scan. */
  async completionsChanged(): Promise<void> {
    const now = JSON.stringify(await readCompletions(this.root));
    if (now !== this.#completions) await this.endpoints.scan();
  }

  async config(): Promise<ConfigFile> {
    const { openConfig } = await import('./pipeline.ts');
    return openConfig(this.root, this.#services.env);
  }

  profiler(): Promise<Profiler> {
    this.#profiler ??= import('./pipeline.ts').then(({ createProfiler }) =>
      createProfiler({ root: this.root, ...this.#services }),
    );
    return this.#profiler;
  }

  get baselineFolder(): string {
    return baselineFolder(this.root);
  }

  baselineFile(endpoint: Pick<Endpoint, 'method' | 'path'>): string {
    return join(this.baselineFolder, baselineFileName(endpoint));
  }

  hasBaseline(endpoint: Pick<Endpoint, 'method' | 'path'>): boolean {
    return existsSync(this.baselineFile(endpoint));
  }

  absolute(file: string): string {
    return join(this.root, file);
  }

  /** Null where the file cannot be read. */
  async handlerHash(endpoint: Endpoint): Promise<HandlerHash | null> {
    const file = this.absolute(endpoint.file);
    const text = this.#services.openText(file) ?? (await readFile(file, 'utf8').catch(() => null));
    return text === null ? null : hashHandler(text, endpoint);
  }

  dispose(): void {
    this.endpoints.dispose();
    this.#profiler?.then((profiler) => profiler.dispose()).catch(this.#services.onError);
  }

  /** Scans follow every keystroke: only what they changed is worth a line. */
  #logCounts(): void {
    const { endpoints, unresolved, warnings } = this.endpoints;
    const counts = [
      plural(endpoints.length, 'endpoint'),
      `${unresolved.length} without their whole path`,
      `${plural(warnings.length, 'place')} not understood`,
    ].join(', ');
    if (counts !== this.#counts) this.#services.log(`${this.name}: ${counts}`);
    this.#counts = counts;
  }

  async #compareHandlers(): Promise<void> {
    for (const endpoint of this.endpoints.endpoints) {
      const id = endpointId(endpoint);
      if (this.results.get(id)) this.results.compareHandler(id, await this.handlerHash(endpoint));
    }
  }
}
