/** One endpoint under the default burst: called alone → rounds → the rest. This is the design's one sentence as code. */

import { fitRounds, type RoundSettings, roundsPlan, timeoutAmongOthers } from '../burst/plans.ts';
import { cutRounds } from '../measure/cut-rounds.ts';
import { median } from '../measure/statistics.ts';
import type { Profile } from '../model.ts';
import type { RequestsPlan } from '../request/plan.ts';
import { type Alone, callAlone } from './alone.ts';
import { conclude, type Loaded } from './result.ts';
import type { ProfileRun } from './run.ts';

/** Rejects when a stage cannot do its work at all; whatever the server does, or does not do, is in the profile. */
export async function profileEndpoint(plan: RequestsPlan, run: ProfileRun): Promise<Profile> {
  const alone = await callAlone(plan, run);
  if (alone.state !== 'answers') return alone;
  return conclude(alone, await inRounds(alone, run), run);
}

/** Warm-up and rounds, as the default burst has them. */
export async function inRounds({ plan, probes }: Alone, run: ProfileRun): Promise<Loaded> {
  const { endpoint, requests } = plan;
  const requestMs = median(probes.samples.latencyMs);
  const settings = fitRounds(run.load.burst, requestMs);
  const burst = roundsPlan({ weight: 1, requests }, settings, run.limits);
  const { result: recording, resources } = await run.watched(() =>
    run.burst(endpoint, { ...burst, requestTimeoutMs: timeoutAmongOthers(requestMs) }),
  );
  const rounds = settings.ratePerS === null ? recording : cutRounds(recording, settings);
  return { rounds, load: description(settings, run), resources };
}

const description = (settings: RoundSettings, { limits }: ProfileRun): Loaded['load'] => ({
  name: 'burst',
  model: settings.ratePerS === null ? 'closed' : 'open',
  ...settings,
  workers: limits.workers,
  mix: null,
});
