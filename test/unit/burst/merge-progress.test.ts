import { expect, it } from 'vitest';
import { mergeProgress } from '../../../src/burst/merge-progress.ts';
import type { BurstProgress } from '../../../src/model.ts';

const report = (count: number, p50Ms: number, distribution: BurstProgress['distribution'] = []): BurstProgress => ({
  phase: 'round',
  name: 'round 1',
  index: 1,
  of: 3,
  done: 0.25,
  leftMs: 100,
  count,
  errors: 1,
  rps: count * 10,
  p50Ms,
  p95Ms: 2 * p50Ms,
  p99Ms: 3 * p50Ms,
  distribution,
});
const cell = (fromMs: number, count: number) => ({ fromMs, toMs: fromMs * 2, count });

it('counts the requests of all workers, and weighs their percentiles by them', () => {
  expect(mergeProgress([report(100, 4), report(300, 8)])).toMatchObject({
    ...{ name: 'round 1', done: 0.25, count: 400, errors: 2, rps: 4000 },
    ...{ p50Ms: 7, p95Ms: 14, p99Ms: 21 },
  });
});

it('adds up the cells of their distributions, in order', () => {
  const merged = mergeProgress([report(3, 1, [cell(2, 1), cell(4, 2)]), report(7, 1, [cell(1, 3), cell(2, 4)])]);
  expect(merged.distribution).toEqual([cell(1, 3), cell(2, 5), cell(4, 2)]);
});

it('says nothing of percentiles before the first answer', () => {
  expect(mergeProgress([report(0, 0), report(0, 0)]).p50Ms).toBe(0);
});
