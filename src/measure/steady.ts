/** Which samples of a recording count: the requests of its rounds. */

import type { PhaseKind, Recording } from '../model.ts';

/** Rows of `recording.samples` that belong to phases of this kind, in order of completion; failed ones included. */
export function rowsOfKind({ phases, samples }: Recording, kind: PhaseKind): Uint32Array {
  const isOfKind = phases.map((phase) => phase.kind === kind);
  return rowsWhere(samples.count, (row) => isOfKind[samples.phase[row]!]!);
}

/** Of the first `count` rows those that are wanted, in order. */
export function rowsWhere(count: number, isWanted: (row: number) => boolean): Uint32Array {
  const rows = new Uint32Array(count);
  let found = 0;
  for (let row = 0; row < count; row++) if (isWanted(row)) rows[found++] = row;
  return rows.subarray(0, found);
}

/** Latencies of those of the rows that were answered in full, in the rows' order. */
export function answeredLatenciesMs({ samples }: Recording, rows: Uint32Array): Float64Array {
  const latenciesMs = new Float64Array(rows.length);
  let found = 0;
  for (const row of rows) if (samples.failed[row] === 0) latenciesMs[found++] = samples.latencyMs[row]!;
  return latenciesMs.subarray(0, found);
}
