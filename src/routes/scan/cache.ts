import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { RouteCompletions, ScanResult, ScanScope } from '../../model.ts';
import type { KnownSource } from './sources.ts';

/** What a scan of one folder knew when it ended. */
export interface Kept {
  /** Of the scanner: what another one kept says nothing. */
  version: string;
  root: string;
  scope: ScanScope;
  completions: RouteCompletions;
  /** All files that were scanned, and those that say how they hang together. */
  listed: string;
  sources: Map<string, KnownSource>;
  /** Names of the frameworks in use. */
  frameworks: string[];
  /** Stamps of the configuration files and descriptions that were asked for, there or not, by absolute path. */
  others: Map<string, string>;
  result: ScanResult;
}

const maxFiles = 30;
const maxBytes = 100_000_000;

/** Keeps one file for each scanned folder. Whatever goes wrong with it, the scan goes on without. */
export class Cache {
  readonly #folder: string;
  readonly #version: string;

  constructor(folder: string, version: string) {
    this.#folder = folder;
    this.#version = version;
  }

  read(root: string): Kept | null {
    try {
      const kept = deserialize(readFileSync(this.#fileOf(root))) as Kept;
      return kept.version === this.#version && kept.root === root ? kept : null;
    } catch {
      return null;
    }
  }

  async write(kept: Omit<Kept, 'version'>): Promise<void> {
    const file = this.#fileOf(kept.root);
    const unfinished = `${file}.${process.pid}`;
    try {
      const bytes = serialize({ ...kept, version: this.#version } satisfies Kept);
      if (bytes.length > maxBytes) return;
      await mkdir(this.#folder, { recursive: true });
      await writeFile(unfinished, bytes);
      await rename(unfinished, file);
      await this.#dropOldest();
    } catch {
      await rm(unfinished, { force: true }).catch(() => {});
    }
  }

  #fileOf(root: string): string {
    return join(this.#folder, `${createHash('sha256').update(root).digest('hex').slice(0, 32)}.scan`);
  }

  async #dropOldest(): Promise<void> {
    const names = (await readdir(this.#folder)).filter((name) => name.endsWith('.scan'));
    if (names.length <= maxFiles) return;
    const files = await Promise.all(
      names.map(async (name) => ({ name, writtenMs: (await stat(join(this.#folder, name))).mtimeMs })),
    );
    files.sort((a, b) => b.writtenMs - a.writtenMs);
    for (const { name } of files.slice(maxFiles)) await rm(join(this.#folder, name), { force: true });
  }
}
