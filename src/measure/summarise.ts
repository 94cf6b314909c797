/** The figures of a burst's rounds. */

import type { Phase, Recording, RoundSummary, Summary } from '../model.ts';
import { LatencyHistogram } from './histogram.ts';
import { median, roundMs } from './statistics.ts';
import { rowsOfKind } from './steady.ts';

/**
 * `count` is every request of the rounds, failed ones included; `errors` those without an answer or with a status from
 * 400 up. Latencies, `rps` and `statusCodes` are those of complete answers: a request that failed in transport says
 * nothing about how long an answer takes. Smallest, largest and mean are exact, percentiles within 0.1 %; without one
 * answer all of them are 0.
 */
export function summarise(recording: Recording): Summary {
  const rows = rowsOfKind(recording, 'round');
  const answered = rows.filter((row) => recording.samples.failed[row] === 0);
  const errors = rows.length - answered.filter((row) => recording.samples.status[row]! < 400).length;
  const rounds = recording.phases
    .map((phase, index) => ({ phase, index }))
    .filter(({ phase }) => phase.kind === 'round');
  const latencies = pick(recording.samples.latencyMs, answered);
  const histogram = LatencyHistogram.of(latencies);
  const { minMs, meanMs, maxMs } = extent(latencies);
  const percentileMs = (percentile: number) => clamp(histogram.percentileMs(percentile), minMs, maxMs);
  const sizes = pick(recording.samples.bodyBytes, answered);

  return {
    count: rows.length,
    errors,
    errorRate: rows.length === 0 ? 0 : errors / rows.length,
    rps: perSecond(answered.length, durationMs(rounds.map(({ phase }) => phase))),
    minMs,
    meanMs,
    p50Ms: percentileMs(50),
    p75Ms: percentileMs(75),
    p90Ms: percentileMs(90),
    p95Ms: percentileMs(95),
    p99Ms: percentileMs(99),
    p999Ms: percentileMs(99.9),
    maxMs,
    statusCodes: countStatuses(pick(recording.samples.status, answered)),
    histogram: histogram.encode(),
    rounds: rounds.map(({ phase, index }) => summariseRound(recording, phase, index, rows)),
    bodyBytes: { median: Math.round(median(sizes)), max: sizes.reduce((max, size) => Math.max(max, size), 0) },
  };
}

function summariseRound(recording: Recording, phase: Phase, index: number, steadyRows: number[]): RoundSummary {
  const rows = steadyRows.filter((row) => recording.samples.phase[row] === index);
  const latencies = pick(
    recording.samples.latencyMs,
    rows.filter((row) => recording.samples.failed[row] === 0),
  );
  const histogram = LatencyHistogram.of(latencies);
  const { maxMs } = extent(latencies);
  return {
    count: rows.length,
    rps: perSecond(latencies.length, durationMs([phase])),
    p50Ms: Math.min(histogram.percentileMs(50), maxMs),
    p95Ms: Math.min(histogram.percentileMs(95), maxMs),
  };
}

const pick = (column: ArrayLike<number>, rows: number[]): number[] => rows.map((row) => column[row]!);

function extent(latenciesMs: number[]): { minMs: number; meanMs: number; maxMs: number } {
  if (latenciesMs.length === 0) return { minMs: 0, meanMs: 0, maxMs: 0 };
  let min = Number.POSITIVE_INFINITY;
  let max = 0;
  let sum = 0;
  for (const latency of latenciesMs) {
    min = Math.min(min, latency);
    max = Math.max(max, latency);
    sum += latency;
  }
  return { minMs: roundMs(min), meanMs: roundMs(sum / latenciesMs.length), maxMs: roundMs(max) };
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

const durationMs = (phases: Phase[]): number => phases.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);

const perSecond = (count: number, ms: number): number => (ms > 0 ? roundMs((count / ms) * 1000) : 0);

function countStatuses(statuses: number[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
