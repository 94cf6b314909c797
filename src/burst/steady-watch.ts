/** Tells when a warm-up has done its work: latency no longer changes from one moment to the next. */

const windowMs = 100;
/** Fewer say nothing about the next window's. */
const fewestAnswers = 5;
/** As many windows in a row have to agree. */
const agreeing = 3;
/** The largest of their medians over the smallest: what a quiet machine differs by is a few hundredths. */
const widestRatio = 1.15;
/** A server that compiles as it runs pauses in between: agreeing earlier than that may be such a pause. */
const shortestMs = 500;

export class SteadyWatch {
  readonly #startMs: number;
  #windowEndMs: number;
  #latenciesMs: number[] = [];
  /** Of the last windows; null where there were too few answers. */
  readonly #medians: (number | null)[] = [];

  constructor(startMs: number) {
    this.#startMs = startMs;
    this.#windowEndMs = startMs + windowMs;
  }

  /**
   * To be called with each answer, in the order of their ends. True as soon as latency is steady; for an endpoint so
   * slow that most windows have too few answers to tell, after the shortest time.
   */
  add(endMs: number, latencyMs: number): boolean {
    while (endMs >= this.#windowEndMs) this.#endWindow();
    this.#latenciesMs.push(latencyMs);
    return endMs - this.#startMs >= shortestMs && this.#agree();
  }

  #endWindow(): void {
    this.#medians.push(this.#latenciesMs.length < fewestAnswers ? null : medianOf(this.#latenciesMs));
    if (this.#medians.length > agreeing) this.#medians.shift();
    this.#latenciesMs = [];
    this.#windowEndMs += windowMs;
  }

  #agree(): boolean {
    const known = this.#medians.filter((median) => median !== null);
    if (known.length <= agreeing / 2) return true;
    return known.length === agreeing && Math.max(...known) <= widestRatio * Math.min(...known);
  }
}

const medianOf = (values: number[]): number => Float64Array.from(values).sort()[values.length >> 1]!;
