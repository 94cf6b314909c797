/** One endpoint of a server that is restarted several times: the spread of its cold starts. */

import type { Profile, RestartLoad } from '../model.ts';
import type { RequestsPlan } from '../request/plan.ts';
import { type Alone, probe, withAside } from './alone.ts';
import { inRounds } from './endpoint.ts';
import { conclude, type Starts } from './result.ts';
import type { ProfileRun } from './run.ts';

/** The rounds come once, after the last start: what is steady tells what was cold. */
export async function profileRestarts(plan: RequestsPlan, { times }: RestartLoad, run: ProfileRun): Promise<Profile> {
  const { endpoint } = plan;
  const starts: Starts = { processMs: [], firstCallsMs: [] };
  let last: Alone | null = null;
  for (let start = 1; start <= times && !run.signal.aborted; start++) {
    run.tell(endpoint, { stage: 'server', message: `Restarting the server, ${start} of ${times}` });
    const { spawnToReadyMs } = await run.api.server.restart();
    const called = await probe(plan, run);
    if (called.state !== 'answers') return called;
    starts.processMs.push(spawnToReadyMs);
    starts.firstCallsMs.push(called.probes.samples.latencyMs[0] ?? 0);
    last = called;
  }
  if (last === null || run.signal.aborted) return { state: 'cancelled', endpoint };
  const alone = await withAside(last, run);
  const loaded = await inRounds(alone, run);
  return conclude(alone, { ...loaded, load: { ...loaded.load, name: run.load.name! }, starts }, run);
}
