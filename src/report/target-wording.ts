/** Targets in words. */

import type { TargetResult } from '../model.ts';
import { formatMs, formatRate, formatShare } from './format.ts';

export const targetNames: Record<TargetResult['target'], string> = {
  p50Ms: 'p50',
  p95Ms: 'p95',
  p99Ms: 'p99',
  errorRate: 'errors',
  rps: 'throughput',
};

/** A limit or a figure, in the target's unit. */
export function targetFigure(target: TargetResult['target'], value: number): string {
  if (target === 'errorRate') return formatShare(value);
  return target === 'rps' ? formatRate(value) : formatMs(value);
}

/** `p95 289 ms, target 200 ms` */
export const missedWords = ({ target, limit, actual }: TargetResult): string =>
  `${targetNames[target]} ${targetFigure(target, actual)}, target ${targetFigure(target, limit)}`;

/** `at most 200 ms`, `at least 50.0/s`. */
export const limitWords = ({ target, limit }: Pick<TargetResult, 'target' | 'limit'>): string =>
  `at ${target === 'rps' ? 'least' : 'most'} ${targetFigure(target, limit)}`;
