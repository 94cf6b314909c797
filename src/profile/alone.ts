/** An endpoint before any load: called alone, one request after the other, while its SQL is recorded. */

import type { Baseline } from '../baseline/baseline.ts';
import { planProbePlan, probePlan } from '../burst/plans.ts';
import { troubleOf } from '../measure/trouble.ts';
import type { Profile, Recording } from '../model.ts';
import type { RequestsPlan } from '../request/plan.ts';
import type { CapturedStatement, CapturedTraffic, ProbeWindow, SqlSession } from '../sql/session.ts';
import type { StatementCount } from '../sql/statements.ts';
import { isSession } from './api-under-test.ts';
import { type AskedAside, askAside } from './aside.ts';
import { failed, serverGone } from './failed.ts';
import type { ProfileRun } from './run.ts';

/** An endpoint that answers. */
export interface Alone {
  state: 'answers';
  plan: RequestsPlan;
  baseline: Baseline | null;
  handlerHash: string | null;
  probes: Recording;
  traffic: CapturedTraffic | null;
  /** Of further requests, with the plans that the database told. */
  planned: CapturedTraffic | null;
  /** What came right behind the probes, while nothing was asked. */
  unasked: CapturedStatement[];
  aside: AskedAside | null;
  /** What the database had counted before and after the probes. */
  counted: { before: StatementCount[]; after: StatementCount[] } | null;
}

/** The profile is that of an endpoint on which no load can be put. */
export async function callAlone(plan: RequestsPlan, run: ProfileRun): Promise<Alone | Profile> {
  const called = await probe(plan, run);
  return called.state === 'answers' ? withAside(called, run) : called;
}

/** Asked once: what the side requests tell does not change from start to start. */
export const withAside = async (alone: Alone, run: ProfileRun): Promise<Alone> => ({
  ...alone,
  unasked: await recordUnasked(alone, run),
  planned: await recordPlans(alone, run),
  aside: await askAside(alone.plan, alone.probes, run),
});

const recordUnasked = async ({ traffic, probes }: Alone, { api, signal }: ProfileRun) =>
  isSession(api.sql) && traffic ? api.sql.recordUnasked(traffic, windowsOf(probes), signal) : [];

/** With plans the database is slower, so the times are those of the calls before. */
async function recordPlans({ plan, traffic }: Alone, { api, limits, callQuietly }: ProfileRun) {
  if (!isSession(api.sql) || traffic === null || traffic.statements.length === 0) return null;
  await api.sql.startRecordingPlans();
  const { traffic: planned } = await recorded(api.sql, callQuietly(planProbePlan(plan.requests[0]!, limits)));
  return planned;
}

/** The sequential calls alone. */
export async function probe(plan: RequestsPlan, run: ProfileRun): Promise<Alone | Profile> {
  const { api, limits } = run;
  const { endpoint, requests } = plan;
  const request = requests[0]!;
  // Now: one that cannot be read is better known before the load than after it.
  const baseline = await run.baselines.load(endpoint);
  const handlerHash = await run.handlerHash(endpoint);
  run.tell(endpoint, { stage: 'probes', message: 'Calling it alone, one request after the other' });
  const session = isSession(api.sql) ? api.sql : null;
  const before = await api.statistics?.read(run.signal);
  await session?.startRecording();
  const { probes, traffic } = await recorded(session, run.callQuietly(probePlan(request, limits)));
  const after = before && (await api.statistics?.read(run.signal));
  const trouble = troubleOf(probes, 'probe', request);
  if (trouble) return failed(endpoint, trouble, api);
  if (api.server.ended()) return failed(endpoint, serverGone, api);
  return {
    state: 'answers',
    plan,
    baseline,
    handlerHash,
    probes,
    traffic,
    planned: null,
    unasked: [],
    aside: null,
    counted: after ? { before, after } : null,
  };
}

/** Whatever becomes of the calls, the tap goes back to handing on only. */
async function recorded(
  session: SqlSession | null,
  calls: Promise<Recording>,
): Promise<{ probes: Recording; traffic: CapturedTraffic | null }> {
  const probes = await calls.catch(async (error) => {
    await session?.stopRecording();
    throw error;
  });
  return { probes, traffic: session && (await session.stopRecording()) };
}

/** When each probe was in flight, on the clock that the tap uses too. */
export function windowsOf({ samples, startedAtMonotonicMs }: Recording): ProbeWindow[] {
  return Array.from({ length: samples.count }, (_, row) => {
    const startMonotonicMs = startedAtMonotonicMs + samples.startMs[row]!;
    return { startMonotonicMs, endMonotonicMs: startMonotonicMs + samples.latencyMs[row]! };
  });
}
