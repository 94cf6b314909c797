/** Says how a result stands against the saved baseline. */

import type { Estimate, LoadDescription, Machine, Ratios, Summary, Verdict } from '../model.ts';
import type { Baseline } from './baseline.ts';
import { machineDifference } from './machine.ts';

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

function loadDifference(now: LoadDescription, then: LoadDescription): string | null {
  if (now.name !== then.name) {
    return `the baseline was measured with the load ${then.name}, this result with the load ${now.name}`;
  }
  if (now.model !== then.model) {
    return `the baseline was measured in ${models[then.model]}, this result in ${models[now.model]}`;
  }
  if (now.ratePerS !== then.ratePerS) {
    return `the baseline was measured with ${then.ratePerS} requests a second, this result with ${now.ratePerS}`;
  }
  if (now.connections !== then.connections) {
    return `the baseline was measured with ${then.connections} connections, this result with ${now.connections}`;
  }
  if (now.mix?.endpoints !== then.mix?.endpoints || now.mix?.share !== then.mix?.share) {
    return `the baseline was measured ${mixOf(then)}, this result ${mixOf(now)}`;
  }
  if (now.tap !== then.tap) {
    return then.tap === 'pipe'
      ? "the baseline's database traffic passed the SQL tap, this result's did not"
      : "this result's database traffic passed the SQL tap, the baseline's did not";
  }
  return null;
}

const mixOf = ({ mix }: LoadDescription): string =>
  mix ? `with ${Math.round(mix.share * 100)} % of a mix of ${mix.endpoints} endpoints` : 'alone';

const models = { closed: 'a closed loop', open: 'an open model', mixed: 'a mixed model' } as const;

const exactly = (value: number): Estimate => ({ value, low: value, high: value });

const ratio = (now: number, then: number): number => (then > 0 ? now / then : 1);
