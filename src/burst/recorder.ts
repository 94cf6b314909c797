/** Collects a burst's samples in columns that grow by doubling, and the few things kept beside them. */

import type { Failure, FailureKind, Phase, Recording, ResponseHead, Samples } from '../model.ts';
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

type Column = Float64Array | Uint32Array | Uint16Array | Uint8Array;

const initialCapacity = 4096;
const largestSocketNumber = 0xffff;

export class Recorder {
  readonly #clock: Clock;
  readonly #phases: Phase[] = [];
  readonly #failures: Failure[] = [];
  readonly #errorHeads = new Map<number, ResponseHead>();
  #firstHead: ResponseHead | null = null;
  #columns = emptyColumns(initialCapacity);
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  beginPhase(phase: Pick<Phase, 'kind' | 'connections'>): void {
    const nowMs = this.#clock.nowMs();
    this.#phases.push({ kind: phase.kind, connections: phase.connections, startMs: nowMs, endMs: nowMs });
  }

  endPhase(): void {
    this.#phases.at(-1)!.endMs = this.#clock.nowMs();
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
      ended,
      generatorUtilisation,
    };
  }

  #failureNumber(kind: FailureKind, message: string, atMs: number): number {
    let index = this.#failures.findIndex((failure) => failure.kind === kind);
    if (index === -1) index = this.#failures.push({ kind, count: 0, message, atMs }) - 1;
    this.#failures[index]!.count++;
    return index + 1;
  }
}

/** The buffers of a recording's columns, to be transferred between threads. */
export const columnBuffers = (samples: Samples): ArrayBuffer[] =>
  Object.values(samples)
    .filter((column): column is Column => typeof column === 'object')
    .map((column) => column.buffer as ArrayBuffer);

type Columns = Omit<Samples, 'count'>;

const emptyColumns = (length: number): Columns => ({
  startMs: new Float64Array(length),
  latencyMs: new Float64Array(length),
  firstByteMs: new Float64Array(length),
  status: new Uint16Array(length),
  bodyBytes: new Uint32Array(length),
  connection: new Uint16Array(length),
  phase: new Uint16Array(length),
  failed: new Uint8Array(length),
});

/** The old columns' buffers are moved, so the old columns are empty afterwards. */
const resized = (columns: Columns, length: number): Columns => ({
  startMs: new Float64Array(moved(columns.startMs, length)),
  latencyMs: new Float64Array(moved(columns.latencyMs, length)),
  firstByteMs: new Float64Array(moved(columns.firstByteMs, length)),
  status: new Uint16Array(moved(columns.status, length)),
  bodyBytes: new Uint32Array(moved(columns.bodyBytes, length)),
  connection: new Uint16Array(moved(columns.connection, length)),
  phase: new Uint16Array(moved(columns.phase, length)),
  failed: new Uint8Array(moved(columns.failed, length)),
});

const moved = (column: Column, length: number): ArrayBuffer =>
  (column.buffer as ArrayBuffer).transfer(length * column.BYTES_PER_ELEMENT);

function flatHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
