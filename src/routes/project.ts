import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import type { RouteCompletions, ScanResult } from '../model.ts';
import type { FrameworkAdapter, RoutePlaces } from './adapter.ts';
import { Descriptions, mayDescribeApi } from './descriptions.ts';
import type { Language, ProjectFiles, Resolver } from './language.ts';
import type { Grammars } from './languages/tree-sitter.ts';
import { link } from './link/link.ts';
import { type LinkedProject, Machine } from './link/machine.ts';
import { type LinkedModule, linkedModule } from './link/modules.ts';
import { Package } from './link/packages.ts';
import { PhaseTimes } from './phases.ts';
import { Sources } from './sources.ts';
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

export interface ScanOptions {
  signal?: AbortSignal;
  onProgress?(p: { done: number; total: number }): void;
  /** They count until the next scan. */
  completions?: RouteCompletions | undefined;
}

/** One scanned folder: walk → read → prefilter → parse → link. What has not changed is not read again. */
export class Project {
  readonly times = new PhaseTimes();
  readonly #root: string;
  readonly #sources: Sources;
  readonly #descriptions: Descriptions;
  readonly #places: RoutePlaces[];
  #manifests: string[] = [];
  #completions: RouteCompletions = { prefixes: {}, paths: {} };
  #scanned = false;
  /** Which file an import means stays so until the next scan. */
  #resolverOf: ((language: Language) => Resolver) | null = null;

  constructor({ root, adapters, grammars, readText = (path) => readFileSync(path, 'utf8') }: ProjectOptions) {
    this.#root = root;
    this.#places = adapters.flatMap(({ places }) => places ?? []);
    this.#sources = new Sources(root, adapters, grammars, readText, this.times);
    this.#descriptions = new Descriptions(root, readText);
  }

  /** Rejects with the signal's reason when it is aborted. */
  async scan({ signal, onProgress, completions }: ScanOptions = {}): Promise<ScanResult> {
    if (completions) this.#completions = completions;
    const pause = turnTaker(signal);
    const files: string[] = [];
    const manifests: string[] = [];
    const descriptions: string[] = [];
    const found = walk(this.#root, this.#places);
    for (let next = this.#walkOn(found); !next.done; next = this.#walkOn(found)) {
      const file = next.value;
      if (this.#sources.languageOf(file)) files.push(file);
      else if (/(?:^|\/)(?:package\.json|go\.mod)$/.test(file)) manifests.push(file);
      else if (mayDescribeApi(file)) descriptions.push(file);
      await pause();
    }
    this.#manifests = manifests;
    this.#resolverOf = null;
    this.#sources.keepOnly(new Set(files));
    for (let looked = -1; looked !== this.#sources.frameworks.version; ) {
      looked = this.#sources.frameworks.version;
      for (const [done, file] of files.entries()) {
        await this.#sources.refresh(file);
        await pause(() => onProgress?.({ done, total: files.length }));
      }
    }
    onProgress?.({ done: files.length, total: files.length });
    this.#descriptions.refresh(descriptions);
    this.#scanned = true;
    return this.times.during('link', () => this.#link());
  }

  /** `file` is relative to the root, with `/`. */
  async update(file: string, text: string | null): Promise<ScanResult> {
    this.#sources.edit(file, text);
    // A file that is new here may be ignored, or a test: only the walk knows.
    if (!this.#scanned || !this.#sources.has(file)) return this.scan();
    const { version } = this.#sources.frameworks;
    await this.#sources.refresh(file);
    if (this.#sources.frameworks.version !== version) return this.scan();
    return this.times.during('link', () => this.#link());
  }

  #walkOn = (found: Generator<string>) => this.times.during('walk', () => found.next());

  #link(): ScanResult {
    const files = this.#files();
    this.#resolverOf ??= resolversOf(files);
    const resolverOf = this.#resolverOf;
    const modules = new Map<string, LinkedModule | null>();
    const open = (file: string): LinkedModule | null => {
      const known = modules.get(file);
      if (known !== undefined) return known;
      const syntax = this.#sources.syntaxOf(file);
      const language = this.#sources.languageOf(file)!;
      const concerns = this.#sources.concerns(file);
      const own = language.outline ? project.packageAt(posix.dirname(file)) : null;
      const module =
        syntax &&
        linkedModule({ file, language, machine, syntax, concerns, package: own, resolve: resolverOf(language) });
      modules.set(file, module);
      return module;
    };
    const project: LinkedProject = {
      files,
      open,
      concerns: (file) => this.#sources.concerns(file),
      outlineOf: (file) => this.#sources.outlineOf(file),
      packageAt: this.#packages(() => project),
    };
    const machine = new Machine(this.#sources.frameworks.all, project);
    const concerned = [...this.#sources.files].filter((file) => this.#sources.concerns(file)).sort();
    const { endpoints, unresolved, warnings } = link(
      machine,
      concerned.map(open).filter((module) => module !== null),
      this.#completions,
    );
    return {
      endpoints: this.#descriptions.fillIn(endpoints),
      unresolved,
      warnings: [...this.#sources.warnings, ...this.#descriptions.warnings, ...warnings],
    };
  }

  /** Folders whose files share their names. */
  #packages(project: () => LinkedProject): (folder: string) => Package {
    const packages = new Map<string, Package>();
    const shared = [...this.#sources.files].filter((file) => this.#sources.languageOf(file)?.outline);
    const byFolder = Map.groupBy(shared, (file) => posix.dirname(file));
    return (folder) => {
      const found = packages.get(folder) ?? new Package(byFolder.get(folder) ?? [], project());
      packages.set(folder, found);
      return found;
    };
  }

  #files(): ProjectFiles {
    return {
      root: this.#root,
      has: (file) => this.#sources.has(file),
      below: (folder) => [...this.#sources.files].filter((file) => file.startsWith(folder)).sort(),
      manifests: this.#manifests,
      readConfig,
    };
  }
}

function resolversOf(files: ProjectFiles): (language: Language) => Resolver {
  const resolvers = new Map<Language, Resolver>();
  return (language) => {
    const resolver = resolvers.get(language) ?? language.resolver(files);
    resolvers.set(language, resolver);
    return resolver;
  };
}

function readConfig(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** Gives up the turn now and then, so that messages arrive; throws when the signal was aborted. */
function turnTaker(signal: AbortSignal | undefined): (onTurn?: () => void) => Promise<void> {
  let startedMs = performance.now();
  return async (onTurn) => {
    if (performance.now() - startedMs < maxTurnMs) return;
    onTurn?.();
    await new Promise(setImmediate);
    signal?.throwIfAborted();
    startedMs = performance.now();
  };
}
