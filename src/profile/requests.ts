/** Which load a run is about, and what is sent of each endpoint under it. */

import { join } from 'node:path';
import { withOverrides } from '../burst/load-size.ts';
import { burstName, findLoad } from '../burst/loads.ts';
import { runSetUp } from '../burst/set-up.ts';
import type { Config, ServerConfig } from '../config/config.ts';
import { loadsOf } from '../config/loads.ts';
import { type Endpoint, type EndpointId, endpointId, type Load, type Profile, UserError } from '../model.ts';
import { readRows } from '../request/data.ts';
import { type LoadValues, planRequests, type RequestsPlan } from '../request/plan.ts';
import type { ApiUnderTest } from './api-under-test.ts';
import type { LoadChoice } from './load-choice.ts';
import type { ProfileOptions } from './run.ts';

export type Configured = Config & { server: ServerConfig };

export interface Task {
  config: Configured;
  /** Null: the default burst. */
  load: Load | null;
  rows: LoadValues['rows'];
  agreed: ReadonlySet<EndpointId>;
}

export interface Planned {
  /** What may be sent. */
  plans: RequestsPlan[];
  /** Of the other endpoints: what is missing, or has to be agreed to. */
  others: Profile[];
}

/** Null: the default burst. Throws a `UserError` for a name that nothing has, and for a size that the load cannot have. */
export function chosenLoad({ name, overrides }: LoadChoice, { loads }: Pick<Config, 'loads'>): Load | null {
  if (name === null || name === burstName) return null;
  return withOverrides(findLoad(name, loadsOf(loads)), overrides);
}

/** Throws a `UserError` for data that cannot be read. */
export async function dataOf(load: Load | null, root: string): Promise<Task['rows']> {
  return load?.kind === 'phases' && load.data !== null ? readRows(join(root, load.data)) : null;
}

export const isMix = (load: Load | null): boolean => load?.kind === 'phases' && load.mix !== null;

/** Before anything is started: what a set-up will answer is not known yet, and other texts stand in for that. */
export function planAll(endpoints: Endpoint[], task: Task): Planned {
  const names = Object.keys(setUpOf(task)?.take ?? {});
  const standIns = Object.fromEntries(names.map((name) => [name, 'x']));
  return planWith(endpoints, task, setUpOf(task) && standIns);
}

/** Sends the set-up, where the load has one. Throws a `UserError` when it is not answered as it has to be. */
export async function planAfterSetUp(
  plans: RequestsPlan[],
  task: Task,
  { transport }: ApiUnderTest,
  { signal, onProgress }: Pick<ProfileOptions, 'signal' | 'onProgress'>,
): Promise<Planned> {
  const setUp = setUpOf(task);
  if (setUp === null) return { plans, others: [] };
  onProgress(plans[0]!.endpoint, { stage: 'probes', message: `Sending the set-up, ${setUp.method} ${setUp.path}` });
  const values = await runSetUp(setUp, task.config.server.url, transport, signal);
  return planWith(
    plans.map(({ endpoint }) => endpoint),
    task,
    values,
  );
}

const setUpOf = ({ load }: Task) => (load?.kind === 'phases' ? load.setUp : null);

function planWith(endpoints: Endpoint[], task: Task, values: LoadValues['values']): Planned {
  const { config, rows, agreed } = task;
  const all = endpoints.map((endpoint) => {
    const sample = config.requests[endpointId(endpoint)];
    const permission = { allowed: sample?.allow ?? false, agreed };
    return orFailed(endpoint, () => planRequests(endpoint, config.server.url, sample, permission, { rows, values }));
  });
  return {
    plans: all.filter((one) => one.state === 'may-be-sent'),
    others: all.filter((one) => one.state !== 'may-be-sent'),
  };
}

function orFailed(endpoint: Endpoint, plan: () => RequestsPlan | Profile): RequestsPlan | Profile {
  try {
    return plan();
  } catch (error) {
    if (error instanceof UserError) return { state: 'failed', endpoint, problem: error.problem };
    throw error;
  }
}
