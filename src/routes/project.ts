import { readFileSync } from 'node:fs';
import type { RouteCompletions, ScanResult, ScanScope } from '../model.ts';
import type { FrameworkAdapter, RoutePlaces } from './adapter.ts';
import { Configs } from './configs.ts';
import { Descriptions, mayDescribeApi } from './descriptions.ts';
import type { Grammars } from './languages/tree-sitter.ts';
import { lineShift, shifted } from './line-shift.ts';
import { Linking } from './linking.ts';
import { PhaseTimes } from './phases.ts';
import type { ScanSettings } from './protocol.ts';
import { type Content, Sources } from './sources.ts';
import { walk } from './walk.ts';

/** How long the scan may keep the worker to itself before it looks for a message such as a cancel. */
const maxTurnMs = 25;

export interface ProjectOptions {
  root: string;
  adapters: FrameworkAdapter[];
  grammars: Grammars;
  /** Throws when the file cannot be read. */
  readText?(path: string): string;
}

export interface CancelOptions {
  signal?: AbortSignal;
  /** For work that cannot wait for a signal. */
  isCancelled?(): boolean;
}

export interface ScanOptions extends ScanSettings, CancelOptions {
  onProgress?(p: { done: number; total: number }): void;
}

/** One scanned folder: walk → read → prefilter → parse → link. What has not changed is not read again. */
export class Project {
  readonly times = new PhaseTimes();
  readonly #root: string;
  readonly #sources: Sources;
  readonly #descriptions: Descriptions;
  readonly #configs = new Configs();
  readonly #places: RoutePlaces[];
  #scope: ScanScope = { includeTests: false, exclude: [] };
  #completions: RouteCompletions = { prefixes: {}, paths: {} };
  /** Null before the first scan. */
  #linking: Linking | null = null;
  #files = '';
  /** What the last linking gave, null when it counts no more. */
  #linked: ScanResult | null = null;

  constructor({ root, adapters, grammars, readText = (path) => readFileSync(path, 'utf8') }: ProjectOptions) {
    this.#root = root;
    this.#places = adapters.flatMap(({ places }) => places ?? []);
    this.#sources = new Sources(root, adapters, grammars, readText, this.times);
    this.#descriptions = new Descriptions(root, readText);
  }

  /** Rejects with the signal's reason when it is aborted. */
  async scan({ completions, scope, texts, ...options }: ScanOptions = {}): Promise<ScanResult> {
    if (completions && JSON.stringify(completions) !== JSON.stringify(this.#completions)) this.#linked = null;
    this.#completions = completions ?? this.#completions;
    this.#scope = scope ?? this.#scope;
    for (const [file, text] of texts ?? []) this.#sources.edit(file, text);
    const turns = new Turns(options.signal);
    const { files, manifests, descriptions } = await this.#walk(turns);
    const hasChanged = await this.#refresh(files, turns, options);
    this.#descriptions.refresh(descriptions);
    const listed = [...files, ...manifests].join('\n');
    if (!this.#linking || listed !== this.#files || !this.#configs.isUnchanged) {
      this.#configs.forget();
      this.#linking = new Linking(this.#sources, {
        root: this.#root,
        has: (file) => this.#sources.has(file),
        below: (folder) => [...this.#sources.files].filter((file) => file.startsWith(folder)).sort(),
        manifests,
        readConfig: this.#configs.read,
      });
      this.#files = listed;
      this.#linked = null;
    }
    return this.times.during('link', () => this.#link(hasChanged ? null : this.#linked, options));
  }

  /** `file` is relative to the root, with `/`. */
  async update(file: string, text: string | null, options: CancelOptions = {}): Promise<ScanResult> {
    this.#sources.edit(file, text);
    // A file that is new here may be ignored, or a test: only the walk knows.
    if (!this.#linking || !this.#sources.has(file)) return this.scan(options);
    const { version } = this.#sources.frameworks;
    const before = this.#sources.contentOf(file);
    await this.#sources.refresh(file);
    if (this.#sources.frameworks.version !== version || !this.#sources.has(file)) return this.scan(options);
    return this.times.during('link', () => this.#link(this.#withMovedLines(file, before), options));
  }

  async #walk(turns: Turns): Promise<{ files: string[]; manifests: string[]; descriptions: string[] }> {
    const files: string[] = [];
    const manifests: string[] = [];
    const descriptions: string[] = [];
    const found = walk(this.#root, { ...this.#scope, places: this.#places });
    const walkOn = () => this.times.during('walk', () => found.next());
    for (let next = walkOn(); !next.done; next = walkOn()) {
      const file = next.value;
      if (this.#sources.languageOf(file)) files.push(file);
      else if (/(?:^|\/)(?:package\.json|go\.mod)$/.test(file)) manifests.push(file);
      else if (mayDescribeApi(file)) descriptions.push(file);
      if (turns.isOver) await turns.next();
    }
    return { files, manifests, descriptions };
  }

  /** Whether any of the files is not what it was. */
  async #refresh(files: string[], turns: Turns, { onProgress }: ScanOptions): Promise<boolean> {
    const total = files.length;
    let hasChanged = this.#sources.keepOnly(new Set(files));
    // A file that imports one more framework makes those before it worth another look.
    for (let looked = -1; looked !== this.#sources.frameworks.version; ) {
      looked = this.#sources.frameworks.version;
      for (const [done, file] of files.entries()) {
        const refreshed = this.#sources.refresh(file);
        if (typeof refreshed === 'boolean' ? refreshed : await refreshed) hasChanged = true;
        if (!turns.isOver) continue;
        onProgress?.({ done, total });
        await turns.next();
      }
    }
    onProgress?.({ done: total, total });
    return hasChanged;
  }

  /** `known`: what is already known to come out of it. */
  #link(known: ScanResult | null, { isCancelled = () => false, signal }: CancelOptions): ScanResult {
    this.#linked = null;
    const linked = known ?? this.#linking!.link({ completions: this.#completions, isCancelled });
    if (isCancelled()) throw signal?.reason ?? new Error('The scan was cancelled.');
    this.#linked = linked;
    return {
      endpoints: this.#descriptions.fillIn(linked.endpoints),
      unresolved: linked.unresolved,
      warnings: [...this.#sources.warnings, ...this.#descriptions.warnings, ...linked.warnings],
    };
  }

  /** The last result, as far as an edit left what it says: typing in a handler only moves the routes below. */
  #withMovedLines(file: string, before: Content | null): ScanResult | null {
    const after = this.#sources.contentOf(file);
    const language = this.#sources.languageOf(file)!;
    if (!this.#linked || !before || !after || before.concerns !== after.concerns) return null;
    if (!before.syntax) return after.concerns || language.outline ? null : this.#linked;
    const completed = Object.keys({ ...this.#completions.paths, ...this.#completions.prefixes });
    if (completed.some((key) => key.startsWith(`${file}:`))) return null;
    const syntax = this.#sources.syntaxOf(file);
    const shift = syntax && lineShift(before.syntax, syntax, this.#sources.frameworks.of(language));
    return shift && shifted(this.#linked, file, shift);
  }
}

/** Gives up the worker now and then, so that messages arrive. */
class Turns {
  readonly #signal: AbortSignal | undefined;
  #startedMs = performance.now();

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  get isOver(): boolean {
    return performance.now() - this.#startedMs > maxTurnMs;
  }

  /** Throws when the signal was aborted. */
  async next(): Promise<void> {
    await new Promise(setImmediate);
    this.#signal?.throwIfAborted();
    this.#startedMs = performance.now();
  }
}
