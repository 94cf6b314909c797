/** What is concluded from the figures. */

import type { Estimate } from './measures.ts';
import type { EndpointId } from './routes.ts';

export type Severity = 'HIGH' | 'MEDIUM' | 'LOW';

export interface Finding {
  /** Stable name of the rule, `n-plus-one`. */
  rule: string;
  severity: Severity;
  /** `One query runs 25 times a request`. */
  title: string;
  /** One sentence with the measured numbers. */
  why: string;
  /** One thing to do. */
  advice: string;
  /** Measured milliseconds a request that this explains, for the order of the list. */
  impactMs: number;
  /** The statement it is about, and the plan node by its path of child indexes from the root. */
  fingerprint?: string;
  node?: number[];
}

/** From which ratio to the baseline on a verdict has that severity: all of its interval lies there. */
export const leastRatios: Record<Severity, number> = { LOW: 1.2, MEDIUM: 1.5, HIGH: 2 };

/** Now divided by the baseline. The ratio lies above `low` with 95 % confidence, and below `high` with as much. */
export interface Ratios {
  p50: Estimate;
  p95: Estimate;
  p99: number;
}

/** How a result stands against the saved baseline. */
export interface Comparison {
  ratios: Ratios;
  /** The figure that the verdict is taken from. */
  decidedBy: 'p50' | 'p95';
  /** Rounds that were compared. */
  rounds: { now: number; baseline: number };
  /** By what share two runs of the same code typically differ here (standard deviation): no interval is narrower. */
  noiseShare: number;
  /** The baseline's figures were multiplied by this, and why; null where they were taken as they are. */
  scaled: { by: number; reason: string } | null;
  baseline: { savedAt: string; commit: string | null; p50Ms: number; p95Ms: number; p99Ms: number; rps: number };
}

/** `FASTER` is an improvement that is as certain as a regression would have to be. */
export type Verdict =
  | { state: 'no-baseline' }
  | ({ state: 'compared'; severity: Severity | 'OK' | 'FASTER' } & Comparison)
  /** `moreRounds` would probably tell; null: no number of rounds that anybody would wait for. */
  | ({ state: 'inconclusive'; moreRounds: number | null } & Comparison)
  /** `reason` is a clause: `the baseline's processor is …, this one is …`. */
  | { state: 'incomparable'; reason: string };

/** Null where nothing was compared. */
export const comparisonOf = (verdict: Verdict): Comparison | null =>
  verdict.state === 'compared' || verdict.state === 'inconclusive' ? verdict : null;

export function ratioOf({ ratios }: Comparison, name: keyof Ratios): number {
  return name === 'p99' ? ratios.p99 : ratios[name].value;
}

/** A change for the worse that is certain. */
export const isRegression = (verdict: Verdict): boolean =>
  verdict.state === 'compared' && verdict.severity !== 'OK' && verdict.severity !== 'FASTER';

/** Counts however fast the endpoint still is: the data may only be small where it was measured. */
export const isPlanRegression = ({ rule, severity }: Finding): boolean =>
  rule === 'plan-changed' && severity === 'HIGH';

export type TargetName = 'p50Ms' | 'p95Ms' | 'p99Ms' | 'errorRate' | 'rps';

/** A limit that the workspace sets; of `rps` the least that is asked for, of the others the most that is allowed. */
export interface Target {
  target: TargetName;
  limit: number;
  /** The selector in the config that it stands under; null: it holds for all endpoints. */
  selector: string | null;
}

export interface TargetResult extends Target {
  actual: number;
  met: boolean;
}

/** Something to do, with the measured figures that say so; made from all results of a run. */
export interface Recommendation {
  /** Stable name, `add-index`. */
  kind: string;
  priority: Severity;
  title: string;
  /** One or two sentences: what to do. */
  advice: string;
  /** DDL or a setting to copy. */
  code: string | null;
  /** At least one; without an endpoint where it is about the server or its database as a whole. */
  evidence: { endpoint: EndpointId | null; figure: string }[];
  /** Milliseconds a request of the endpoint that gains most; null where no measurement tells. */
  savesMs: number | null;
}
