/** What was measured of a folder on this machine, in memory as far as somebody has asked for it. */

import type { HistoryFiles } from '../baseline/history-files.ts';
import { type EndpointId, type HistoryEntry, isPartial, type MeasuredProfile } from '../model.ts';
import { Emitter } from './emitter.ts';

export interface HistoryServices {
  /** Null where the editor has no place to keep it. */
  files(): Promise<HistoryFiles | null>;
  entryOf(profile: MeasuredProfile): Promise<HistoryEntry>;
  /** Lines that could not be read. */
  onBroken(lines: number): void;
  onError(error: unknown): void;
}

export class HistoryStore {
  readonly #services: HistoryServices;
  readonly #changed = new Emitter<void>();
  #entries: Map<EndpointId, HistoryEntry[]> | null = null;
  #reading: Promise<void> | null = null;
  #broken = 0;

  readonly onDidChange = this.#changed.event;

  constructor(services: HistoryServices) {
    this.#services = services;
  }

  /** Oldest first. Empty until it has been read for the first time, of which listeners hear. */
  get(id: EndpointId): HistoryEntry[] {
    if (this.#entries === null) void this.refresh();
    return this.#entries?.get(id) ?? [];
  }

  /** Of all endpoints, oldest first, as the files have them now. */
  async all(): Promise<HistoryEntry[]> {
    const files = await this.#services.files();
    return files ? (await files.read()).entries : [];
  }

  /** Reads what other windows have added, too. */
  refresh(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  /** A run that was cut short is no point of a trend. */
  async add(profile: MeasuredProfile): Promise<void> {
    if (isPartial(profile)) return;
    try {
      const files = await this.#services.files();
      await files?.append(await this.#services.entryOf(profile));
      await this.#reading;
      await this.refresh();
    } catch (error) {
      this.#services.onError(error);
    }
  }

  async #read(): Promise<void> {
    try {
      const files = await this.#services.files();
      const { entries, broken } = (await files?.read()) ?? { entries: [], broken: [] };
      this.#entries = Map.groupBy(entries, ({ endpoint }) => endpoint);
      if (broken.length > 0 && broken.length !== this.#broken) this.#services.onBroken(broken.length);
      this.#broken = broken.length;
      this.#changed.fire();
    } catch (error) {
      this.#entries ??= new Map();
      this.#services.onError(error);
    }
  }
}

/** How many results a trend shows at most. */
const trendLength = 20;

/** p95 in milliseconds of the last results under the load of the latest, oldest first. */
export function trendOf(entries: readonly HistoryEntry[]): number[] {
  const load = entries.at(-1)?.load;
  return entries
    .filter((entry) => entry.load === load)
    .slice(-trendLength)
    .map(({ p95Ms }) => p95Ms);
}
