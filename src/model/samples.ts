/** The requests of a burst, in columns: a long run is millions of them. */

/** 36 bytes a request. */
const columnTypes = {
  startMs: Float64Array,
  latencyMs: Float64Array,
  firstByteMs: Float32Array,
  lagMs: Float32Array,
  bodyBytes: Uint32Array,
  status: Uint16Array,
  connection: Uint16Array,
  phase: Uint8Array,
  target: Uint8Array,
  failed: Uint8Array,
  cache: Uint8Array,
};

/**
 * One entry a request, in order of completion. `failed[i]` is 0, or 1 + index into the recording's `failures`; then
 * `status` and `bodyBytes` are what had arrived. Latency runs to the last byte: in a closed loop from writing the
 * request, in an open one from when it was due.
 */
export interface Columns {
  /** Where latency begins, as an offset from the recording's start. */
  startMs: Float64Array;
  latencyMs: Float64Array;
  firstByteMs: Float32Array;
  /** Part of the latency: how long after it was due the request was written. 0 in a closed loop. */
  lagMs: Float32Array;
  bodyBytes: Uint32Array;
  status: Uint16Array;
  /** Number of the socket, in order of opening, attempts that failed included; 65,535 stands for all from there on. */
  connection: Uint16Array;
  /** Index into the recording's `phases`. */
  phase: Uint8Array;
  /** Index into the plan's `targets`. */
  target: Uint8Array;
  failed: Uint8Array;
  /** What the answer's head says of a cache on the way: 0 nothing, 1 a hit, 2 a miss. */
  cache: Uint8Array;
}

export interface Samples extends Columns {
  count: number;
}

export const largestSocketNumber = 0xffff;

type ColumnName = keyof Columns;

export const columnNames = Object.keys(columnTypes) as ColumnName[];

/** All columns, each made by `make` from the kind of array that it is. */
export const makeColumns = (
  make: <Name extends ColumnName>(name: Name, type: (typeof columnTypes)[Name]) => Columns[Name],
): Columns =>
  Object.fromEntries(columnNames.map((name) => [name, make(name, columnTypes[name])])) as unknown as Columns;
