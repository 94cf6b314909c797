/** Endpoints under the load that was chosen, whichever kind that is. */

import type { Load, Profile } from '../model.ts';
import type { RequestsPlan } from '../request/plan.ts';
import { profileEndpoint } from './endpoint.ts';
import { profilePhases } from './phases.ts';
import { isMix } from './requests.ts';
import { profileRestarts } from './restarts.ts';
import type { ProfileRun } from './run.ts';
import { profileSweep } from './sweep.ts';

/** Endpoints that are put under load together: all of a mix, else each alone. */
export const groupsOf = (plans: RequestsPlan[], load: Load | null): RequestsPlan[][] =>
  isMix(load) ? [plans] : plans.map((plan) => [plan]);

/** One profile for each of the group. */
export async function profileGroup(group: RequestsPlan[], load: Load | null, run: ProfileRun): Promise<Profile[]> {
  const plan = group[0]!;
  switch (load?.kind) {
    case undefined:
      return [await profileEndpoint(plan, run)];
    case 'phases':
      return profilePhases(group, load, run);
    case 'sweep':
      return [await profileSweep(plan, load, run)];
    case 'restarts':
      return [await profileRestarts(plan, load, run)];
    default:
      return load satisfies never;
  }
}
