import type { ProbeWindow } from './attribution.ts';
import type { CapturedStatement } from './tap/protocol.ts';

/** So seldom at most is a statement of the endpoint taken for a timer's. */
const chanceOfTimer = 0.05;
/** With as many pairs of calls a timer shows. */
const tellingPairs = 4;

/**
 * Whether calls that each probe met equally often keep the beat of a timer: whether they follow each other more evenly
 * than they follow the probes' starts. For calls that a request brings about it is the other way round: the time since
 * the call of the probe before has the spread of both, and of the pause. Chance makes the two times cancel out to a part
 * `q` of the spread about as often as q^(n-2) in n pairs: so are correlations distributed.
 * https://en.wikipedia.org/wiki/Pearson_correlation_coefficient#Inference
 */
export function keepsBeat(perProbe: CapturedStatement[][], probes: ProbeWindow[]): 'yes' | 'no' | 'perhaps' {
  const starts = perProbe.map((calls) => calls.map(({ startMs }) => startMs));
  const pairs = starts.slice(1).flatMap((later, index) => {
    const earlier = starts[index]!;
    const firstMs = Math.min(...later);
    const sinceStart = firstMs - probes[index + 1]!.startMonotonicMs;
    return later.length > 0 && earlier.length > 0 ? [{ sinceStart, between: firstMs - Math.max(...earlier) }] : [];
  });
  // The same calls on both sides: one that came late by itself must not count as spread on one side alone.
  const spreadBetween = deviation(pairs.map(({ between }) => between));
  const spreadSinceStart = deviation(pairs.map(({ sinceStart }) => sinceStart));
  const evenness = spreadBetween / spreadSinceStart;
  if (pairs.length > 2 && evenness ** (pairs.length - 2) < chanceOfTimer) return 'yes';
  const isOwn = pairs.length > 1 && spreadBetween >= spreadSinceStart;
  return isOwn || pairs.length >= tellingPairs ? 'no' : 'perhaps';
}

function deviation(values: number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
