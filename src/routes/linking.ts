import { posix } from 'node:path';
import type { RouteCompletions, ScanResult } from '../model.ts';
import type { Language, ProjectFiles, Resolver } from './language.ts';
import { link } from './link/link.ts';
import { type LinkedProject, Machine } from './link/machine.ts';
import { type LinkedModule, linkedModule } from './link/modules.ts';
import { Package } from './link/packages.ts';
import type { Sources } from './sources.ts';

export interface LinkOptions {
  completions: RouteCompletions;
  /** Asked often while code is followed. */
  isCancelled(): boolean;
}

/** Joins the sources of a project: what it finds are the endpoints and what linking them could not find out. */
export class Linking {
  readonly #sources: Sources;
  readonly #files: ProjectFiles;
  readonly #resolvers = new Map<Language, Resolver>();
  readonly #shared: Map<string, string[]>;

  /** Which files and configurations there are does not change during the lifetime of this. */
  constructor(sources: Sources, files: ProjectFiles) {
    this.#sources = sources;
    this.#files = files;
    const shared = [...sources.files].filter((file) => sources.languageOf(file)?.outline);
    this.#shared = Map.groupBy(shared, (file) => posix.dirname(file));
  }

  link({ completions, isCancelled }: LinkOptions): ScanResult {
    const sources = this.#sources;
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
    const project: LinkedProject = {
      files: this.#files,
      open,
      concerns: (file) => sources.concerns(file),
      outlineOf: (file) => sources.outlineOf(file),
      packageAt: this.#packages(() => project),
    };
    const machine = new Machine(sources.frameworks.all, project, isCancelled);
    const concerned = [...sources.files].filter((file) => sources.concerns(file)).sort();
    const opened = concerned.map(open).filter((module) => module !== null);
    return link(machine, opened, completions);
  }

  #resolverOf(language: Language): Resolver {
    const resolver = this.#resolvers.get(language) ?? language.resolver(this.#files);
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
