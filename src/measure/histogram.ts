/** HdrHistogram of latencies in whole microseconds with 3 significant digits: https://github.com/HdrHistogram/HdrHistogram */

import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64, type JsHistogram } from 'hdr-histogram-js';
import { toMicroseconds } from './statistics.ts';

export class LatencyHistogram {
  readonly #histogram: JsHistogram;

  private constructor(histogram: JsHistogram) {
    this.#histogram = histogram;
  }

  static of(latenciesMs: Iterable<number>): LatencyHistogram {
    const histogram = new LatencyHistogram(
      build({ bitBucketSize: 32, numberOfSignificantValueDigits: 3 }) as JsHistogram,
    );
    for (const latencyMs of latenciesMs) histogram.add(latencyMs);
    return histogram;
  }

  /** Throws an `Error` for a string that is no V2 compressed base64 histogram. */
  static decode(text: string): LatencyHistogram {
    return new LatencyHistogram(decodeFromCompressedBase64(text) as JsHistogram);
  }

  add(latencyMs: number): void {
    this.#histogram.recordValue(toMicroseconds(latencyMs));
  }

  addAll(other: LatencyHistogram): void {
    this.#histogram.add(other.#histogram);
  }

  encode(): string {
    return encodeIntoCompressedBase64(this.#histogram);
  }

  get count(): number {
    return this.#histogram.totalCount;
  }

  /** The highest value that counts as equal to the percentile's, within 0.1 % above it; 0 when empty. */
  percentileMs(percentile: number): number {
    return this.count === 0 ? 0 : this.#histogram.getValueAtPercentile(percentile) / 1000;
  }

  /** The values that were recorded, ascending, each the lowest that its cell stands for. */
  *cells(): Generator<{ microseconds: number; count: number }> {
    const iterator = this.#histogram.recordedValuesIterator;
    iterator.reset();
    while (iterator.hasNext()) {
      const { valueIteratedTo, countAddedInThisIterationStep: count } = iterator.next();
      yield { microseconds: this.#histogram.lowestEquivalentValue(valueIteratedTo), count };
    }
  }
}
