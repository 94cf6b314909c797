import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { stampOf } from './stamps.ts';

const maxBytes = 4_000_000;

/** Configuration files that linking asks for, there or not. */
export class Configs {
  readonly #root: string;
  /** By absolute path, as of when it was read. */
  #stamps = new Map<string, string>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Null when there is none. */
  readonly read = (path: string): string | null => {
    this.#stamps.set(path, stampOf(path));
    try {
      return this.#isReadable(path) ? readFileSync(path, 'utf8') : null;
    } catch {
      return null;
    }
  };

  /** Not a pipe, which password managers put in the place of `.env` and which may never end, nor a link out of the project. */
  #isReadable(path: string): boolean {
    const isLink = lstatSync(path).isSymbolicLink();
    if (isLink && relative(realpathSync(this.#root), realpathSync(path)).startsWith('..')) return false;
    const stats = statSync(path);
    return stats.isFile() && stats.size <= maxBytes;
  }

  get stamps(): ReadonlyMap<string, string> {
    return this.#stamps;
  }

  get isUnchanged(): boolean {
    return areUnchanged(this.#stamps);
  }

  forget(): void {
    this.#stamps = new Map();
  }
}

/** Absolute path → stamp. */
export const areUnchanged = (stamps: ReadonlyMap<string, string>): boolean =>
  [...stamps].every(([path, stamp]) => stampOf(path) === stamp);
