import type { Waterfall, WaterfallStatement } from '../model.ts';
import { type AttributedQuery, endsOf, type ProbeWindow } from './attribution.ts';

/** So that a request of ten thousand statements stays a small report. */
const mostStatements = 500;

/**
 * The statements of the probe with the median latency; the first one stands aside, for it pays for the cold start.
 * `null` where no statement ran in a probe.
 */
export function waterfallOf(queries: AttributedQuery[], probes: ProbeWindow[]): Waterfall | null {
  const typical = typicalProbe(probes);
  if (queries.length === 0 || !typical) return null;
  const { startMonotonicMs, endMonotonicMs, windowEndMs } = typical;
  const certain = new Set(
    queries.flatMap(({ profile }) => (profile.attribution === 'constant' ? profile.fingerprint : [])),
  );
  const statements = queries
    .flatMap(({ profile: { fingerprint }, calls }) => calls.map((call) => ({ fingerprint, ...call })))
    .filter(({ startMs }) => startMs >= startMonotonicMs && startMs < windowEndMs)
    .map(
      ({ fingerprint, startMs, busyMs, rows, transaction }): WaterfallStatement => ({
        fingerprint,
        atMs: startMs - startMonotonicMs,
        durationMs: busyMs,
        rows,
        inTransaction: transaction !== 'none',
      }),
    )
    .sort((a, b) => a.atMs - b.atMs);
  const isCertain = ({ fingerprint }: WaterfallStatement) => certain.has(fingerprint);
  const probeMs = endMonotonicMs - startMonotonicMs;
  return {
    probeMs,
    databaseMs: unionMs(certain.size > 0 ? statements.filter(isCertain) : statements, probeMs),
    statements: statements.slice(0, mostStatements),
    leftOut: Math.max(0, statements.length - mostStatements),
  };
}

function typicalProbe(probes: ProbeWindow[]): (ProbeWindow & { windowEndMs: number }) | undefined {
  const ends = endsOf(probes);
  const windows = probes.map((probe, index) => ({ ...probe, windowEndMs: ends[index]! }));
  const later = windows.length > 1 ? windows.slice(1) : windows;
  const latencyMs = ({ startMonotonicMs, endMonotonicMs }: ProbeWindow) => endMonotonicMs - startMonotonicMs;
  return later.sort((a, b) => latencyMs(a) - latencyMs(b))[(later.length - 1) >> 1];
}

/** How much of the time up to `endMs` at least one statement covers; they are in the order of their start. */
function unionMs(statements: WaterfallStatement[], endMs: number): number {
  let coveredMs = 0;
  let coveredToMs = 0;
  for (const { atMs, durationMs } of statements) {
    const fromMs = Math.max(atMs, coveredToMs);
    const toMs = Math.min(atMs + durationMs, endMs);
    if (toMs <= fromMs) continue;
    coveredMs += toMs - fromMs;
    coveredToMs = toMs;
  }
  return coveredMs;
}
