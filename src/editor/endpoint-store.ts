/** The endpoints of one workspace folder, kept up to date while their files change. */

import type { Endpoint, EndpointId, RouteCompletions, ScanResult, ScanScope, UnresolvedEndpoint } from '../model.ts';
import { endpointId } from '../model.ts';
import { type Disposable, Emitter } from './emitter.ts';

/** Files of the folder that have been looked at, and all of them as far as it is known. */
export interface ScanProgress {
  done: number;
  total: number;
}

/** The part of the scanner that this needs. `null` as text: read the file again, or forget it if it is gone. */
export interface FileScanner {
  /** `texts`: changed files by path relative to the root, as for `update`. */
  scan(
    root: string,
    options: {
      completions: RouteCompletions;
      scope: ScanScope;
      texts: ReadonlyMap<string, string | null>;
      signal: AbortSignal;
      onProgress(progress: ScanProgress): void;
    },
  ): Promise<ScanResult>;
  update(root: string, file: string, text: string | null): Promise<ScanResult>;
}

export interface EndpointStoreOptions {
  /** Absolute. */
  root: string;
  scanner: FileScanner;
  /** What people have said of paths, as it stands now. */
  completions(): Promise<RouteCompletions>;
  /** By the person's settings as they are now. */
  scope(): ScanScope;
  onError(error: unknown): void;
  /** How long to wait for the next keystroke. */
  settleMs: number;
}

/** More changed files than this at once (another branch was checked out): scanning all is the shorter way. */
const maxSingleFiles = 20;

export class EndpointStore implements Disposable {
  readonly #options: EndpointStoreOptions;
  readonly #changed = new Emitter<void>();
  readonly #progressed = new Emitter<void>();
  /** Changed files that wait, by path relative to the root; the value is an open document's text. */
  readonly #waiting = new Map<string, string | null>();
  #timer: NodeJS.Timeout | null = null;
  #tail: Promise<void> = Promise.resolve();
  #disposed = false;
  #result: ScanResult | null = null;
  #stopper: AbortController | null = null;
  #progress: ScanProgress | null = null;
  #stopped = false;

  readonly onDidChange = this.#changed.event;
  /** A scan of the whole folder begins, gets on or ends. */
  readonly onDidProgress = this.#progressed.event;

  constructor(options: EndpointStoreOptions) {
    this.#options = options;
  }

  /** Whether a first scan has ended, be it that a person has stopped it. */
  get scanned(): boolean {
    return this.#result !== null || this.#stopped;
  }

  /** Of the scan of the whole folder that is under way. */
  get progress(): ScanProgress | null {
    return this.#progress;
  }

  /** Whether a person has stopped the last scan of the whole folder. */
  get stopped(): boolean {
    return this.#stopped;
  }

  get endpoints(): readonly Endpoint[] {
    return this.#result?.endpoints ?? [];
  }

  get unresolved(): readonly UnresolvedEndpoint[] {
    return this.#result?.unresolved ?? [];
  }

  get warnings(): ScanResult['warnings'] {
    return this.#result?.warnings ?? [];
  }

  get(id: EndpointId): Endpoint | undefined {
    return this.endpoints.find((endpoint) => endpointId(endpoint) === id);
  }

  /** `file` is relative to the root, with `/`. In the order of their lines. */
  inFile(file: string): Endpoint[] {
    return this.endpoints.filter((endpoint) => endpoint.file === file).sort((a, b) => a.line - b.line);
  }

  unresolvedIn(file: string): UnresolvedEndpoint[] {
    return this.unresolved.filter((open) => open.file === file);
  }

  scan(): Promise<void> {
    const { completions, scope } = this.#options;
    // A scan reads files: what is typed but not saved, or saved but not told, is known only from here.
    const texts = new Map(this.#waiting);
    this.#waiting.clear();
    return this.#enqueue(async (scanner, root) => {
      const stopper = new AbortController();
      this.#stopper = stopper;
      this.#stopped = false;
      this.#setProgress({ done: 0, total: 0 });
      try {
        return await scanner.scan(root, {
          completions: await completions(),
          scope: scope(),
          texts,
          signal: stopper.signal,
          onProgress: (progress) => this.#setProgress(progress),
        });
      } finally {
        this.#stopper = null;
        this.#setProgress(null);
      }
    });
  }

  /** Ends a scan of the whole folder that is under way; what was known before stays. */
  stopScan(): void {
    if (!this.#stopper) return;
    this.#stopped = true;
    this.#stopper.abort();
  }

  /** Scans the file again once it has been left alone for a moment. `text` is null where the file on disk counts. */
  fileChanged(file: string, text: string | null): void {
    this.#waiting.set(file, text);
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#scanWaiting(), this.#options.settleMs);
  }

  dispose(): void {
    this.#disposed = true;
    this.#stopper?.abort();
    if (this.#timer) clearTimeout(this.#timer);
  }

  #setProgress(progress: ScanProgress | null): void {
    this.#progress = progress;
    if (!this.#disposed) this.#progressed.fire();
  }

  async #scanWaiting(): Promise<void> {
    // One file alone would be linked with all the others, which a person did not want to wait for.
    if (this.#stopped && this.#result === null) return;
    if (this.#waiting.size > maxSingleFiles) return this.scan();
    const files = [...this.#waiting];
    this.#waiting.clear();
    for (const [file, text] of files) await this.#enqueue((scanner, root) => scanner.update(root, file, text));
  }

  /** One after the other, so that the last change wins. A scan that fails leaves the endpoints as they were. */
  #enqueue(work: (scanner: FileScanner, root: string) => Promise<ScanResult>): Promise<void> {
    const { scanner, root, onError } = this.#options;
    this.#tail = this.#tail.then(async () => {
      if (this.#disposed) return;
      try {
        const result = await work(scanner, root);
        if (this.#disposed) return;
        this.#result = result;
      } catch (error) {
        if (this.#disposed) return;
        if (!isAbort(error)) {
          onError(error);
          this.#result ??= { endpoints: [], unresolved: [], warnings: [] };
        }
      }
      this.#changed.fire();
    });
    return this.#tail;
  }
}

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';
