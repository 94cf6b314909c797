/**
 * The history of one workspace folder, in a folder of its own. Several windows may write at once: each appends whole
 * lines to `current.jsonl`. A full one is put aside under a name that nobody has had, and nobody appends to it from then
 * on, so that shortening it later loses nothing.
 */

import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { HistoryEntry } from '../model.ts';
import { formatEntry, type History, newestOfEach, parseHistory } from './history.ts';

export interface HistoryLimits {
  /** How many entries of an endpoint are kept. */
  perEndpoint: number;
  /** From this size on the current file is put aside. */
  fileBytes: number;
  /** A line may still be on its way into a file that has been put aside since less than this. */
  settledMs: number;
}

const usualLimits: HistoryLimits = { perEndpoint: 500, fileBytes: 512 * 1024, settledMs: 60_000 };

export interface HistoryFiles {
  /** At most as many of each endpoint as are kept. */
  read(): Promise<History>;
  append(entry: HistoryEntry): Promise<void>;
}

export function openHistory(folder: string, limits: HistoryLimits = usualLimits, now = Date.now): HistoryFiles {
  const current = join(folder, 'current.jsonl');

  async function read(): Promise<History> {
    const texts = await Promise.all((await files()).map((file) => readIfThere(file)));
    const { entries, broken } = parseHistory(texts.join('\n'));
    return { entries: newestOfEach(entries, limits.perEndpoint), broken };
  }

  async function append(entry: HistoryEntry): Promise<void> {
    await mkdir(folder, { recursive: true });
    // A line that a crash has cut off ends here.
    await appendFile(current, `\n${formatEntry(entry)}`);
    if ((await sizeOf(current)) < limits.fileBytes) return;
    await rename(current, join(folder, `${randomUUID()}.jsonl`)).catch(ignoreMissing);
    await shorten();
  }

  /** Two windows that do this at once leave out the same lines. */
  async function shorten(): Promise<void> {
    const kept = new Set((await read()).entries.map(formatEntry));
    for (const file of await files()) {
      if (file === current || now() - (await changedAt(file)) < limits.settledMs) continue;
      const { entries, broken } = parseHistory(await readIfThere(file));
      const left = entries.map(formatEntry).filter((line) => kept.has(line));
      if (left.length === entries.length) continue;
      if (left.length + broken.length === 0) await rm(file, { force: true });
      else await writeFileAtomic(file, [...broken.map((line) => `${line}\n`), ...left].join(''));
    }
  }

  async function files(): Promise<string[]> {
    const names = await readdir(folder).catch((error) => ignoreMissing(error) ?? []);
    return names.filter((name) => name.endsWith('.jsonl')).map((name) => join(folder, name));
  }

  return { read, append };
}

const readIfThere = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error) => ignoreMissing(error) ?? '');

const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    (error) => ignoreMissing(error) ?? 0,
  );

const changedAt = (file: string): Promise<number> =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    (error) => ignoreMissing(error) ?? 0,
  );

/** Another window was faster, or nothing was written yet. */
function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
