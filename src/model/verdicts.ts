/** What is concluded from the figures. */

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

export interface Ratios {
  p50: number;
  p95: number;
  p99: number;
}

export type Verdict =
  | { state: 'no-baseline' }
  | {
      state: 'compared';
      severity: Severity | 'OK' | 'FASTER';
      /** now / baseline. The severity comes from p95. */
      ratios: Ratios;
      baseline: { savedAt: string; commit: string | null; p50Ms: number; p95Ms: number; p99Ms: number; rps: number };
    }
  | { state: 'incomparable'; reason: string };
