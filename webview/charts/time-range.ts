import type { Phase } from '../../src/model.ts';

/** Room before the first request, as a share of the whole: the place of a process start. */
const before = 0.03;

/** The same for all charts that stand below each other, so that a moment has one place. */
export function timeRange(phases: Phase[]): [fromMs: number, toMs: number] {
  const endMs = Math.max(...phases.map((phase) => phase.endMs), 1);
  return [-before * endMs, endMs];
}

/** Of the axis on the right, for the same reason. */
export const valueAxisWidth = 62;
