/** The phases of a load profile on one endpoint, or on a mix of several: each is called alone, then all of them at once. */

import { phasePlans } from '../burst/loads.ts';
import { burstOn } from '../burst/plans.ts';
import { ofTarget } from '../measure/of-target.ts';
import {
  type BurstTarget,
  endpointId,
  type LoadDescription,
  mostInFlight,
  type PhasedLoad,
  type Profile,
} from '../model.ts';
import type { RequestsPlan } from '../request/plan.ts';
import { type Alone, callAlone } from './alone.ts';
import { conclude } from './result.ts';
import type { ProfileRun } from './run.ts';

/** One profile for each of the plans, in their order. Unless all of them answer alone no load is put on any. */
export async function profilePhases(plans: RequestsPlan[], load: PhasedLoad, run: ProfileRun): Promise<Profile[]> {
  const mixed: Alone[] = [];
  for (const plan of plans) {
    const called = await callAlone(plan, run);
    if (called.state !== 'answers') return plans.map((one) => (one === plan ? called : notRun(one, called)));
    mixed.push(called);
  }
  const limits = { ...run.limits, stopAtErrorShare: run.load.stopAtErrorShare ?? load.stopAtErrorShare };
  const targets = plans.map((plan) => targetOf(plan, load));
  const weights = targets.reduce((sum, { weight }) => sum + weight, 0);
  const { result: recording, resources } = await run.watched(() =>
    run.burst(plans[0]!.endpoint, burstOn(targets, phasePlans(load), limits)),
  );
  const profiles: Profile[] = [];
  for (const [index, alone] of mixed.entries()) {
    const rounds = mixed.length > 1 ? ofTarget(recording, index) : recording;
    const described = description(load, { share: targets[index]!.weight / weights, endpoints: targets.length }, run);
    profiles.push(await conclude(alone, { rounds, whole: recording, load: described, isPhased: true, resources }, run));
  }
  return profiles;
}

const targetOf = ({ endpoint, requests }: RequestsPlan, { mix }: PhasedLoad): BurstTarget => ({
  weight: mix?.[endpointId(endpoint)] ?? 1,
  requests,
});

function notRun({ endpoint }: RequestsPlan, because: Profile): Profile {
  if (because.state === 'cancelled') return { state: 'cancelled', endpoint };
  return {
    state: 'failed',
    endpoint,
    problem: {
      message: `The load was not run: ${endpointId(because.endpoint)}, which is part of its mix, could not be called.`,
      nextStep: 'Its own result says why. Mend that, or take it out of the mix.',
    },
  };
}

function description(
  { phases }: PhasedLoad,
  mix: NonNullable<LoadDescription['mix']>,
  run: ProfileRun,
): Omit<LoadDescription, 'tap'> {
  const counted = phases.filter((phase) => phase.counted);
  const models = new Set(counted.map(({ pace }) => pace.model));
  const rates = counted.flatMap(({ pace }) => (pace.model === 'open' ? [pace.ratePerS.from, pace.ratePerS.to] : []));
  return {
    name: run.load.name!,
    model: models.size > 1 ? 'mixed' : counted[0]!.pace.model,
    connections: Math.max(...counted.map(({ pace }) => mostInFlight(pace))),
    ratePerS: rates.length > 0 ? Math.max(...rates) * mix.share : null,
    rounds: counted.length,
    roundMs: counted.reduce((sum, { durationMs }) => sum + durationMs, 0) / counted.length,
    workers: run.limits.workers,
    mix: mix.endpoints > 1 ? mix : null,
  };
}
