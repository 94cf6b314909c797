/** Collects a burst's samples in columns of a fixed length, and the few things kept beside them. */

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
  type Standstill,
} from '../model.ts';
import type { CacheReading, Headers } from './cache-reading.ts';
import type { Clock } from './clock.ts';

/** A request that has ended, on the recording's clock. */
export interface Exchange {
  startMs: number;
  /** How long after `startMs` the request was written. */
  lagMs: number;
  firstByteMs: number;
  endMs: number;
  /** 0 until the head has arrived. */
  status: number;
  /** Of the answer; an earlier one's until the head has arrived. */
  headers: Headers;
  bodyBytes: number;
  /** Number of the socket, in order of opening. */
  socket: number;
  /** Index into the plan's targets. */
  target: number;
  cache: CacheReading;
}

/** What its column holds: more would be counted from 0 again. */
const largestBodyBytes = 0xffff_ffff;

export class Recorder {
  readonly #clock: Clock;
  readonly #columns: Columns;
  readonly #phases: Phase[] = [];
  readonly #failures: Failure[] = [];
  readonly #errorHeads = new Map<number, ResponseHead>();
  #firstHead: ResponseHead | null = null;
  #httpVersion: Recording['httpVersion'] = null;
  readonly #standstills: Standstill[] = [];
  #resent = 0;
  #count = 0;

  /**
   * All rows are there from the start: the system gives memory only to those that are written, and copying columns to
   * longer ones would stop the burst for some milliseconds each time, which would look like latency.
   */
  constructor(clock: Clock, maxRequests: number) {
    this.#clock = clock;
    this.#columns = makeColumns((_, type) => new type(maxRequests) as never);
  }

  beginPhase({ kind, name, pace }: Pick<PhasePlan, 'kind' | 'name' | 'pace'>): void {
    const nowMs = this.#clock.nowMs();
    this.#phases.push({ kind, name, pace, startMs: nowMs, endMs: nowMs, unsent: 0 });
  }

  endPhase(unsent = 0): void {
    const phase = this.#phases.at(-1)!;
    phase.endMs = this.#clock.nowMs();
    phase.unsent = unsent;
  }

  /** Keeps what the first socket spoke. */
  keepHttpVersion(version: Recording['httpVersion']): void {
    this.#httpVersion ??= version;
  }

  /** Keeps the first head of all, and the first of each status from 400 up. */
  keepHead(status: number, headers: Headers): void {
    if (this.#firstHead !== null && (status < 400 || this.#errorHeads.has(status))) return;
    const head = headOf({ status, headers });
    this.#firstHead ??= head;
    if (status >= 400 && !this.#errorHeads.has(status)) this.#errorHeads.set(status, head);
  }

  countResent(): void {
    this.#resent++;
  }

  addStandstill(standstill: Standstill): void {
    this.#standstills.push(standstill);
  }

  add(exchange: Exchange, failure: { kind: FailureKind; message: string } | null): void {
    const columns = this.#columns;
    const row = this.#count++;
    columns.startMs[row] = exchange.startMs;
    columns.latencyMs[row] = exchange.endMs - exchange.startMs;
    columns.firstByteMs[row] = exchange.status === 0 ? 0 : exchange.firstByteMs - exchange.startMs;
    columns.lagMs[row] = exchange.lagMs;
    columns.status[row] = exchange.status;
    columns.bodyBytes[row] = Math.min(exchange.bodyBytes, largestBodyBytes);
    columns.connection[row] = Math.min(exchange.socket, largestSocketNumber);
    columns.phase[row] = this.#phases.length - 1;
    columns.target[row] = exchange.target;
    columns.cache[row] = exchange.cache;
    columns.failed[row] = failure === null ? 0 : this.#failureNumber(failure, exchange);
  }

  finish(ended: Recording['ended'], generatorUtilisation: number): Recording {
    return {
      startedAtMonotonicMs: this.#clock.startedAtMonotonicMs,
      phases: this.#phases,
      samples: { count: this.#count, ...cut(this.#columns, this.#count) },
      failures: this.#failures,
      firstHead: this.#firstHead,
      errorHeads: [...this.#errorHeads.values()],
      httpVersion: this.#firstHead && this.#httpVersion,
      resent: this.#resent,
      ended,
      standstills: this.#standstills,
      generatorUtilisation,
    };
  }

  #failureNumber({ kind, message }: Pick<Failure, 'kind' | 'message'>, exchange: Exchange): number {
    let index = this.#failures.findIndex((failure) => failure.kind === kind);
    if (index === -1) {
      const head = exchange.status === 0 ? null : headOf(exchange);
      index = this.#failures.push({ kind, count: 0, message, atMs: exchange.endMs, head }) - 1;
    }
    this.#failures[index]!.count++;
    return index + 1;
  }
}

/** The buffers of a recording's columns, to be transferred between threads. */
export const columnBuffers = (samples: Samples): ArrayBuffer[] =>
  columnNames.map((name) => samples[name].buffer as ArrayBuffer);

/**
 * The columns' first rows. Few of them are moved to buffers of their own; many stay where they are, because a second
 * copy of a long column would not fit into the memory that a burst may take.
 */
const cut = (columns: Columns, count: number): Columns =>
  makeColumns((name, type) => {
    const column = columns[name];
    if (count > column.length / 2) return column.subarray(0, count) as never;
    const buffer = column.buffer as ArrayBuffer;
    return new type(buffer.transfer(count * type.BYTES_PER_ELEMENT)) as never;
  });

function headOf({ status, headers }: Pick<Exchange, 'status' | 'headers'>): ResponseHead {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { status, headers: flat };
}
