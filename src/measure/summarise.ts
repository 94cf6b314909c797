/** The figures of a burst's rounds. */

import type { Recording, RoundSummary, Summary } from '../model.ts';
import { median } from './statistics.ts';
import { rowsOfKind } from './steady.ts';
import { Tally, tallyPhases } from './tally.ts';

/**
 * `count` is every request of the rounds, failed ones included; `errors` those without an answer or with a status from
 * 400 up. Latencies, `rps` and `statusCodes` are those of complete answers. Smallest, largest and mean are exact,
 * percentiles within 0.1 %; without one answer all of them are 0.
 */
export function summarise(recording: Recording): Summary {
  const rounds = tallyPhases(recording).filter((_, index) => recording.phases[index]!.kind === 'round');
  const all = Tally.sum(rounds);
  return {
    count: all.count,
    errors: all.errors,
    errorRate: all.errorRate,
    rps: all.rps,
    minMs: all.minMs,
    meanMs: all.meanMs,
    p50Ms: all.percentileMs(50),
    p75Ms: all.percentileMs(75),
    p90Ms: all.percentileMs(90),
    p95Ms: all.percentileMs(95),
    p99Ms: all.percentileMs(99),
    p999Ms: all.percentileMs(99.9),
    maxMs: all.maxMs,
    statusCodes: all.statusCodes,
    histogram: all.histogram.encode(),
    rounds: rounds.map(summariseRound),
    bodyBytes: bodySizes(recording),
  };
}

const summariseRound = (round: Tally): RoundSummary => ({
  count: round.count,
  rps: round.rps,
  p50Ms: round.percentileMs(50),
  p95Ms: round.percentileMs(95),
});

function bodySizes(recording: Recording): Summary['bodyBytes'] {
  const { failed, bodyBytes } = recording.samples;
  const sizes = rowsOfKind(recording, 'round').filter((row) => failed[row] === 0);
  for (let index = 0; index < sizes.length; index++) sizes[index] = bodyBytes[sizes[index]!]!;
  return { median: Math.round(median(sizes)), max: sizes.reduce((max, size) => Math.max(max, size), 0) };
}
