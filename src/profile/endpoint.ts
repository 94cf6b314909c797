/** One endpoint under the default burst: called alone → rounds → the rest. This is the design's one sentence as code. */

import { fitRounds, type RoundSettings, roundsPlan, timeoutAmongOthers } from '../burst/plans.ts';
import { cutRounds } from '../measure/cut-rounds.ts';
import { median } from '../measure/statistics.ts';
import type { BurstProgress, Profile, Recording } from '../model.ts';
import type { RequestsPlan } from '../request/plan.ts';
import { type Alone, callAlone } from './alone.ts';
import { conclude, type Loaded } from './result.ts';
import type { ProfileRun } from './run.ts';
import { settled } from './settle.ts';

/** Rejects when a stage cannot do its work at all; whatever the server does, or does not do, is in the profile. */
export async function profileEndpoint(plan: RequestsPlan, run: ProfileRun): Promise<Profile> {
  const alone = await callAlone(plan, run);
  if (alone.state !== 'answers') return alone;
  return conclude(alone, await inRounds(alone, run), run);
}

/** Warm-up and rounds, as the default burst has them; more of them where the first do not tell enough. */
export async function inRounds(alone: Alone, run: ProfileRun): Promise<Loaded> {
  const requestMs = median(alone.probes.samples.latencyMs);
  const settings = fitRounds(run.load.burst, requestMs);
  const load = description(settings, run);
  const workMs = await run.timeWork();

  async function take(rounds: number): Promise<Recording> {
    const wanted = { ...settings, rounds };
    const burst = roundsPlan({ weight: 1, requests: alone.plan.requests }, wanted, run.limits);
    const plan = { ...burst, requestTimeoutMs: timeoutAmongOthers(requestMs) };
    const recording = await run.burst(alone.plan.endpoint, plan, inRound(wanted));
    return cutRounds(recording, wanted);
  }

  const { result: rounds, resources } = await run.watched(async () => {
    const first = await take(settings.rounds);
    workMs.push(...(await run.timeWork()));
    return run.load.settle ? settled(first, { load, workMs }, alone, run, take) : first;
  });
  const taken = rounds.phases.filter(({ kind }) => kind === 'round').length;
  return { rounds, load: { ...load, rounds: Math.max(load.rounds, taken) }, resources, workMs };
}

/** The rounds are one phase until it is cut: whoever watches is told of each all the same. */
const inRound =
  ({ rounds, roundMs }: RoundSettings) =>
  (burst: BurstProgress): BurstProgress => {
    if (burst.phase !== 'round') return burst;
    const index = Math.max(1, rounds - Math.floor(burst.leftMs / roundMs));
    return { ...burst, name: `round ${index}`, index, of: rounds };
  };

const description = (settings: RoundSettings, { limits }: ProfileRun): Loaded['load'] => ({
  name: 'burst',
  model: settings.ratePerS === null ? 'closed' : 'open',
  ...settings,
  workers: limits.workers,
  mix: null,
});
