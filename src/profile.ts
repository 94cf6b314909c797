/**
 * The profiler that the editor and the command line call: opens the API under test once, takes the endpoints through
 * their stages one after the other, and ends what it started. Knows no user interface.
 */

import { join } from 'node:path';
import { type ApiUnderTest, openApi, unrecorded } from './api-under-test.ts';
import { openBaselines } from './baseline/store.ts';
import { createBurstExecutor } from './burst/executor.ts';
import type { Config, ServerConfig } from './config/config.ts';
import { openConfig } from './config/file.ts';
import { loadTransport } from './config/transport.ts';
import {
  type Endpoint,
  type EndpointId,
  endpointId,
  type HttpRequest,
  type MeasuredProfile,
  type Profile,
  type ProfileProgress,
  type Transport,
  UserError,
} from './model.ts';
import { profileEndpoint } from './profile-endpoint.ts';
import { checkLoad, type LoadChoice } from './profile-load.ts';
import { openRun, type Stages } from './profile-run.ts';
import { permit, planRequest, type RequestPlan } from './request/plan.ts';
import { runningServer } from './server/running.ts';

export interface RunOptions {
  signal: AbortSignal;
  onProgress(endpoint: Endpoint, progress: ProfileProgress): void;
  onProfile(profile: Profile): void;
  load: LoadChoice;
  /** Endpoints whose request the person has agreed to just now, for this run (changes data, or leaves this machine). */
  agreed: ReadonlySet<EndpointId>;
  /** False leaves the database alone. */
  sql: boolean;
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

type Configured = Config & { server: ServerConfig };

export function createProfiler(options: ProfilerOptions): Profiler {
  const { root, distDir, env, log, onServerLog } = options;
  const config = openConfig(root, env);
  const stages: Stages = {
    executor: createBurstExecutor({ workerPath: join(distDir, 'burst-worker.js') }),
    baselines: openBaselines(root),
  };
  const disposed = new AbortController();
  let running: Promise<unknown> = Promise.resolve();

  async function run(endpoints: Endpoint[], runOptions: RunOptions): Promise<Profile[]> {
    const configured = await loadConfigured();
    const { url } = configured.server;
    const profiles: Profile[] = [];
    const targets: RequestPlan[] = [];
    const add = (profile: Profile) => {
      profiles.push(profile);
      runOptions.onProfile(profile);
    };
    for (const endpoint of endpoints) {
      const sample = configured.requests[endpointId(endpoint)];
      const permission = { allowed: sample?.allow ?? false, agreed: runOptions.agreed };
      const plan = planRequest(endpoint, url, sample, permission);
      if (plan.state === 'may-be-sent') targets.push(plan);
      else add(plan);
    }
    if (targets.length > 0) await profileTargets(targets, configured, runOptions, add);
    return profiles;
  }

  async function profileTargets(
    targets: RequestPlan[],
    configured: Configured,
    runOptions: RunOptions,
    add: (profile: Profile) => void,
  ): Promise<void> {
    const { signal, sql: wantsSql } = runOptions;
    let api: ApiUnderTest;
    try {
      api = await openApi({
        root,
        distDir,
        env,
        config: runOptions.launch ? configured : { ...configured, server: withoutCommand(configured.server) },
        wantsSql,
        signal,
        onMessage: (message) => runOptions.onProgress(targets[0]!.endpoint, { stage: 'server', message }),
        onServerLog,
        log,
      });
    } catch (error) {
      const begun = signal.aborted ? targets.slice(0, 1) : targets;
      for (const { endpoint } of begun) add(endedBy(error, endpoint, signal));
      return;
    }
    try {
      for (const target of targets) {
        if (signal.aborted) break;
        add(await profileTarget(target, api, runOptions));
      }
    } finally {
      await api.dispose();
    }
  }

  async function runRequest(endpoint: Endpoint, request: HttpRequest, runOptions: RunOptions): Promise<Profile> {
    const plan = permit(endpoint, request, { allowed: false, agreed: runOptions.agreed });
    const api = addressAlone(request.url, await transportTo(request.url), runOptions.sql);
    const profile = plan.state === 'may-be-sent' ? await profileTarget(plan, api, runOptions) : plan;
    runOptions.onProfile(profile);
    return profile;
  }

  /** What the config says of its server holds for that one alone. */
  async function transportTo(url: string): Promise<Transport> {
    const server = url.startsWith('https:') ? (await config.load()).server : undefined;
    const isThatServer = server && new URL(server.url).origin === new URL(url).origin;
    return loadTransport(root, isThatServer ? server : undefined);
  }

  async function profileTarget(target: RequestPlan, api: ApiUnderTest, runOptions: RunOptions): Promise<Profile> {
    try {
      return await profileEndpoint(target, openRun(api, stages, runOptions));
    } catch (error) {
      return endedBy(error, target.endpoint, runOptions.signal);
    }
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
      track(runOptions, (tracked) => runRequest(endpoint, request, tracked)),
    saveBaseline: (profile) => stages.baselines.save(profile),
    async dispose() {
      disposed.abort();
      await running;
      await stages.executor.dispose();
    },
  };
}

/** Somebody else's server; nothing is known of its database. */
const addressAlone = (url: string, transport: Transport, wantsSql: boolean): ApiUnderTest => ({
  transport,
  server: runningServer(url),
  sql: { reason: unrecorded(wantsSql) },
  dispose: async () => {},
});

function withoutCommand({ command: _, ...server }: ServerConfig): ServerConfig {
  return server;
}
