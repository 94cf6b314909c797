import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { FileImports, RouteCompletions, ScanResult, ScanScope } from '../../model.ts';
import type { FrameworkAdapter, RoutePlaces } from '../adapter.ts';
import { Descriptions, mayDescribeApi } from '../descriptions/descriptions.ts';
import type { Grammars } from '../languages/tree-sitter.ts';
import type { ScanSettings } from '../protocol.ts';
import type { Cache, Kept } from './cache.ts';
import { areUnchanged, Configs } from './configs.ts';
import { LastGood } from './last-good.ts';
import { lineShift, shifted } from './line-shift.ts';
import { Linking } from './linking.ts';
import { PhaseTimes } from './phases.ts';
import { type Content, Sources } from './sources.ts';
import { stampOf } from './stamps.ts';
import { readText as readTextFile } from './text.ts';
import { walk } from './walk.ts';

/** How long the scan may keep the worker to itself before it looks for a message such as a cancel. */
const maxTurnMs = 25;

export interface ProjectOptions {
  root: string;
  adapters: FrameworkAdapter[];
  grammars: Grammars;
  /** Throws when the file cannot be read. */
  readText?(path: string): string;
  /** Remembers scans beyond the life of this. */
  cache?: Cache | null;
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
  readonly #configs: Configs;
  readonly #places: RoutePlaces[];
  #scope: ScanScope = { includeTests: false, exclude: [] };
  #completions: RouteCompletions = { prefixes: {}, paths: {} };
  /** Null before the first scan. */
  #linking: Linking | null = null;
  #listed = '';
  #described: string[] = [];
  readonly #cache: Cache | null;
  #isFirst = true;
  readonly #lastGood = new LastGood();
  /** What the last linking gave, null when it counts no more. */
  #linked: ScanResult | null = null;

  constructor({ root, adapters, grammars, readText = readTextFile, cache = null }: ProjectOptions) {
    this.#root = root;
    this.#configs = new Configs(root);
    this.#cache = cache;
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
    const kept = this.#isFirst ? this.#restore() : null;
    this.#isFirst = false;
    const turns = new Turns(options.signal);
    const { files, manifests, descriptions } = await this.#walk(turns);
    const listed = [...files, ...manifests, ...descriptions].join('\n');
    const hasChanged = await this.#refresh(files, turns, options);
    if (!this.#linking || listed !== this.#listed || !this.#configs.isUnchanged) this.#startLinking(manifests);
    this.#listed = listed;
    this.#described = descriptions;
    if (kept && !hasChanged && kept.listed === listed && areUnchanged(kept.others)) return kept.result;
    if (hasChanged) this.#linked = null;
    await this.#parse(turns);
    const result = this.#link(this.#linked, options);
    this.#keep(result);
    return result;
  }

  /** After an answer from the cache, makes what the next edit is going to need; ends when somebody asks for something. */
  async prepare(isWanted: () => boolean): Promise<void> {
    if (!this.#linking || this.#linked) return;
    const turns = new Turns(undefined);
    await this.#parse(turns, isWanted);
    await turns.next();
    if (!isWanted()) this.#link(null, { isCancelled: isWanted });
  }

  /** `file` is relative to the root, with `/`. */
  async update(file: string, text: string | null, options: CancelOptions = {}): Promise<ScanResult> {
    this.#sources.edit(file, text);
    // A file that is new here may be ignored, or a test: only the walk knows.
    if (!this.#linking || !this.#sources.has(file)) return this.scan(options);
    const { version } = this.#sources.frameworks;
    const before = this.#sources.contentOf(file);
    if (before?.syntax && this.#linked) this.#lastGood.note(before.syntax, this.#linked.endpoints);
    this.#sources.refresh(file);
    await this.#sources.loadGrammars();
    if (this.#sources.frameworks.version !== version || !this.#sources.has(file)) return this.scan(options);
    const moved = this.times.during('link', () => this.#withMovedLines(file, before));
    const isLooked = before?.concerns === this.#sources.concerns(file);
    const edited = this.#linked && isLooked ? { file, result: this.#linked } : null;
    return this.#link(moved, options, edited);
  }

  /** Which files need which, of those that the last scan has seen; it scans first where there was none. */
  async imports({ signal }: CancelOptions = {}): Promise<FileImports> {
    if (!this.#linking) await this.scan({ ...(signal ? { signal } : {}) });
    const turns = new Turns(signal);
    const imports = new Map<string, string[]>();
    for (const file of this.#sources.files) {
      imports.set(file, this.#linking!.importsOf(file));
      if (turns.isOver) await turns.next();
    }
    return imports;
  }

  #startLinking(manifests: string[]): void {
    this.#configs.forget();
    this.#linked = null;
    this.#linking = new Linking(this.#sources, {
      root: this.#root,
      has: (file) => this.#sources.has(file),
      below: (folder) => [...this.#sources.files].filter((file) => file.startsWith(folder)).sort(),
      manifests,
      readConfig: this.#configs.read,
    });
  }

  /** What was kept of an earlier scan with the same settings. */
  #restore(): Kept | null {
    const kept = this.#cache?.read(this.#root) ?? null;
    if (!kept) return null;
    this.#sources.frameworks.restore(kept.frameworks);
    this.#sources.restore(kept.sources);
    const settings = JSON.stringify([kept.scope, kept.completions]);
    return settings === JSON.stringify([this.#scope, this.#completions]) ? kept : null;
  }

  #keep(result: ScanResult): void {
    // What stands in unsaved editors is nobody else's business.
    if (!this.#cache || this.#sources.hasEdits) return;
    const described = this.#described.map((file): [string, string] => {
      const path = join(this.#root, file);
      return [path, stampOf(path)];
    });
    void this.#cache.write({
      root: this.#root,
      scope: this.#scope,
      completions: this.#completions,
      listed: this.#listed,
      sources: this.#sources.known,
      frameworks: this.#sources.frameworks.all.map(({ name }) => name),
      others: new Map([...this.#configs.stamps, ...described]),
      result,
    });
  }

  async #parse(turns: Turns, isWanted = () => false): Promise<void> {
    await this.#sources.loadGrammars();
    for (const file of this.#sources.files) {
      if (this.#sources.concerns(file)) this.#sources.syntaxOf(file);
      if (!turns.isOver) continue;
      await turns.next();
      if (isWanted()) return;
    }
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
        if (this.#sources.refresh(file)) hasChanged = true;
        if (!turns.isOver) continue;
        onProgress?.({ done, total });
        await turns.next();
      }
    }
    onProgress?.({ done: total, total });
    return hasChanged;
  }

  /** `known`: what is already known to come out of it. */
  #link(
    known: ScanResult | null,
    { isCancelled = () => false, signal }: CancelOptions,
    edited: { file: string; result: ScanResult } | null = null,
  ): ScanResult {
    this.#linked = null;
    const options = { completions: this.#completions, isCancelled };
    const linked = known ?? this.times.during('link', () => this.#linking!.link(options, edited));
    if (isCancelled()) throw signal?.reason ?? new Error('The scan was cancelled.');
    this.#linked = linked;
    this.#descriptions.refresh(this.#described);
    return {
      endpoints: this.#descriptions.fillIn(
        this.#lastGood.fillIn(linked.endpoints, (file) => this.#sources.incomplete(file)),
      ),
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
    // Modules of one package find each other's names by their outlines, which see the text and no tree.
    if (syntax && !isDeepStrictEqual(language.outline?.(before.syntax.text), language.outline?.(syntax.text)))
      return null;
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
