/** Thins a recording to what can be drawn, without losing what a person looks for in it. */

import type { Recording, Timeline } from '../model.ts';
import { quantile, roundMs } from './statistics.ts';

/**
 * Keeps every probe, the first request of each socket, every failed request and every one from the 99th percentile up,
 * even if that is more than `maxPoints`; of the rest it keeps evenly as many as still fit. Ordered by when they started.
 */
export function thinTimeline(recording: Recording, maxPoints = 2000): Timeline {
  const { samples, phases } = recording;
  const rows = Array.from({ length: samples.count }, (_, row) => row);
  rows.sort((a, b) => samples.startMs[a]! - samples.startMs[b]!);

  const isTelling = tellingRows(recording, rows);
  const telling = rows.filter((row) => isTelling[row]);
  const ordinary = rows.filter((row) => !isTelling[row]);
  const keep = new Set([...telling, ...evenly(ordinary, maxPoints - telling.length)]);
  const kept = rows.filter((row) => keep.has(row));

  return {
    phases,
    atMs: kept.map((row) => roundMs(samples.startMs[row]!)),
    latencyMs: kept.map((row) => roundMs(samples.latencyMs[row]!)),
    phase: kept.map((row) => samples.phase[row]!),
    ok: kept.map((row) => samples.failed[row] === 0 && samples.status[row]! < 400),
  };
}

function tellingRows({ samples, phases }: Recording, rowsByStart: number[]): boolean[] {
  const slowMs = quantile(samples.latencyMs.subarray(0, samples.count), 0.99);
  const seenSockets = new Set<number>();
  const telling: boolean[] = [];
  for (const row of rowsByStart) {
    const socket = samples.connection[row]!;
    telling[row] =
      !seenSockets.has(socket) ||
      phases[samples.phase[row]!]!.kind === 'probe' ||
      samples.failed[row] !== 0 ||
      samples.status[row]! >= 400 ||
      samples.latencyMs[row]! >= slowMs;
    seenSockets.add(socket);
  }
  return telling;
}

function evenly(rows: number[], wanted: number): number[] {
  if (wanted >= rows.length) return rows;
  const step = rows.length / Math.max(wanted, 0);
  return Array.from({ length: Math.max(wanted, 0) }, (_, index) => rows[Math.floor(index * step)]!);
}
