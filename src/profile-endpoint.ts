/** One endpoint: probes → rounds → figures → plans → verdict. This is the design's one sentence as code. */

import { type ApiUnderTest, isSession } from './api-under-test.ts';
import type { Baseline } from './baseline/baseline.ts';
import { type Comparable, compare } from './baseline/compare.ts';
import { thisMachine } from './baseline/machine.ts';
import type { BaselineStore } from './baseline/store.ts';
import type { BurstExecutor } from './burst/executor.ts';
import { compressionPlan, fitRounds, probePlan, roundsPlan } from './burst/plans.ts';
import { bucketsOf, sharedEdgesMs } from './measure/buckets.ts';
import { findColdStarts } from './measure/cold-starts.ts';
import type { CompressedProbe } from './measure/findings/rule.ts';
import { httpFindings } from './measure/http-findings.ts';
import { joinRecordings } from './measure/join-recordings.ts';
import { median } from './measure/statistics.ts';
import { summarise } from './measure/summarise.ts';
import { thinTimeline } from './measure/timeline.ts';
import { troubleOf } from './measure/trouble.ts';
import { warningsOf } from './measure/warnings.ts';
import type {
  BurstPlan,
  BurstProgress,
  Endpoint,
  LoadDescription,
  MeasuredProfile,
  Problem,
  Profile,
  ProfileProgress,
  ProfileWarning,
  Recording,
  SqlOutcome,
  Transport,
  Verdict,
} from './model.ts';
import type { LoadChoice } from './profile-load.ts';
import { mayChangeData } from './request/consent.ts';
import type { RequestPlan } from './request/plan.ts';
import { type CapturedTraffic, type ProbeWindow, type SqlSession, sqlFindings } from './sql/session.ts';

export interface Stages {
  executor: BurstExecutor;
  baselines: BaselineStore;
}

export interface EndpointOptions {
  signal: AbortSignal;
  onProgress(endpoint: Endpoint, progress: ProfileProgress): void;
  load: LoadChoice;
}

/** Rejects when a stage cannot do its work at all; whatever the server does, or does not do, is in the profile. */
export async function profileEndpoint(
  { endpoint, request, warnings }: RequestPlan,
  api: ApiUnderTest,
  { executor, baselines }: Stages,
  options: EndpointOptions,
): Promise<Profile> {
  const { signal } = options;
  const limits = {
    transport: plainTransport,
    workers: options.load.workers,
    stopAtErrorShare: options.load.stopAtErrorShare,
  };
  const tell = (progress: ProfileProgress) => options.onProgress(endpoint, progress);
  const burst = async (plan: BurstPlan, onProgress: (progress: ProfileProgress) => void = () => {}) => {
    const handOn = (progress: BurstProgress) => onProgress({ stage: 'burst', burst: progress });
    const recording = await executor.run(plan, { signal, onProgress: handOn });
    if (recording.failures.length > 0 && !signal.aborted) await api.server.awaitNews();
    return recording;
  };
  const session = isSession(api.sql) ? api.sql : null;
  const baseline = await baselines.load(endpoint);

  tell({ stage: 'probes', message: 'Calling it alone, one request after the other' });
  const { probes, traffic } = await recorded(session, () => burst(probePlan(request, limits)));
  const trouble = troubleOf(probes, 'probe', request);
  if (trouble) return failed(endpoint, trouble, api);
  if (api.server.ended()) return failed(endpoint, serverGone, api);
  const compressed = mayChangeData(request.method)
    ? null
    : compressedProbe(await burst(compressionPlan(request, limits)));

  const settings = fitRounds(options.load.burst, median(probes.samples.latencyMs));
  const rounds = await burst(roundsPlan(request, settings, limits), tell);
  const recording = joinRecordings(probes, rounds);
  const summary = summarise(recording);
  if (summary.count === 0 && signal.aborted) return { state: 'cancelled', endpoint };
  if (summary.errors === summary.count) return failed(endpoint, underLoad(troubleOf(rounds, 'round', request)), api);
  // Another server answered to the end.
  if (rounds.ended === 'completed' && api.server.ended()) return failed(endpoint, serverGone, api);

  tell({ stage: 'plans', message: 'Reading the plans of its SQL' });
  const sql = await explain(api, traffic, probes, signal);

  const load: LoadDescription = {
    name: 'burst',
    model: settings.ratePerS === null ? 'closed' : 'open',
    ...settings,
    workers: limits.workers,
    tap: session ? 'pipe' : 'none',
  };
  const cold = findColdStarts(recording, api.server.launched, api.server.launched !== null);
  const findings = [...sqlFindings(sql), ...httpFindings(recording, summary, cold, compressed)];
  return {
    state: 'measured',
    endpoint,
    request: { method: request.method, url: request.url },
    measuredAt: new Date().toISOString(),
    load,
    summary,
    distribution: overlay(summary.histogram, baseline),
    cold,
    timeline: thinTimeline(recording),
    phases: [],
    scaling: null,
    drift: null,
    resources: { state: 'not-sampled', reason: 'not-launched-here' },
    http: null,
    sql,
    findings: findings.sort((a, b) => b.impactMs - a.impactMs),
    verdict: judge({ summary, load, machine: thisMachine() }, baseline, recording),
    warnings: [...warnings, ...warningsOf(recording, summary), ...serverWarning(api), ...sqlWarning(sql)],
  };
}

const plainTransport: Transport = { ca: null, acceptAnyCertificate: false, http2: false };

/** Whatever becomes of the probes, the tap goes back to handing on only. */
async function recorded(
  session: SqlSession | null,
  probe: () => Promise<Recording>,
): Promise<{ probes: Recording; traffic: CapturedTraffic | null }> {
  if (!session) return { probes: await probe(), traffic: null };
  await session.startRecording();
  const probes = await probe().catch(async (error) => {
    await session.stopRecording();
    throw error;
  });
  return { probes, traffic: await session.stopRecording() };
}

async function explain(
  api: ApiUnderTest,
  traffic: CapturedTraffic | null,
  probes: Recording,
  signal: AbortSignal,
): Promise<SqlOutcome> {
  if (!isSession(api.sql)) return { state: 'not-recorded', reason: api.sql.reason };
  if (traffic === null || signal.aborted) return { state: 'not-recorded', reason: { kind: 'cancelled' } };
  return api.sql.explain(traffic, windowsOf(probes), { signal });
}

/** When each probe was in flight, on the clock that the tap uses too. */
function windowsOf({ samples, startedAtMonotonicMs }: Recording): ProbeWindow[] {
  return Array.from({ length: samples.count }, (_, row) => {
    const startMonotonicMs = startedAtMonotonicMs + samples.startMs[row]!;
    return { startMonotonicMs, endMonotonicMs: startMonotonicMs + samples.latencyMs[row]! };
  });
}

function compressedProbe({ firstHead, samples }: Recording): CompressedProbe | null {
  if (!firstHead || samples.failed[0] !== 0) return null;
  return { bytes: samples.bodyBytes[0]!, encoding: firstHead.headers['content-encoding'] ?? null };
}

function overlay(histogram: string, baseline: Baseline | null): MeasuredProfile['distribution'] {
  const edgesMs = sharedEdgesMs(baseline ? [histogram, baseline.histogram] : [histogram]);
  return {
    now: bucketsOf(histogram, edgesMs),
    baseline: baseline && bucketsOf(baseline.histogram, edgesMs),
  };
}

/** A burst that was cut short has too little to be judged by. */
function judge(now: Comparable, baseline: Baseline | null, { ended }: Recording): Verdict {
  if (baseline === null || ended === 'completed') return compare(now, baseline);
  return { state: 'incomparable', reason: 'the burst was cut short' };
}

const underLoad = (trouble: Problem | null): Problem =>
  trouble
    ? { ...trouble, message: `It answered one request at a time, but not under load. ${trouble.message}` }
    : { message: 'Not one request was sent in the measured rounds.', nextStep: 'Make them longer.' };

const serverGone: Problem = {
  message: 'It has to run until the measurement is over.',
  nextStep: 'Its last lines say why it ended. If another server answers at that address, end that one first.',
};

function failed(endpoint: Endpoint, problem: Problem, api: ApiUnderTest): Profile {
  const ended = api.server.ended();
  if (!ended) return { state: 'failed', endpoint, problem };
  const message = `The server ended while it was profiled: ${ended.message}. ${problem.message}`;
  return { state: 'failed', endpoint, problem: { ...problem, message, detail: ended.lastLines } };
}

function serverWarning(api: ApiUnderTest): ProfileWarning[] {
  const ended = api.server.ended();
  return ended ? [{ kind: 'server-ended', how: ended.message }] : [];
}

/** Having no database, or wanting nothing of it, is no cause for a warning. */
function sqlWarning(sql: SqlOutcome): ProfileWarning[] {
  if (sql.state === 'recorded') return [];
  const { reason } = sql;
  return ['no-database-configured', 'switched-off', 'cancelled'].includes(reason.kind)
    ? []
    : [{ kind: 'no-sql', reason }];
}
