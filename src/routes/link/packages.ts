import type { LinkedProject } from './machine.ts';
import { runModule } from './modules.ts';
import { lazy, unknown, type Value } from './values.ts';

/** What a file says of itself without being parsed. */
export interface Outline {
  /** The name of the package that it belongs to. */
  package: string | null;
  /** Its top-level names; methods that stand apart from their type are `Type.method`. */
  names: string[];
}

/** The files of one folder, which see each other's names. One is read when somebody asks for a name that it declares. */
export class Package {
  readonly names = new Map<string, Value>();
  readonly #files: string[];
  readonly #project: LinkedProject;
  #declaring: Map<string, string[]> | null = null;

  constructor(files: string[], project: LinkedProject) {
    this.#files = files;
    this.#project = project;
  }

  get name(): string | null {
    const [first] = this.#files;
    return first === undefined ? null : this.#project.outlineOf(first).package;
  }

  has(name: string): boolean {
    return this.names.has(name) || this.#filesDeclaring(name).length > 0;
  }

  /** Undefined when none of its files declares the name. */
  lookup(name: string): Value | undefined {
    return this.names.get(name) ?? this.late(name);
  }

  /** A name of files that have not run yet. */
  late(name: string): Value | undefined {
    const files = this.#filesDeclaring(name);
    if (files.length === 0) return undefined;
    return lazy(
      () => files.some((file) => this.#project.concerns(file)),
      () => {
        for (const file of files) {
          const module = this.#project.open(file, files[0]!);
          if (module) runModule(module);
        }
        return this.names.get(name) ?? unknown;
      },
    );
  }

  #filesDeclaring(name: string): string[] {
    this.#declaring ??= this.#readOutlines();
    return this.#declaring.get(name) ?? [];
  }

  #readOutlines(): Map<string, string[]> {
    const declaring = new Map<string, string[]>();
    for (const file of this.#files)
      for (const name of this.#project.outlineOf(file).names)
        declaring.set(name, [...(declaring.get(name) ?? []), file]);
    return declaring;
  }
}
