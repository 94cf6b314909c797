import { setTimeout } from 'node:timers/promises';
import type { IndexProof, PlanOutcome, QueryProfile, SqlOutcome } from '../model.ts';
import { type AttributedQuery, attribute, type ProbeWindow, unaskedMs } from './attribution.ts';
import { DatabaseUrl } from './database-url.ts';
import { errorText } from './error-text.ts';
import { maskedParameters } from './parameters.ts';
import { fingerprintOf, loadParser } from './parser.ts';
import { type ExplainedQuery, proveIndexes } from './proof/prove.ts';
import { explainStatement, failureMessage, planningMsOf } from './replay.ts';
import { type LocateOptions, openLocations, type SourceOf } from './source/locations.ts';
import type { CapturedStatement, CapturedTraffic } from './tap/protocol.ts';
import { SupervisedTap } from './tap/supervised.ts';
import { toldPlan } from './told-plan.ts';
import { waterfallOf } from './waterfall.ts';

export type { ProbeWindow } from './attribution.ts';
export { sqlFindings } from './findings/index.ts';
export type { CapturedStatement, CapturedTraffic } from './tap/protocol.ts';

export interface SqlSession {
  /** For the launched server: each configured name with the address of the tap in the database's place. */
  readonly env: Record<string, string>;
  startRecording(): Promise<void>;
  /**
   * The same, while the database is asked to tell the plan of each statement that it executes. That slows it, so these
   * times are nobody's. Where it may not be asked there are no plans.
   */
  startRecordingPlans(): Promise<void>;
  /** Back to handing on only. */
  stopRecording(): Promise<CapturedTraffic>;
  /**
   * What comes while nothing is asked, where the probes alone do not tell a timer's statements from the endpoint's;
   * else, and where `signal` aborts, nothing. Call it right behind the probes.
   */
  recordUnasked(traffic: CapturedTraffic, probes: ProbeWindow[], signal: AbortSignal): Promise<CapturedStatement[]>;
  /**
   * Gives the traffic to the probes. A statement's plan is the one that was told in `planned`; of the others, what may
   * safely be explained is. Does not throw for a statement that cannot be explained: that is its `PlanOutcome`.
   */
  explain(
    traffic: CapturedTraffic,
    probes: ProbeWindow[],
    options: { planned?: CapturedTraffic | null; unasked?: CapturedStatement[]; signal: AbortSignal },
  ): Promise<SqlOutcome>;
  /** How often the tap ended and was started again, since this was last asked: each time it cut the connections. */
  takeRestarts(): number;
  /** Ends the tap, and with it the connections of a server that still uses it. */
  dispose(): Promise<void>;
}

export interface SqlSessionOptions {
  /** The bundled tap process, `dist/tap.js`. */
  tapPath: string;
  databaseUrl: string;
  /** Variables that hold the whole address, */
  envNames?: string[];
  /** or those whose part of it is told. */
  variables?: Record<string, keyof AddressParts>;
  /** That paths in the address are relative to. */
  folder?: string;
  /** Whether indexes may be built to measure them, in transactions that are rolled back. */
  mayBuildIndexes?: boolean;
  /** With it, the launched server tells where in its source it sends each statement. */
  locate?: LocateOptions | undefined;
  onLog(line: string): void;
}

/** Work that goes on behind the last answer is the endpoint's: most of it is over then. */
const graceMs = 250;

type AddressParts = Record<'url' | 'host' | 'port' | 'sslmode' | 'ssl', string>;

/**
 * Starts the tap before the database; should its process end, it is started again. Rejects when it cannot be started.
 * Throws a `UserError` for an address that cannot be read. A database on another host is left alone: the session then
 * changes no variables, records nothing, and says so as its outcome.
 */
export async function openSqlSession({
  tapPath,
  databaseUrl,
  envNames = [],
  variables = {},
  folder = '.',
  mayBuildIndexes = false,
  locate,
  onLog,
}: SqlSessionOptions): Promise<SqlSession> {
  const url = new DatabaseUrl(databaseUrl, folder);
  if (!url.isLoopback) return sessionForeignTo(url.host);

  const config = url.clientConfig;
  const tap = await SupervisedTap.start(tapPath, url.upstream, onLog);
  const locations =
    locate && (await openLocations(locate).catch((error) => onLog(`No source lines: ${errorText(error)}`)));
  const throughTap: AddressParts = {
    url: url.through(tap.port),
    host: '127.0.0.1',
    port: String(tap.port),
    sslmode: 'disable',
    ssl: 'false',
  };
  return {
    env: {
      ...Object.fromEntries(envNames.map((name) => [name, throughTap.url])),
      ...Object.fromEntries(Object.entries(variables).map(([name, part]) => [name, throughTap[part]])),
      ...locations?.env,
    },
    startRecording: () => tap.startRecording({ plans: false }),
    startRecordingPlans: () => tap.startRecording({ plans: true }),
    stopRecording: () => tap.stopRecording(),
    async recordUnasked(traffic, probes, signal) {
      await loadParser();
      const listenMs = unaskedMs(traffic.statements, probes);
      if (listenMs === 0) return [];
      const pause = (ms: number) => setTimeout(ms, undefined, { signal }).catch(() => {});
      await pause(graceMs);
      await tap.startRecording({ plans: false });
      await pause(listenMs);
      return (await tap.stopRecording()).statements;
    },
    takeRestarts: () => tap.takeRestarts(),
    async dispose() {
      await tap.dispose();
      await locations?.dispose();
    },
    explain: async (traffic, probes, { planned, unasked, signal }) => {
      if (traffic.missed > 0) onLog(`${traffic.missed} statements passed the tap and were not kept.`);
      return explainTraffic(
        traffic,
        probes,
        { planned: planned?.statements ?? [], unasked: unasked ?? [] },
        {
          sourceOf: (await locations?.read()) ?? (() => null),
          plan: (call, shownText) => explainStatement(call, shownText, config, signal),
          planningMs: (call) => planningMsOf(call, config, signal),
          proofs: (query, call) =>
            proveIndexes(query, call, { config, mayBuild: mayBuildIndexes, signal }).catch((error: unknown) => {
              if (!signal.aborted) onLog(`No index was looked for: ${failureMessage(error)}`);
              return [];
            }),
        },
      );
    },
  };
}

function sessionForeignTo(host: string): SqlSession {
  return {
    env: {},
    startRecording: async () => {},
    startRecordingPlans: async () => {},
    stopRecording: async () => ({ statements: [], missed: 0, connections: 0, unreadable: 0 }),
    recordUnasked: async () => [],
    explain: async () => ({ state: 'not-recorded', reason: { kind: 'host-not-allowed', host } }),
    takeRestarts: () => 0,
    dispose: async () => {},
  };
}

async function explainTraffic(
  traffic: CapturedTraffic,
  probes: ProbeWindow[],
  { planned, unasked }: { planned: CapturedStatement[]; unasked: CapturedStatement[] },
  ask: {
    sourceOf: SourceOf;
    plan(call: CapturedStatement, shownText: string): Promise<PlanOutcome>;
    planningMs(call: CapturedStatement): Promise<number | null>;
    proofs(query: ExplainedQuery, call: CapturedStatement): Promise<IndexProof[]>;
  },
): Promise<SqlOutcome> {
  if (traffic.lost !== undefined) {
    return { state: 'not-recorded', reason: { kind: 'tap-failed', message: traffic.lost } };
  }
  if (traffic.connections === 0) return { state: 'not-recorded', reason: { kind: 'nothing-passed-the-tap' } };
  if (traffic.unreadable === traffic.connections) {
    const message = 'what the server and its database said to each other was not PostgreSQL’s protocol.';
    return { state: 'not-recorded', reason: { kind: 'tap-failed', message } };
  }
  await loadParser();
  const { queries: attributed, outside } = attribute(traffic.statements, probes, unasked);
  const told = Map.groupBy(planned, ({ text }) => fingerprintOf(text));
  const queries: QueryProfile[] = [];
  // One after the other: plans that are measured side by side would disturb each other.
  for (const { profile, calls } of attributed) {
    const call = typicalCall(calls);
    const own = toldPlan(told.get(profile.fingerprint) ?? [], profile.text);
    const plan = own ? { ...own, planningMs: await ask.planningMs(call) } : await ask.plan(call, profile.text);
    const source = ask.sourceOf(calls.map(({ text }) => text));
    const proofs = await ask.proofs({ ...profile, source, plan }, call);
    queries.push({ ...profile, source, parameters: maskedParameters(call), plan, proofs, before: null });
  }
  const waterfall = waterfallOf(attributed, probes);
  return { state: 'recorded', probes: probes.length, queries, uncertain: outside, waterfall, vanished: [] };
}

/** The one with the median duration, among those that succeeded if any did. */
function typicalCall(calls: AttributedQuery['calls']): CapturedStatement {
  const succeeded = calls.filter(({ error }) => error === null);
  const sorted = (succeeded.length > 0 ? succeeded : calls).toSorted((a, b) => a.busyMs - b.busyMs);
  return sorted[(sorted.length - 1) >> 1]!;
}
