/** Holds a summary against the workspace's targets. */

import type { Summary, TargetName, TargetResult } from '../model.ts';

export interface Targets {
  p95Ms?: number | undefined;
  p99Ms?: number | undefined;
  errorRate?: number | undefined;
}

export function targetResults(summary: Summary, targets: Targets): TargetResult[] {
  const names = ['p95Ms', 'p99Ms', 'errorRate'] as const satisfies TargetName[];
  return names.flatMap((target) => {
    const limit = targets[target];
    const actual = summary[target];
    return limit === undefined ? [] : [{ target, limit, actual, met: actual <= limit, selector: null }];
  });
}
