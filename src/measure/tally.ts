/** Adds up the requests of each phase in one pass: a long run is millions of them. */

import type { Phase, Recording, Samples } from '../model.ts';
import { LatencyHistogram } from './histogram.ts';
import { roundMs } from './statistics.ts';

/**
 * Latencies are those of complete answers: a request that failed in transport says nothing about how long an answer
 * takes. An error is a status from 400 up, or no answer.
 */
export class Tally {
  readonly histogram = LatencyHistogram.of([]);
  count = 0;
  answered = 0;
  errors = 0;
  durationMs = 0;
  /** Answers by status; with holes. */
  readonly #statuses: number[] = [];
  #minMs = Number.POSITIVE_INFINITY;
  #maxMs = 0;
  #sumMs = 0;

  static ofPhase({ startMs, endMs }: Phase): Tally {
    const tally = new Tally();
    tally.durationMs = endMs - startMs;
    return tally;
  }

  static sum(tallies: Tally[]): Tally {
    const sum = new Tally();
    for (const tally of tallies) sum.#include(tally);
    return sum;
  }

  add(samples: Samples, row: number): void {
    const status = samples.status[row]!;
    const failed = samples.failed[row] !== 0;
    this.count++;
    if (failed || status >= 400) this.errors++;
    if (failed) return;
    const latencyMs = samples.latencyMs[row]!;
    this.answered++;
    this.histogram.add(latencyMs);
    this.#statuses[status] = (this.#statuses[status] ?? 0) + 1;
    if (latencyMs < this.#minMs) this.#minMs = latencyMs;
    if (latencyMs > this.#maxMs) this.#maxMs = latencyMs;
    this.#sumMs += latencyMs;
  }

  /** Answers by status. */
  get statusCodes(): Record<string, number> {
    return Object.fromEntries(Object.entries(this.#statuses));
  }

  get errorRate(): number {
    return this.count === 0 ? 0 : this.errors / this.count;
  }

  /** Complete answers a second. */
  get rps(): number {
    return this.#perSecond(this.answered);
  }

  /** The same, of those with a status below 400. */
  get goodRps(): number {
    return this.#perSecond(this.count - this.errors);
  }

  /** Exact, as are the largest and the mean; 0 without an answer. */
  get minMs(): number {
    return this.answered === 0 ? 0 : roundMs(this.#minMs);
  }

  get maxMs(): number {
    return roundMs(this.#maxMs);
  }

  get meanMs(): number {
    return this.answered === 0 ? 0 : roundMs(this.#sumMs / this.answered);
  }

  /** Within 0.1 %. */
  percentileMs(percentile: number): number {
    return Math.min(Math.max(this.histogram.percentileMs(percentile), this.minMs), this.maxMs);
  }

  #perSecond(count: number): number {
    return this.durationMs > 0 ? roundMs((count / this.durationMs) * 1000) : 0;
  }

  #include(other: Tally): void {
    this.count += other.count;
    this.answered += other.answered;
    this.errors += other.errors;
    this.durationMs += other.durationMs;
    this.histogram.addAll(other.histogram);
    other.#statuses.forEach((count, status) => {
      this.#statuses[status] = (this.#statuses[status] ?? 0) + count;
    });
    this.#minMs = Math.min(this.#minMs, other.#minMs);
    this.#maxMs = Math.max(this.#maxMs, other.#maxMs);
    this.#sumMs += other.#sumMs;
  }
}

const known = new WeakMap<Recording, Tally[]>();

/** One tally a phase, in the phases' order; each recording is gone through once. */
export function tallyPhases(recording: Recording): readonly Tally[] {
  const tallies = known.get(recording) ?? tally(recording);
  known.set(recording, tallies);
  return tallies;
}

function tally({ phases, samples }: Recording): Tally[] {
  const tallies = phases.map(Tally.ofPhase);
  for (let row = 0; row < samples.count; row++) tallies[samples.phase[row]!]!.add(samples, row);
  return tallies;
}
