import type { Finding } from '../../model.ts';
import { ownDelayMs } from '../own-delay.ts';
import { roundMs } from '../statistics.ts';
import { asFactor, asMs, type Rule } from './rule.ts';

const smallestFactor = 10;
/** How much longer than the median the 99th percentile takes. */
const thresholdsMs = { LOW: 50, MEDIUM: 200, HIGH: 1000 };

/** Of what the slowest hundredth takes longer than the median; from here on it may be the generator's and not the server's. */
const ownShare = 0.5;

/** One request in a hundred takes at least 10 times the median, and at least 50 ms more, by the server's fault. */
export const slowTail: Rule = ({ recording, summary: { p50Ms, p99Ms, meanMs } }): Finding[] => {
  const excessMs = p99Ms - p50Ms;
  if (p99Ms < smallestFactor * p50Ms || excessMs < thresholdsMs.LOW) return [];
  if (ownDelayMs(recording) > ownShare * excessMs) return [];
  return [
    {
      rule: 'slow-tail',
      severity: excessMs >= thresholdsMs.HIGH ? 'HIGH' : excessMs >= thresholdsMs.MEDIUM ? 'MEDIUM' : 'LOW',
      title: `One request in a hundred takes ${asMs(p99Ms)} or more`,
      why: `The 99th percentile is ${asMs(p99Ms)}, ${asFactor(p99Ms / p50Ms)} the median of ${asMs(p50Ms)}.`,
      advice:
        'Look for what only some requests wait for: a lock, a full connection pool, garbage collection, a cache miss.',
      impactMs: roundMs(Math.max(0, meanMs - p50Ms)),
    },
  ];
};
