import { readFileSync, statSync } from 'node:fs';

/** Configuration files that linking asks for, there or not; they count as unchanged while their times and sizes do. */
export class Configs {
  /** Absolute path → its stamp when it was read, `''` where nothing was. */
  readonly #stamps = new Map<string, string>();

  /** Null when there is none. */
  readonly read = (path: string): string | null => {
    this.#stamps.set(path, stampOf(path));
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return null;
    }
  };

  get isUnchanged(): boolean {
    return [...this.#stamps].every(([path, stamp]) => stampOf(path) === stamp);
  }

  forget(): void {
    this.#stamps.clear();
  }

  get stamps(): [path: string, stamp: string][] {
    return [...this.#stamps];
  }
}

function stampOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? `${stats.mtimeMs} ${stats.size}` : '';
}
