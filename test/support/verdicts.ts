/** Verdicts as the comparison would give them. */

import type { Comparison, Estimate, Severity, Verdict } from '../../src/model.ts';

/** With bounds 5 % on either side. */
export const estimated = (value: number): Estimate => ({ value, low: value * 0.95, high: value * 1.05 });

export const comparison = (p95: number, overrides: Partial<Comparison> = {}): Comparison => ({
  ratios: { p50: estimated(1), p95: estimated(p95), p99: 1 },
  decidedBy: 'p95',
  rounds: { now: 6, baseline: 6 },
  noiseShare: 0.05,
  scaled: null,
  baseline: { savedAt: '2025-11-18T12:00:00Z', commit: 'a1b2c3d4e5', p50Ms: 3, p95Ms: 6, p99Ms: 9, rps: 100 },
  ...overrides,
});

export const compared = (severity: Severity | 'OK' | 'FASTER', p95: number): Verdict => ({
  state: 'compared',
  severity,
  ...comparison(p95),
});
