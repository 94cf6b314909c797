/** Which findings come first. */

import type { Finding, Severity } from '../model.ts';

const ranks: Record<Severity, number> = { HIGH: 0, MEDIUM: 1, LOW: 2 };

export const bySeverity = (a: Severity, b: Severity): number => ranks[a] - ranks[b];

export const worstFirst = (findings: Finding[]): Finding[] =>
  findings.toSorted((a, b) => bySeverity(a.severity, b.severity));
