/** Counts latencies in cells of equal ratio: coarse and cheap, for a drawing that is renewed while a burst runs. */

import type { Bucket } from '../model.ts';

const cellsPerDecade = 24;
/** From 1 µs to 1,000 s; what lies beyond is counted in the outermost cell. */
const decades = 9;

export class LogCells {
  readonly #counts = new Uint32Array(cellsPerDecade * decades);

  add(microseconds: number): void {
    const cell = Math.floor(Math.log10(Math.max(microseconds, 1)) * cellsPerDecade);
    this.#counts[Math.min(cell, this.#counts.length - 1)]!++;
  }

  /** From the first cell that holds something to the last; none where nothing was counted. */
  buckets(): Bucket[] {
    const first = this.#counts.findIndex((count) => count > 0);
    const last = this.#counts.findLastIndex((count) => count > 0);
    if (first < 0) return [];
    return Array.from(this.#counts.subarray(first, last + 1), (count, index) => ({
      fromMs: edgeMs(first + index),
      toMs: edgeMs(first + index + 1),
      count,
    }));
  }
}

const edgeMs = (cell: number): number => Number((10 ** (cell / cellsPerDecade) / 1000).toPrecision(4));
