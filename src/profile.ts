/**
 * The profiler that the editor and the command line call: opens the API under test once, takes the endpoints through
 * their stages one after the other, and ends what it started. Knows no user interface.
 */

import { join } from 'node:path';
import { timeWork } from './baseline/calibration.ts';
import { judgeTogether } from './baseline/judge-together.ts';
import { openBaselines } from './baseline/store.ts';
import { createBurstExecutor } from './burst/executor.ts';
import { endpointsOf } from './burst/loads.ts';
import type { Config, ServerConfig } from './config/config.ts';
import { openConfig } from './config/file.ts';
import { targetsFor } from './config/targets.ts';
import { loadTransport } from './config/transport.ts';
import {
  type Endpoint,
  type EndpointId,
  endpointId,
  type HttpRequest,
  type Load,
  type MeasuredProfile,
  type Profile,
  type ProfileProgress,
  type Transport,
  UserError,
} from './model.ts';
import { type ApiUnderTest, openApi, unrecorded } from './profile/api-under-test.ts';
import { readHandlerHash } from './profile/handler.ts';
import { checkLoad, type LoadChoice } from './profile/load-choice.ts';
import {
  type Configured,
  chosenLoad,
  dataOf,
  isMix,
  type Planned,
  planAfterSetUp,
  planAll,
  type Task,
} from './profile/requests.ts';
import { openRun, type Stages } from './profile/run.ts';
import { groupsOf, profileGroup } from './profile/under-load.ts';
import { permit, type RequestsPlan } from './request/plan.ts';
import { runningServer } from './server/running.ts';

export interface RunOptions {
  signal: AbortSignal;
  onProgress(endpoint: Endpoint, progress: ProfileProgress): void;
  /** As soon as it is there; what `run` gives in the end may leave its verdict open, for the sake of all the others. */
  onProfile(profile: Profile): void;
  load: LoadChoice;
  /** Endpoints whose request the person has agreed to just now, for this run (changes data, or leaves this machine). */
  agreed: ReadonlySet<EndpointId>;
  /** False leaves the database alone. */
  sql: boolean;
  /** The person has agreed to it just now that indexes are built, to be measured and rolled back. */
  provesIndexes: boolean;
  /** False uses a server that is running already, and never launches one. */
  launch: boolean;
}

export interface Profiler {
  /**
   * Launches the API (or uses the one that answers), profiles one after the other, ends what it launched. Rejects with
   * a `UserError` when the config or the load is not usable; what happens to an endpoint is in its profile. After a
   * cancel those that had not begun are left out.
   */
  run(endpoints: Endpoint[], options: RunOptions): Promise<Profile[]>;
  /** Profiles an address as it is; nothing is launched. `endpoint` names it in the result. */
  runRequest(endpoint: Endpoint, request: HttpRequest, options: RunOptions): Promise<Profile>;
  /** Returns the file it wrote, absolute. */
  saveBaseline(profile: MeasuredProfile): Promise<string>;
  /** Ends a run under way and everything that it started. */
  dispose(): Promise<void>;
}

export interface ProfilerOptions {
  /** The workspace folder, absolute. */
  root: string;
  /** Where the bundles of workers and child processes lie, absolute. */
  distDir: string;
  env: Record<string, string | undefined>;
  /** Lines of the launched server. */
  onServerLog(line: string): void;
  /** Lines for the person who files a bug: causes, stacks. Never parameter values. */
  log(line: string): void;
}

export function createProfiler(options: ProfilerOptions): Profiler {
  const { root, distDir, env, log, onServerLog } = options;
  const config = openConfig(root, env);
  const baselines = openBaselines(root);
  const stages: Stages = {
    executor: createBurstExecutor({ workerPath: join(distDir, 'burst-worker.js') }),
    baselines,
    handlerHash: (endpoint) => readHandlerHash(root, endpoint),
    timeWork,
  };
  const disposed = new AbortController();
  let running: Promise<unknown> = Promise.resolve();

  async function run(endpoints: Endpoint[], runOptions: RunOptions): Promise<Profile[]> {
    const task = await taskOf(runOptions);
    const profiles: Profile[] = [];
    const add = (profile: Profile) => {
      profiles.push(profile);
      runOptions.onProfile(profile);
    };
    const planned = planAll(task.load ? endpointsOf(task.load, endpoints, endpoints) : endpoints, task);
    planned.others.forEach(add);
    if (hasTargets(planned, task.load)) await profileTargets(planned.plans, task, runOptions, add);
    return judgeTogether(profiles);
  }

  async function taskOf({ load: choice, agreed }: RunOptions): Promise<Task> {
    const configured = await loadConfigured();
    const load = chosenLoad(choice, configured);
    return { config: configured, load, rows: await dataOf(load, root), agreed };
  }

  async function profileTargets(
    plans: RequestsPlan[],
    task: Task,
    runOptions: RunOptions,
    add: (profile: Profile) => void,
  ): Promise<void> {
    const { signal } = runOptions;
    let api: ApiUnderTest | null = null;
    try {
      api = await open(task.config, plans[0]!.endpoint, runOptions);
      const planned = await planAfterSetUp(plans, task, api, runOptions);
      planned.others.forEach(add);
      if (hasTargets(planned, task.load)) await profileGroups(planned.plans, task, api, runOptions, add);
    } catch (error) {
      const begun = signal.aborted ? plans.slice(0, 1) : plans;
      for (const { endpoint } of begun) add(endedBy(error, endpoint, signal));
    } finally {
      await api?.dispose();
    }
  }

  const open = (
    configured: Configured,
    first: Endpoint,
    { launch, sql, provesIndexes, signal, onProgress }: RunOptions,
  ) =>
    openApi({
      root,
      distDir,
      env,
      config: launch ? configured : { ...configured, server: withoutCommand(configured.server) },
      wantsSql: sql,
      mayBuildIndexes: provesIndexes || (configured.database?.allowIndexProof ?? false),
      signal,
      onMessage: (message) => onProgress(first, { stage: 'server', message }),
      onServerLog,
      log,
    });

  async function profileGroups(
    plans: RequestsPlan[],
    { load, config: { targets } }: { load: Load | null; config: Pick<Config, 'targets'> },
    api: ApiUnderTest,
    runOptions: RunOptions,
    add: (profile: Profile) => void,
  ): Promise<void> {
    const { signal } = runOptions;
    const targetsOf = (endpoint: Endpoint) => targetsFor(endpoint, targets);
    for (const group of groupsOf(plans, load)) {
      if (signal.aborted) break;
      const profiles = await profileGroup(group, load, openRun(api, stages, targetsOf, runOptions)).catch((error) =>
        group.map(({ endpoint }) => endedBy(error, endpoint, signal)),
      );
      profiles.forEach(add);
    }
  }

  async function runRequest(endpoint: Endpoint, request: HttpRequest, runOptions: RunOptions): Promise<Profile> {
    const { load: choice, agreed, sql } = runOptions;
    const configured = await config.load();
    const load = choice.name === null ? null : alone(choice.name, chosenLoad(choice, configured));
    const plan = permit(endpoint, request, { allowed: false, agreed });
    if (plan.state !== 'may-be-sent') return plan;
    const api = addressAlone(request.url, await transportTo(request.url), sql);
    const profiles: Profile[] = [];
    const task = { load, config: configured };
    await profileGroups([{ ...plan, requests: [request] }], task, api, runOptions, (profile) => profiles.push(profile));
    return profiles[0] ?? { state: 'cancelled', endpoint };
  }

  /** What the config says of its server holds for that one alone. */
  async function transportTo(url: string): Promise<Transport> {
    const server = url.startsWith('https:') ? (await config.load()).server : undefined;
    const isThatServer = server && new URL(server.url).origin === new URL(url).origin;
    return loadTransport(root, isThatServer ? server : undefined);
  }

  /** Becomes a profile too, so that the other endpoints go on. A stack goes to the log, never to the person. */
  function endedBy(error: unknown, endpoint: Endpoint, signal: AbortSignal): Profile {
    if (signal.aborted) return { state: 'cancelled', endpoint };
    if (error instanceof UserError) return { state: 'failed', endpoint, problem: error.problem };
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    log(`${endpointId(endpoint)}: ${stack}`);
    const nextStep = 'Try again. If it stays, the log says more; please report it.';
    return { state: 'failed', endpoint, problem: { message: `Profiling ended unexpectedly: ${message}`, nextStep } };
  }

  async function loadConfigured(): Promise<Configured> {
    const { server, ...rest } = await config.load();
    if (server) return { ...rest, server };
    throw new UserError({
      message: 'Nothing says yet where the API answers.',
      nextStep: `Add to ${config.file}: "server": { "url": "http://127.0.0.1:3000", "command": "npm start" }`,
    });
  }

  /** `dispose` ends the work and waits for it. */
  async function track<T>(options: RunOptions, work: (options: RunOptions) => Promise<T>): Promise<T> {
    checkLoad(options.load);
    const started = work({ ...options, signal: AbortSignal.any([options.signal, disposed.signal]) });
    running = started.catch(() => {});
    return started;
  }

  return {
    run: (endpoints, runOptions) => track(runOptions, (tracked) => run(endpoints, tracked)),
    runRequest: (endpoint, request, runOptions) =>
      track(runOptions, async (tracked) => {
        const profile = await runRequest(endpoint, request, tracked);
        tracked.onProfile(profile);
        return profile;
      }),
    saveBaseline: (profile) => baselines.save(profile),
    async dispose() {
      disposed.abort();
      await running;
      await stages.executor.dispose();
    },
  };
}

/** A mix that lacks one of its endpoints is another load than the one that was asked for. */
const hasTargets = ({ plans, others }: Planned, load: Load | null): boolean =>
  plans.length > 0 && !(isMix(load) && others.length > 0);

/** Throws a `UserError` for a load that is about endpoints of the config: an address is none of them. */
function alone(name: string, load: Load | null): Load | null {
  if (load?.kind !== 'phases') return load;
  const part = (['mix', 'data', 'setUp'] as const).find((name) => load[name] !== null);
  if (part === undefined) return load;
  throw new UserError({
    message: `The load "${name}" has "${part}", which is for the endpoints of a project.`,
    nextStep: 'Profile them instead of an address, or choose another load.',
  });
}

/** Somebody else's server; nothing is known of its database. */
const addressAlone = (url: string, transport: Transport, wantsSql: boolean): ApiUnderTest => ({
  transport,
  server: runningServer(url),
  sql: { reason: unrecorded(wantsSql) },
  statistics: null,
  dispose: async () => {},
});

function withoutCommand({ command: _, ...server }: ServerConfig): ServerConfig {
  return server;
}
