import type { Estimate, Finding, Severity } from '../../model.ts';
import { asMs, type Rule } from './rule.ts';

/** Grown over the run, by the lower bound of the slope: what is certain, and too much to be a heap that settles. */
const smallestGrowthBytes = 10e6;
/** The same of the median, against what it is over the whole run. */
const smallestShare = 0.2;
const minuteMs = 60_000;

/** A server whose memory grew by at least 10 MB over a run of a minute or more, or whose median grew by a fifth. */
export const drift: Rule = ({ drift, summary }): Finding[] => {
  if (drift === null) return [];
  const minutes = drift.overMs / minuteMs;
  const { rssBytesPerMinute: rss, p50MsPerMinute: p50 } = drift;
  const asMegabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  return [
    ...(rss && rss.low * minutes >= smallestGrowthBytes
      ? [grows('memory-drift', 'The server’s memory grows', rss, asMegabytes, minutes, 'MEDIUM', leakAdvice)]
      : []),
    ...(p50 && p50.low * minutes >= smallestShare * summary.p50Ms
      ? [grows('latency-drift', 'Answers take longer and longer', p50, asMs, minutes, 'MEDIUM', slowingAdvice)]
      : []),
  ];
};

const leakAdvice =
  'Run it longer: if it does not level off, compare two heap snapshots. Caches without a bound are the usual cause.';
const slowingAdvice = 'Look for what grows with each request: a table, a list that is searched, a queue, the heap.';

const grows = (
  rule: string,
  title: string,
  { value, low, high }: Estimate,
  words: (value: number) => string,
  minutes: number,
  severity: Severity,
  advice: string,
): Finding => ({
  rule,
  severity,
  title: `${title}: ${words(value)} a minute`,
  why: `Over ${minutes.toFixed(1)} minutes the slope was ${words(value)} a minute (95 % sure: ${words(low)} to ${words(high)}).`,
  advice,
  impactMs: 0,
});
