import { posix } from 'node:path';
import type { RouteCompletions, ScanResult } from '../../model.ts';
import type { Language, ProjectFiles, Resolver } from '../language.ts';
import { sorted } from '../link/endpoints.ts';
import { Islands, replaced } from '../link/islands.ts';
import { link } from '../link/link.ts';
import { type LinkedProject, Machine } from '../link/machine.ts';
import { type LinkedModule, linkedModule } from '../link/modules.ts';
import { Package } from '../link/packages.ts';
import type { Sources } from './sources.ts';

export interface LinkOptions {
  completions: RouteCompletions;
  /** Asked often while code is followed. */
  isCancelled(): boolean;
}

interface Run {
  result: ScanResult;
  islands: Islands;
  /** Whether all of the code could be followed. */
  isWhole: boolean;
}

/** An edit that ties more islands together makes all of them the edited one. */
const maxRounds = 3;

function oncePerImport(resolve: Resolver): Resolver {
  const known = new Map<string, Map<string, string | null>>();
  return (specifier, from) => {
    const files = known.get(from) ?? new Map<string, string | null>();
    known.set(from, files);
    let file = files.get(specifier);
    if (file === undefined) files.set(specifier, (file = resolve(specifier, from)));
    return file;
  };
}

const isSame = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((one) => b.has(one));

/** Joins the sources of a project: what it finds are the endpoints and what linking them could not find out. */
export class Linking {
  readonly #sources: Sources;
  readonly #files: ProjectFiles;
  readonly #resolvers = new Map<Language, Resolver>();
  readonly #shared: Map<string, string[]>;
  /** As the last linking found them; null when all has to be linked. */
  #islands: Islands | null = null;
  /** What files were seen to read of each other when all was linked, computed specifiers included. */
  #opened = new Map<string, Set<string>>();

  /** Which files and configurations there are does not change during the lifetime of this. */
  constructor(sources: Sources, files: ProjectFiles) {
    this.#sources = sources;
    this.#files = files;
    const shared = [...sources.files].filter((file) => sources.languageOf(file)?.outline);
    this.#shared = Map.groupBy(shared, (file) => posix.dirname(file));
  }

  /** `edited`: the one file that is not what it was when all was linked last, which gave `result`. */
  link(options: LinkOptions, edited: { file: string; result: ScanResult } | null): ScanResult {
    return (edited && this.#linkAround(edited.file, edited.result, options)) ?? this.#linkAll(options);
  }

  /** Files of the project that this one needs to run: what it imports, and those that it shares its names with. */
  importsOf(file: string): string[] {
    const language = this.#sources.languageOf(file)!;
    const resolve = this.#resolverOf(language);
    const resolved = this.#sources.specifiersOf(file).flatMap((specifier) => {
      const found = resolve(specifier, file);
      if (found === null) return [];
      return language.outline ? (this.#shared.get(found) ?? []) : [found];
    });
    const mates = language.outline ? (this.#shared.get(posix.dirname(file)) ?? []) : [];
    const all = new Set([...resolved, ...mates, ...(this.#opened.get(file) ?? [])]);
    all.delete(file);
    return [...all].sort();
  }

  #linkAll(options: LinkOptions): ScanResult {
    this.#islands = null;
    this.#opened.clear();
    const { result, islands, isWhole } = this.#run([...this.#sources.files], options);
    if (isWhole) this.#islands = islands;
    return result;
  }

  /** Links again what has to do with one file; null where that may be all. */
  #linkAround(edited: string, result: ScanResult, options: LinkOptions): ScanResult | null {
    const known = this.#islands;
    if (!known || this.#sources.languageOf(edited)!.outline) return null;
    const settings = known.settings;
    let before = known.around([edited]);
    for (let round = 0; round < maxRounds; round++) {
      if (!known.isApart(before)) return null;
      const run = this.#run(before, options);
      const after = run.islands.around(before);
      // With the edit, it may have to do with files that it had nothing to do with.
      const around = known.around(after);
      if (around.size > new Set([...before, ...after]).size || [...after].some((file) => this.#isNew(file, before))) {
        before = around;
        continue;
      }
      const isLocal =
        run.isWhole &&
        run.islands.isApart(after) &&
        [...run.islands.settings].every((file) => settings.has(file)) &&
        isSame(known.packagesIn(before), run.islands.packagesIn(after));
      if (!isLocal) return null;
      known.replace(around, run.islands);
      if (!known.isApart(around)) return null;
      return sorted(replaced(result, around, run.result));
    }
    return null;
  }

  /** A file that is read for its own sake, but was not. */
  #isNew(file: string, roots: ReadonlySet<string>): boolean {
    return !roots.has(file) && this.#sources.concerns(file);
  }

  /** Follows the code of those of the files that are read for their own sake. */
  #run(files: Iterable<string>, { completions, isCancelled }: LinkOptions): Run {
    const sources = this.#sources;
    const islands = new Islands();
    const modules = new Map<string, LinkedModule | null>();
    const open = (file: string): LinkedModule | null => {
      const known = modules.get(file);
      if (known !== undefined) return known;
      const syntax = sources.syntaxOf(file);
      const language = sources.languageOf(file)!;
      const concerns = sources.concerns(file);
      const own = language.outline ? project.packageAt(posix.dirname(file)) : null;
      const resolve = this.#resolverOf(language);
      const module = syntax && linkedModule({ file, language, machine, syntax, concerns, package: own, resolve });
      modules.set(file, module);
      return module;
    };
    const opens = (from: string, file: string) => {
      const files = this.#opened.get(from) ?? new Set();
      this.#opened.set(from, files.add(file));
    };
    const project: LinkedProject = {
      files: this.#files,
      open(file, from) {
        islands.tie(from, file);
        opens(from, file);
        return open(file);
      },
      openSettings(file, from) {
        opens(from, file);
        if (sources.concerns(file)) islands.tie(from, file);
        else islands.readsSettings(file);
        return open(file);
      },
      concerns: (file) => sources.concerns(file),
      outlineOf: (file) => sources.outlineOf(file),
      packageAt: this.#packages(() => project),
      islands,
    };
    const machine = new Machine(sources.frameworks.all, project, isCancelled);
    const concerned = [...files].filter((file) => sources.concerns(file)).sort();
    const opened = concerned.map(open).filter((module) => module !== null);
    const result = link(machine, opened, completions);
    for (const { adapter, place } of machine.routers)
      if (adapter.needsApplication || adapter.declaresClass) islands.dependsOnAll(place.file);
    return { result, islands, isWhole: !machine.exhausted() };
  }

  #resolverOf(language: Language): Resolver {
    const resolver = this.#resolvers.get(language) ?? oncePerImport(language.resolver(this.#files));
    this.#resolvers.set(language, resolver);
    return resolver;
  }

  /** Folders whose files share their names. */
  #packages(project: () => LinkedProject): (folder: string) => Package {
    const packages = new Map<string, Package>();
    return (folder) => {
      const found = packages.get(folder) ?? new Package(this.#shared.get(folder) ?? [], project());
      packages.set(folder, found);
      return found;
    };
  }
}
