/** Thins a recording to what can be drawn, without losing what a person looks for in it. */

import type { Recording, Samples, Timeline } from '../model.ts';
import { quantile, roundMs } from './statistics.ts';
import { rowsOfKind, rowsWhere } from './steady.ts';

/** The slowest hundredth is kept. */
const slowShare = 0.01;
/** So many of the slow, and of the failed, are as good as all of them. */
const mostOfAKind = 2000;

/**
 * Keeps every probe, the first request of each socket, every failed request and every one from the 99th percentile up,
 * even if that is more than `maxPoints`; but of a long run's many failures only 2,000 evenly, and of its slow requests
 * the 2,000 slowest. Of the rest it keeps evenly as many as still fit. Ordered by when they started.
 */
export function thinTimeline(recording: Recording, maxPoints = 2000): Timeline {
  const { samples, phases } = recording;
  const { count, failed, status } = samples;
  const isError = (row: number) => failed[row] !== 0 || status[row]! >= 400;

  const isKept = new Uint8Array(count);
  const keep = (rows: Uint32Array) => {
    for (const row of rows) isKept[row] = 1;
  };
  const slowFromMs = slowestMs(samples);
  const isSlow = (row: number) => samples.latencyMs[row]! >= slowFromMs;
  keep(rowsOfKind(recording, 'probe'));
  keep(firstOfSockets(samples));
  keep(evenly(rowsWhere(count, isSlow), mostOfAKind));
  keep(evenly(rowsWhere(count, isError), mostOfAKind));
  const telling = isKept.reduce((sum, kept) => sum + kept, 0);
  keep(
    evenly(
      rowsWhere(count, (row) => isKept[row] === 0 && !isError(row)),
      maxPoints - telling,
    ),
  );

  const { startMs } = samples;
  const rows = [...rowsWhere(count, (row) => isKept[row] === 1)].sort((a, b) => startMs[a]! - startMs[b]!);
  return {
    phases,
    atMs: rows.map((row) => roundMs(startMs[row]!)),
    latencyMs: rows.map((row) => roundMs(samples.latencyMs[row]!)),
    phase: rows.map((row) => samples.phase[row]!),
    ok: rows.map((row) => !isError(row)),
  };
}

const slowestMs = ({ count, latencyMs }: Samples): number =>
  quantile(latencyMs.subarray(0, count), 1 - Math.min(slowShare, mostOfAKind / count));

function firstOfSockets({ count, connection, startMs }: Samples): Uint32Array {
  const first = new Map<number, number>();
  for (let row = 0; row < count; row++) {
    const known = first.get(connection[row]!);
    if (known === undefined || startMs[row]! < startMs[known]!) first.set(connection[row]!, row);
  }
  return Uint32Array.from(first.values());
}

function evenly(rows: Uint32Array, wanted: number): Uint32Array {
  if (wanted >= rows.length) return rows;
  const step = rows.length / Math.max(wanted, 0);
  return Uint32Array.from({ length: Math.max(wanted, 0) }, (_, index) => rows[Math.floor(index * step)]!);
}
