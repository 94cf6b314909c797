/** How throughput grows with the users of a sweep, and where it stops. */

import type { Recording, Scaling, ScalingStep } from '../model.ts';
import { Tally, tallyPhases } from './tally.ts';
import { fitScalability } from './usl.ts';

/**
 * Twice the users have to bring at least this much more throughput to count as growth: rounds of half a second on a
 * quiet machine differ by some 3 %, so that less could be chance.
 */
const leastGrowth = 1.1;
/** Steps in a row without growth that end a sweep: one may be chance, and the fit needs what lies past the knee. */
const stepsPastKnee = 2;

/**
 * The rounds of a recording with that many users. Throughput is of answers with a status below 400, since a server that
 * turns users away quickly does not scale; latencies are those of all complete answers. `factor` is 1 until `scalingOf`
 * knows the first step.
 */
export function scalingStep(recording: Recording, users: number): ScalingStep {
  const all = Tally.sum(tallyPhases(recording).filter((_, index) => recording.phases[index]!.kind === 'round'));
  return {
    users,
    count: all.count,
    errorRate: all.errorRate,
    rps: all.goodRps,
    factor: 1,
    p50Ms: all.percentileMs(50),
    p95Ms: all.percentileMs(95),
    p99Ms: all.percentileMs(99),
  };
}

/** Whether a sweep should go on: false after two steps in a row that brought less than 10 % more than the best before. */
export function grew(steps: ScalingStep[]): boolean {
  const before = steps.slice(0, -stepsPastKnee);
  if (before.length === 0) return true;
  return highest(steps.slice(-stepsPastKnee)) >= leastGrowth * highest(before);
}

/** Steps in order of their users. */
export function scalingOf(steps: ScalingStep[], stoppedBy: Scaling['stoppedBy']): Scaling {
  const firstRps = steps[0]?.rps ?? 0;
  return {
    steps: steps.map((step) => ({ ...step, factor: firstRps > 0 ? step.rps / firstRps : 0 })),
    kneeUsers: kneeOf(steps),
    stoppedBy,
    fit: fitScalability(steps),
  };
}

/** The first step that none after it exceeds by 10 % or more. The last has none after it: it is no knee. */
function kneeOf(steps: ScalingStep[]): number | null {
  const knee = steps
    .slice(0, -1)
    .find(({ rps }, index) => rps > 0 && highest(steps.slice(index + 1)) < leastGrowth * rps);
  return knee?.users ?? null;
}

const highest = (steps: ScalingStep[]): number => Math.max(0, ...steps.map(({ rps }) => rps));
