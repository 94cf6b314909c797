import type { ScanResult } from '../../model.ts';

/**
 * What a linking run took note of while it followed the code: which files have to do with each other. A value only gets
 * from one file to another where one of them reads the other, so what happens on one island changes nothing on others.
 */
export class Islands {
  readonly #tied = new Map<string, Set<string>>();
  readonly #packages = new Map<string, Set<string>>();
  readonly #asked = new Map<string, Set<string>>();
  /** Configuration files, whose values many files read and none changes. */
  readonly #settings = new Set<string>();
  /** Files where something depends on what there is in all of the project. */
  readonly #open = new Set<string>();

  tie(a: string, b: string): void {
    add(this.#tied, a, b);
    add(this.#tied, b, a);
  }

  readsSettings(file: string): void {
    this.#settings.add(file);
  }

  imports(file: string, packageName: string): void {
    add(this.#packages, file, packageName);
  }

  /** What is guessed in the file depends on whether the project imports these packages, unless it does so itself. */
  asksFor(file: string, packages: string[]): void {
    if (packages.some((name) => this.#packages.get(file)?.has(name))) return;
    for (const name of packages) add(this.#asked, file, name);
  }

  dependsOnAll(file: string): void {
    this.#open.add(file);
  }

  /** All files that have to do with these. */
  around(files: Iterable<string>): Set<string> {
    const found = new Set(files);
    for (const file of found) for (const other of this.#tied.get(file) ?? []) found.add(other);
    return found;
  }

  /** Those that configuration files have to do with. */
  get settings(): Set<string> {
    return this.around(this.#settings);
  }

  packagesIn(files: Iterable<string>): Set<string> {
    return new Set([...files].flatMap((file) => [...(this.#packages.get(file) ?? [])]));
  }

  /** Whether nothing in these files depends on any other. They are whole islands. */
  isApart(files: ReadonlySet<string>): boolean {
    const settings = this.settings;
    if ([...files].some((file) => this.#open.has(file) || settings.has(file))) return false;
    const asked = new Set([...files].flatMap((file) => [...(this.#asked.get(file) ?? [])]));
    if (asked.size === 0) return true;
    for (const [file, packages] of this.#packages)
      if (!files.has(file) && [...packages].some((name) => asked.has(name))) return false;
    return true;
  }

  /** Takes over what another run noted of these files, instead of what stands here. */
  replace(files: ReadonlySet<string>, by: Islands): void {
    for (const file of files)
      for (const [mine, other] of [
        [this.#tied, by.#tied],
        [this.#packages, by.#packages],
        [this.#asked, by.#asked],
      ] as const) {
        const noted = other.get(file);
        if (noted) mine.set(file, noted);
        else mine.delete(file);
      }
    for (const file of by.#settings) this.#settings.add(file);
  }
}

function add(to: Map<string, Set<string>>, key: string, value: string): void {
  const values = to.get(key);
  if (values) values.add(value);
  else to.set(key, new Set([value]));
}

/** The result of all with that of some files put in its place. */
export function replaced(all: ScanResult, files: ReadonlySet<string>, by: ScanResult): ScanResult {
  const merge = <T extends { file: string }>(old: T[], now: T[]): T[] => [
    ...old.filter(({ file }) => !files.has(file)),
    ...now.filter(({ file }) => files.has(file)),
  ];
  return {
    endpoints: merge(all.endpoints, by.endpoints),
    unresolved: merge(all.unresolved, by.unresolved),
    warnings: merge(all.warnings, by.warnings),
  };
}
