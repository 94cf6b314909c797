/** How much has to be added to a handler so that it takes so many times as long: learned from what was measured. */

import type { RouteName } from './bed.ts';

/** First guesses, in milliseconds of work that double the time under ten connections. */
const guesses: Record<RouteName, number> = { fast: 0.09, medium: 1.07, slow: 8 };

export class Sizes {
  /** Milliseconds of work that add 1 to the ratio, as each run showed it. */
  readonly #seen = new Map<string, number[]>();

  of(route: RouteName, factor: number): number {
    const seen = this.#seen.get(`${route} ${factor}`);
    return (factor - 1) * (seen ? median(seen) : guesses[route]);
  }

  /** `ratio` is what the slow-down of `addedMs` came to. */
  learn(route: RouteName, factor: number, addedMs: number, ratio: number): void {
    if (factor === 1 || ratio <= 1.02) return;
    const name = `${route} ${factor}`;
    this.#seen.set(name, [...(this.#seen.get(name) ?? []), addedMs / (ratio - 1)]);
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[upper]! : (sorted[upper - 1]! + sorted[upper]!) / 2;
}
