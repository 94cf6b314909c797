/** From what was recorded of an endpoint to its profile: figures → plans → findings → verdict. */

import { setImmediate } from 'node:timers/promises';
import type { Baseline } from '../baseline/baseline.ts';
import { calibrationOf } from '../baseline/calibration.ts';
import { type Comparable, compare } from '../baseline/compare.ts';
import { thisMachine } from '../baseline/machine.ts';
import { againstBaseline } from '../baseline/plan-change.ts';
import { planFindings } from '../baseline/plan-findings.ts';
import { keptQueries } from '../baseline/plans.ts';
import { targetResults } from '../baseline/targets.ts';
import { bucketsOf, sharedEdgesMs } from '../measure/buckets.ts';
import { findColdStarts } from '../measure/cold-starts.ts';
import { roundsOfPhases } from '../measure/cut-phases.ts';
import { driftOf } from '../measure/drift.ts';
import { httpFindings } from '../measure/http-findings.ts';
import { joinRecordings } from '../measure/join-recordings.ts';
import { phaseResults } from '../measure/phase-results.ts';
import { resourcesOf } from '../measure/resources.ts';
import { summarise } from '../measure/summarise.ts';
import { thinTimeline } from '../measure/timeline.ts';
import { troubleOf } from '../measure/trouble.ts';
import { warningsOf } from '../measure/warnings.ts';
import type {
  ColdStart,
  LoadDescription,
  MeasuredProfile,
  Profile,
  ProfileWarning,
  Recording,
  ResourceSamples,
  Scaling,
  SqlOutcome,
  Summary,
  Verdict,
} from '../model.ts';
import { requestShapeOf } from '../request/shape.ts';
import { sqlFindings } from '../sql/session.ts';
import { averagesBetween, slowestOf } from '../sql/statements.ts';
import { type Alone, windowsOf } from './alone.ts';
import { type ApiUnderTest, isSession } from './api-under-test.ts';
import { behaviourOf } from './aside.ts';
import { failed, serverGone, underLoad } from './failed.ts';
import type { ProfileRun } from './run.ts';

/** What a load has brought of one endpoint. */
export interface Loaded {
  /** Its rounds are what the figures are taken from. */
  rounds: Recording;
  /** Of the mix that these rounds are one target's of. */
  whole?: Recording;
  load: Omit<LoadDescription, 'tap'>;
  /** All that is drawn, where that is more than the probes and `rounds`. */
  timeline?: Recording;
  /** Of a server that was restarted for this. */
  starts?: Starts;
  /** Whether its phases are named and told apart: those of the default burst are all alike. */
  isPhased?: boolean;
  scaling?: Scaling;
  resources: ResourceSamples;
  /** What `timeWork` told before and after the rounds. */
  workMs?: number[];
}

/** One entry a start of the server. */
export interface Starts {
  processMs: number[];
  /** Latency of the first call after it. */
  firstCallsMs: number[];
}

/** As many as the default burst has: a load of a few phases has too few of its own to be judged by. */
const roundsOfLoad = 12;

export async function conclude(alone: Alone, loaded: Loaded, run: ProfileRun): Promise<Profile> {
  const { api, signal } = run;
  const { plan, baseline } = alone;
  const { endpoint, requests, warnings } = plan;
  const request = requests[0]!;
  const { rounds } = loaded;
  const recording = joinRecordings(alone.probes, rounds);
  await othersTurn();
  const figures = summarise(recording);
  const summary = loaded.isPhased ? { ...figures, rounds: roundsOfPhases(recording, roundsOfLoad) } : figures;
  await othersTurn();
  if (summary.count === 0 && signal.aborted) return { state: 'cancelled', endpoint };
  if (summary.errors === summary.count) return failed(endpoint, underLoad(troubleOf(rounds, 'round', request)), api);
  // Another server answered to the end.
  if (rounds.ended === 'completed' && api.server.ended()) return failed(endpoint, serverGone, api);

  run.tell(endpoint, { stage: 'plans', message: 'Reading the plans of its SQL' });
  const sql = againstBaseline(await explain(alone, run), baseline?.queries ?? null);

  const counts = await api.statistics?.read(signal);

  const comparable = {
    ...comparableOf(summary, alone, loaded, api),
    serverRuntime: await api.server.runtime(),
    bodyBytes: summary.bodyBytes.median,
    queries: keptQueries(sql),
  };
  const cold = coldStartsOf(recording, loaded.starts, api);
  await othersTurn();
  const http = behaviourOf(alone.aside, alone.probes, rounds);
  const resources = resourcesOf(loaded.resources, recording);
  const drift = driftOf(recording, resources);
  const findings = [...planFindings(sql), ...sqlFindings(sql), ...httpFindings(recording, summary, cold, http, drift)];
  const timeline = thinTimeline(loaded.timeline ?? recording);
  await othersTurn();
  return {
    state: 'measured',
    endpoint,
    request: { method: request.method, url: request.url },
    requestShape: comparable.request,
    handlerHash: comparable.handlerHash,
    serverRuntime: comparable.serverRuntime,
    measuredAt: new Date().toISOString(),
    load: comparable.load,
    generatorUtilisation: (loaded.whole ?? rounds).generatorUtilisation,
    summary,
    distribution: overlay(summary.histogram, baseline),
    cold,
    timeline,
    phases: loaded.isPhased ? phaseResults(recording) : [],
    scaling: loaded.scaling ?? null,
    drift,
    resources,
    http,
    sql,
    slowestStatements: counts ? await slowestOf(counts) : null,
    findings: findings.sort((a, b) => b.impactMs - a.impactMs),
    verdict: judge(comparable, baseline, recording),
    targets: targetResults(summary, run.targetsOf(endpoint)),
    calibration: comparable.calibration,
    warnings: [
      ...warnings,
      ...warningsOf(recording, summary, loaded.whole),
      ...serverWarning(api),
      ...tapWarning(api),
      ...sqlWarning(sql),
    ],
  };
}

/** Each step goes over all requests, some ten ms for each 100,000: whatever else the editor's process has to do goes between. */
const othersTurn = (): Promise<void> => setImmediate();

function coldStartsOf(recording: Recording, starts: Starts | undefined, { server }: ApiUnderTest): ColdStart[] {
  if (starts) return findColdStarts(recording, starts.processMs, starts.firstCallsMs);
  return findColdStarts(recording, server.launched ? [server.launched.spawnToReadyMs] : []);
}

async function explain(alone: Alone, run: ProfileRun): Promise<SqlOutcome> {
  const { counted, probes } = alone;
  const sql = await explainRecorded(alone, run);
  if (sql.state === 'recorded' || !counted) return sql;
  const { count } = probes.samples;
  return {
    ...sql,
    averages: { probes: count, statements: await averagesBetween(counted.before, counted.after, count) },
  };
}

async function explainRecorded(
  { traffic, planned, unasked, probes }: Alone,
  { api, signal }: ProfileRun,
): Promise<SqlOutcome> {
  if (!isSession(api.sql)) return { state: 'not-recorded', reason: api.sql.reason };
  if (traffic === null || signal.aborted) return { state: 'not-recorded', reason: { kind: 'cancelled' } };
  return api.sql.explain(traffic, windowsOf(probes), { planned, unasked, signal });
}

function overlay(histogram: string, baseline: Baseline | null): MeasuredProfile['distribution'] {
  const edgesMs = sharedEdgesMs(baseline ? [histogram, baseline.histogram] : [histogram]);
  return {
    now: bucketsOf(histogram, edgesMs),
    baseline: baseline && bucketsOf(baseline.histogram, edgesMs),
  };
}

/** What is known as soon as the rounds are over. */
const comparableOf = (
  summary: Summary,
  { plan, handlerHash }: Alone,
  { load, workMs = [] }: Pick<Loaded, 'load' | 'workMs'>,
  { sql }: ApiUnderTest,
) => ({
  summary,
  rounds: summary.rounds,
  load: { ...load, tap: isSession(sql) ? ('pipe' as const) : ('none' as const) },
  machine: thisMachine(),
  calibration: calibrationOf(workMs),
  request: requestShapeOf(plan.requests[0]!),
  handlerHash,
  serverRuntime: null,
  bodyBytes: null,
  queries: null,
});

/** How its rounds stand against the baseline, before anything else is made of them. */
export const judgeRounds = (alone: Alone, loaded: Omit<Loaded, 'resources'>, { api }: ProfileRun): Verdict =>
  judge(comparableOf(summarise(loaded.rounds), alone, loaded, api), alone.baseline, loaded.rounds);

/** A burst that was cut short has too little to be judged by. */
function judge(now: Comparable, baseline: Baseline | null, { ended }: Recording): Verdict {
  if (baseline === null || ended === 'completed') return compare(now, baseline);
  return { state: 'incomparable', reason: 'the burst was cut short' };
}

function serverWarning(api: ApiUnderTest): ProfileWarning[] {
  const ended = api.server.ended();
  return ended ? [{ kind: 'server-ended', how: ended.message }] : [];
}

function tapWarning({ sql }: ApiUnderTest): ProfileWarning[] {
  const times = isSession(sql) ? sql.takeRestarts() : 0;
  return times > 0 ? [{ kind: 'tap-restarted', times }] : [];
}

/** Having no database, or wanting nothing of it, is no cause for a warning. */
function sqlWarning(sql: SqlOutcome): ProfileWarning[] {
  if (sql.state === 'recorded') return [];
  const { reason } = sql;
  return ['no-database-configured', 'switched-off', 'cancelled'].includes(reason.kind)
    ? []
    : [{ kind: 'no-sql', reason }];
}
