/** Says how a result stands against the saved baseline. */

import type { Estimate, LoadDescription, Machine, Ratios, Summary, Verdict } from '../model.ts';
import type { Baseline } from './baseline.ts';
import { loadDifference, machineDifference } from './differences.ts';

/** Now divided by then: from which p95 ratio on a severity holds. Below the last one is OK, below `faster` is FASTER. */
const severities = [
  { from: 2, severity: 'HIGH' },
  { from: 1.5, severity: 'MEDIUM' },
  { from: 1.2, severity: 'LOW' },
] as const;
const faster = 1 / 1.2;

/** A change this small is nobody's regression, whatever its ratio: it is within what a desktop's scheduler does. */
const absoluteFloorMs = 0.5;

export interface Comparable {
  summary: Summary;
  load: LoadDescription;
  machine: Machine;
}

export function compare(now: Comparable, baseline: Baseline | null): Verdict {
  if (baseline === null) return { state: 'no-baseline' };
  const reason = machineDifference(now.machine, baseline.machine) ?? loadDifference(now.load, baseline.load);
  if (reason) return { state: 'incomparable', reason };
  const then = baseline.summary;
  const ratios: Ratios = {
    p50: exactly(ratio(now.summary.p50Ms, then.p50Ms)),
    p95: exactly(ratio(now.summary.p95Ms, then.p95Ms)),
    p99: ratio(now.summary.p99Ms, then.p99Ms),
  };
  return {
    state: 'compared',
    severity: severityOf(ratios.p95.value, Math.abs(now.summary.p95Ms - then.p95Ms)),
    ratios,
    decidedBy: 'p95',
    rounds: { now: now.summary.rounds.length, baseline: baseline.rounds.length },
    noiseShare: 0,
    scaled: null,
    baseline: {
      savedAt: baseline.savedAt,
      commit: baseline.commit,
      p50Ms: then.p50Ms,
      p95Ms: then.p95Ms,
      p99Ms: then.p99Ms,
      rps: then.rps,
    },
  };
}

function severityOf(p95Ratio: number, differenceMs: number) {
  if (differenceMs < absoluteFloorMs) return 'OK';
  const slower = severities.find(({ from }) => p95Ratio >= from);
  if (slower) return slower.severity;
  return p95Ratio <= faster ? 'FASTER' : 'OK';
}

const exactly = (value: number): Estimate => ({ value, low: value, high: value });

const ratio = (now: number, then: number): number => (then > 0 ? now / then : 1);
