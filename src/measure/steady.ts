/** Which samples of a recording count: the requests of its rounds. */

import type { PhaseKind, Recording } from '../model.ts';

/** Rows of `recording.samples` that belong to phases of this kind, in order of completion; failed ones included. */
export function rowsOfKind(recording: Recording, kind: PhaseKind): number[] {
  const isOfKind = recording.phases.map((phase) => phase.kind === kind);
  const { count, phase } = recording.samples;
  const rows: number[] = [];
  for (let row = 0; row < count; row++) if (isOfKind[phase[row]!]) rows.push(row);
  return rows;
}

/** Latencies of those of the rows that were answered in full, in the rows' order. */
export function answeredLatenciesMs(recording: Recording, rows: number[]): number[] {
  const { failed, latencyMs } = recording.samples;
  return rows.filter((row) => failed[row] === 0).map((row) => latencyMs[row]!);
}
