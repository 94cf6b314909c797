import type { ColdStart, Finding } from '../../model.ts';
import { asFactor, asMs, type Rule } from './rule.ts';

const smallestFactor = 10;
const thresholdsMs = { LOW: 200, MEDIUM: 1000, HIGH: 3000 };

const words = {
  process: {
    title: 'The server starts slowly',
    what: 'The server took',
    advice: 'Load and connect lazily what the first request does not need; bundling the server shortens its imports.',
  },
  route: {
    title: 'The first call is slow',
    what: 'The first call took',
    advice:
      'Do the one-time work (cache, connection pool, compiled template) when the server starts, not in the first call.',
  },
} as const;

/** A process or a route whose first request takes at least 10 times the steady median and 200 ms; one finding each. */
export const coldStart: Rule = ({ cold, summary }): Finding[] =>
  (['process', 'route'] as const).flatMap((kind) => {
    const slowest = cold.filter((one) => one.kind === kind).toSorted((a, b) => b.latencyMs - a.latencyMs)[0];
    return slowest && isSlow(slowest) ? [finding(kind, slowest, summary.p50Ms)] : [];
  });

const isSlow = ({ factor, latencyMs }: ColdStart): boolean => factor >= smallestFactor && latencyMs >= thresholdsMs.LOW;

const finding = (kind: 'process' | 'route', { latencyMs, factor }: ColdStart, steadyMs: number): Finding => ({
  rule: 'cold-start',
  severity: latencyMs >= thresholdsMs.HIGH ? 'HIGH' : latencyMs >= thresholdsMs.MEDIUM ? 'MEDIUM' : 'LOW',
  title: `${words[kind].title}: ${asMs(latencyMs)}`,
  why: `${words[kind].what} ${asMs(latencyMs)}, ${asFactor(factor)} the steady median of ${asMs(steadyMs)}.`,
  advice: words[kind].advice,
  // It is paid once, not in each request.
  impactMs: 0,
});
