/** Holds a summary against its endpoint's targets. */

import type { Summary, Target, TargetResult } from '../model.ts';

export const targetResults = (summary: Summary, targets: Target[]): TargetResult[] =>
  targets.map((one) => {
    const actual = summary[one.target];
    return { ...one, actual, met: one.target === 'rps' ? actual >= one.limit : actual <= one.limit };
  });
