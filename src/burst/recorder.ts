/** Collects a burst's samples in columns that grow by doubling, and the few things kept beside them. */

import {
  type Columns,
  columnNames,
  type Failure,
  type FailureKind,
  largestSocketNumber,
  makeColumns,
  type Phase,
  type PhasePlan,
  type Recording,
  type ResponseHead,
  type Samples,
} from '../model.ts';
import type { Clock } from './clock.ts';

/** A request that has ended, on the recording's clock. */
export interface Exchange {
  startMs: number;
  firstByteMs: number;
  endMs: number;
  /** 0 until the head has arrived. */
  status: number;
  bodyBytes: number;
  /** Number of the socket, in order of opening. */
  socket: number;
}

const initialCapacity = 4096;

export class Recorder {
  readonly #clock: Clock;
  readonly #phases: Phase[] = [];
  readonly #failures: Failure[] = [];
  readonly #errorHeads = new Map<number, ResponseHead>();
  #firstHead: ResponseHead | null = null;
  #httpVersion: Recording['httpVersion'] = null;
  #columns = emptyColumns(initialCapacity);
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  beginPhase({ kind, name, pace }: Pick<PhasePlan, 'kind' | 'name' | 'pace'>): void {
    const nowMs = this.#clock.nowMs();
    this.#phases.push({ kind, name, pace, startMs: nowMs, endMs: nowMs, unsent: 0 });
  }

  endPhase(): void {
    this.#phases.at(-1)!.endMs = this.#clock.nowMs();
  }

  /** Keeps what the first socket spoke. */
  keepHttpVersion(version: Recording['httpVersion']): void {
    this.#httpVersion ??= version;
  }

  /** Keeps the first head of all, and the first of each status from 400 up. */
  keepHead(status: number, headers: Record<string, string | string[] | undefined>): void {
    if (this.#firstHead !== null && (status < 400 || this.#errorHeads.has(status))) return;
    const head: ResponseHead = { status, headers: flatHeaders(headers) };
    this.#firstHead ??= head;
    if (status >= 400 && !this.#errorHeads.has(status)) this.#errorHeads.set(status, head);
  }

  add(exchange: Exchange, failure: { kind: FailureKind; message: string } | null): void {
    if (this.#count === this.#columns.startMs.length) this.#columns = resized(this.#columns, this.#count * 2);
    const columns = this.#columns;
    const row = this.#count++;
    columns.startMs[row] = exchange.startMs;
    columns.latencyMs[row] = exchange.endMs - exchange.startMs;
    columns.firstByteMs[row] = exchange.status === 0 ? 0 : exchange.firstByteMs - exchange.startMs;
    columns.status[row] = exchange.status;
    columns.bodyBytes[row] = exchange.bodyBytes;
    columns.connection[row] = Math.min(exchange.socket, largestSocketNumber);
    columns.phase[row] = this.#phases.length - 1;
    columns.failed[row] = failure === null ? 0 : this.#failureNumber(failure.kind, failure.message, exchange.endMs);
  }

  finish(ended: Recording['ended'], generatorUtilisation: number): Recording {
    return {
      startedAtMonotonicMs: this.#clock.startedAtMonotonicMs,
      phases: this.#phases,
      samples: { count: this.#count, ...resized(this.#columns, this.#count) },
      failures: this.#failures,
      firstHead: this.#firstHead,
      errorHeads: [...this.#errorHeads.values()],
      httpVersion: this.#firstHead && this.#httpVersion,
      ended,
      generatorUtilisation,
    };
  }

  #failureNumber(kind: FailureKind, message: string, atMs: number): number {
    let index = this.#failures.findIndex((failure) => failure.kind === kind);
    if (index === -1) index = this.#failures.push({ kind, count: 0, message, atMs, head: null }) - 1;
    this.#failures[index]!.count++;
    return index + 1;
  }
}

/** The buffers of a recording's columns, to be transferred between threads. */
export const columnBuffers = (samples: Samples): ArrayBuffer[] =>
  columnNames.map((name) => samples[name].buffer as ArrayBuffer);

const emptyColumns = (length: number): Columns => makeColumns((_, type) => new type(length) as never);

/** The old columns' buffers are moved, so the old columns are empty afterwards. */
const resized = (columns: Columns, length: number): Columns =>
  makeColumns((name, type) => {
    const buffer = columns[name].buffer as ArrayBuffer;
    return new type(buffer.transfer(length * type.BYTES_PER_ELEMENT)) as never;
  });

function flatHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
