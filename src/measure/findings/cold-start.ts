import type { ColdStart, Finding, Severity } from '../../model.ts';
import { asFactor, asMs, type Rule } from './rule.ts';

const smallestFactor = 10;
/** A server’s start is waited for at a deployment, a route’s first call by whoever comes first: a person notices 100 ms. */
const thresholdsMs = {
  process: { LOW: 2_000, MEDIUM: 5_000, HIGH: 15_000 },
  route: { LOW: 100, MEDIUM: 1_000, HIGH: 3_000 },
};

const words = {
  process: {
    rule: 'server-start',
    title: 'The server starts slowly',
    what: 'The server took',
    advice: 'Load and connect lazily what the first request does not need; bundling the server shortens its imports.',
  },
  route: {
    rule: 'cold-start',
    title: 'The first call is slow',
    what: 'The first call took',
    advice:
      'Do the one-time work (cache, connection pool, compiled template) when the server starts, not in the first call.',
  },
} as const;

/** A process or a route whose first request takes at least 10 times the steady median, and long; one finding each. */
export const coldStart: Rule = ({ cold, summary }): Finding[] =>
  (['process', 'route'] as const).flatMap((kind) => {
    const slowest = cold.filter((one) => one.kind === kind).toSorted((a, b) => b.latencyMs - a.latencyMs)[0];
    return slowest && isSlow(kind, slowest) ? [finding(kind, slowest, summary.p50Ms)] : [];
  });

const isSlow = (kind: 'process' | 'route', { factor, latencyMs }: ColdStart): boolean =>
  factor >= smallestFactor && latencyMs >= thresholdsMs[kind].LOW;

function severityOf(kind: 'process' | 'route', latencyMs: number): Severity {
  if (latencyMs >= thresholdsMs[kind].HIGH) return 'HIGH';
  return latencyMs >= thresholdsMs[kind].MEDIUM ? 'MEDIUM' : 'LOW';
}

const finding = (kind: 'process' | 'route', { latencyMs, factor }: ColdStart, steadyMs: number): Finding => ({
  rule: words[kind].rule,
  severity: severityOf(kind, latencyMs),
  title: `${words[kind].title}: ${asMs(latencyMs)}`,
  why: `${words[kind].what} ${asMs(latencyMs)}, ${asFactor(factor)} the steady median of ${asMs(steadyMs)}.`,
  advice: words[kind].advice,
  // It is paid once, not in each request.
  impactMs: 0,
});
