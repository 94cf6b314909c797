import { readFileSync } from 'node:fs';
import { stampOf } from './stamps.ts';

/** Configuration files that linking asks for, there or not. */
export class Configs {
  /** By absolute path, as of when it was read. */
  #stamps = new Map<string, string>();

  /** Null when there is none. */
  readonly read = (path: string): string | null => {
    this.#stamps.set(path, stampOf(path));
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return null;
    }
  };

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
