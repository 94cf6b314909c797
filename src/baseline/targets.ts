/** Holds a summary against the workspace's targets. */

import type { Summary } from '../model.ts';

export interface Targets {
  p95Ms?: number | undefined;
  p99Ms?: number | undefined;
  errorRate?: number | undefined;
}

export interface MissedTarget {
  target: keyof Targets;
  limit: number;
  actual: number;
}

export function missedTargets(summary: Summary, targets: Targets): MissedTarget[] {
  const names = ['p95Ms', 'p99Ms', 'errorRate'] as const;
  return names.flatMap((target) => {
    const limit = targets[target];
    const actual = summary[target];
    return limit !== undefined && actual > limit ? [{ target, limit, actual }] : [];
  });
}
