/** How a long run changed on its way: slopes that no single hiccup bends, with what can be said of their uncertainty. */

import type { Drift, Phase, Recording, ServerResources } from '../model.ts';
import { totalMs } from './phase-lengths.ts';
import { median } from './statistics.ts';
import { type Point, theilSen } from './theil-sen.ts';

const shortestMs = 60_000;
/** Medians of as many equal parts of the run: enough for a slope, and each long enough to even out noise. */
const parts = 30;
/** The first parts are left out: a server that was started just now is still filling its heap and its caches. */
const settlingParts = 3;
const minuteMs = 60_000;

/**
 * Over the counted phases with one and the same constant pace that together last longest, since another load is another
 * latency and another memory; null when that is less than a minute. Slopes are per minute of the clock.
 */
export function driftOf(recording: Recording, resources: ServerResources): Drift | null {
  const phases = longestAtOnePace(recording.phases);
  const overMs = totalMs(phases);
  if (overMs < shortestMs) return null;
  return {
    overMs: Math.round(overMs),
    p50MsPerMinute: theilSen(partMedians(answers(recording), phases, overMs)),
    rssBytesPerMinute: theilSen(partMedians(memory(resources), phases, overMs)),
  };
}

function longestAtOnePace(phases: Phase[]): Phase[] {
  const byPace = Map.groupBy(phases.filter(isConstantRound), ({ pace }) => JSON.stringify(pace));
  return [...byPace.values()].toSorted((a, b) => totalMs(b) - totalMs(a))[0] ?? [];
}

function isConstantRound({ kind, pace }: Phase): boolean {
  const { from, to } = pace.model === 'closed' ? pace.users : pace.ratePerS;
  return kind === 'round' && from === to;
}

/** Columns of equal length. */
interface Series {
  atMs: ArrayLike<number>;
  value: ArrayLike<number>;
  length: number;
  isLeftOut(index: number): boolean;
}

const answers = ({ samples }: Recording): Series => ({
  atMs: samples.startMs,
  value: samples.latencyMs,
  length: samples.count,
  isLeftOut: (row) => samples.failed[row] !== 0,
});

const memory = (resources: ServerResources): Series =>
  resources.state === 'sampled'
    ? { atMs: resources.atMs, value: resources.rssBytes, length: resources.atMs.length, isLeftOut: () => false }
    : { atMs: [], value: [], length: 0, isLeftOut: () => true };

/** One point a part that holds something, at its middle on the clock in minutes. */
function partMedians(series: Series, phases: Phase[], overMs: number): Point[] {
  const valuesByPart = Array.from({ length: parts }, (): number[] => []);
  const timesByPart = Array.from({ length: parts }, () => ({ sum: 0 }));
  const partOf = partsOf(phases, overMs);
  for (let index = 0; index < series.length; index++) {
    const part = series.isLeftOut(index) ? -1 : partOf(series.atMs[index]!);
    if (part < settlingParts) continue;
    valuesByPart[part]!.push(series.value[index]!);
    timesByPart[part]!.sum += series.atMs[index]!;
  }
  return valuesByPart.flatMap((values, part) =>
    values.length === 0 ? [] : [{ x: timesByPart[part]!.sum / values.length / minuteMs, y: median(values) }],
  );
}

/** Tells which part of the phases' time, laid end to end, a moment is in; -1 for one outside of them. */
function partsOf(phases: Phase[], overMs: number): (atMs: number) => number {
  let beforeMs = 0;
  const pieces = phases.map(({ startMs, endMs }) => {
    const piece = { startMs, endMs, beforeMs };
    beforeMs += endMs - startMs;
    return piece;
  });
  return (atMs) => {
    const piece = pieces.find(({ startMs, endMs }) => atMs >= startMs && atMs < endMs);
    return piece ? Math.floor(((piece.beforeMs + atMs - piece.startMs) / overMs) * parts) : -1;
  };
}
