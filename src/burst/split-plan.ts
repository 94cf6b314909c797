/** Divides a burst among threads. */

import { type BurstPlan, type BurstTarget, mostInFlight, type Pace, type PhasePlan, type Ramp } from '../model.ts';

/**
 * One plan for each worker; users, rates and bounds of all together are the plan's. Fewer workers than were asked for
 * where there would be nothing to send for some. In a phase with fewer users than workers the last of them have no user.
 */
export function splitPlan(plan: BurstPlan): BurstPlan[] {
  const workers = Math.max(1, Math.min(plan.workers, usefulWorkers(plan.phases)));
  return Array.from({ length: workers }, (_, worker) => ({
    ...plan,
    workers,
    targets: plan.targets.map((target) => dealt(target, worker, workers)),
    phases: plan.phases.map((phase) => partOf(phase, worker, Math.min(workers, mostInFlight(phase.pace)))),
    maxRequests: share(plan.maxRequests, worker, workers),
  }));
}

/** An open phase is shared by all workers, because together their requests are to be evenly spaced. */
function usefulWorkers(phases: PhasePlan[]): number {
  const inFlight = phases.map(({ pace }) => mostInFlight(pace));
  const openInFlight = phases.flatMap(({ pace }) => (pace.model === 'open' ? [pace.maxInFlight] : []));
  return Math.min(Math.max(...inFlight), ...openInFlight);
}

function partOf(phase: PhasePlan, worker: number, workers: number): PhasePlan {
  if (worker >= workers) {
    const nobody: Pace = { model: 'closed', users: { from: 0, to: 0 }, think: { minMs: 0, maxMs: 0 } };
    return { ...phase, pace: nobody };
  }
  return {
    ...phase,
    pace: paceOf(phase.pace, worker, workers),
    maxRequests: share(phase.maxRequests, worker, workers),
  };
}

function paceOf(pace: Pace, worker: number, workers: number): Pace {
  const ramp = ({ from, to }: Ramp, part: (total: number) => number): Ramp => ({ from: part(from), to: part(to) });
  return pace.model === 'closed'
    ? { ...pace, users: ramp(pace.users, (users) => share(users, worker, workers)) }
    : {
        ...pace,
        ratePerS: ramp(pace.ratePerS, (rate) => rate / workers),
        maxInFlight: share(pace.maxInFlight, worker, workers),
      };
}

/** Requests made from rows of data are dealt out, so that no row is sent by two workers in the same turn. */
function dealt(target: BurstTarget, worker: number, workers: number): BurstTarget {
  if (target.requests.length < workers) return target;
  return { ...target, requests: target.requests.filter((_, index) => index % workers === worker) };
}

/** Whole numbers that add up to the total; what is not limited stays so. */
const share = (total: number, worker: number, workers: number): number =>
  Math.floor(total / workers) + (worker < total % workers ? 1 : 0);
