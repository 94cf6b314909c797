/** `run`, `check` and `baseline save`: they measure alike and differ in what becomes of the result. */

import { basename, resolve } from 'node:path';
import { checkedOutCommit } from '../baseline/checked-out-commit.ts';
import { thisMachine } from '../baseline/machine.ts';
import { openConfig } from '../config/file.ts';
import {
  type Endpoint,
  type EndpointId,
  endpointId,
  isLoopback,
  type Method,
  type Profile,
  type ReportedRun,
  UserError,
} from '../model.ts';
import { defaultBurst, type LoadChoice } from '../profile/load-choice.ts';
import { chosenLoad } from '../profile/requests.ts';
import { createProfiler, type Profiler, type RunOptions } from '../profile.ts';
import { isMeasured } from '../report/outcome.ts';
import { mayChangeData } from '../request/consent.ts';
import type { Command, RequestWords } from './arguments.ts';
import { chooseEndpoints } from './choose-endpoints.ts';
import { checkExitCode, conclusionOf, couldNotMeasure } from './conclusion.ts';
import { keepBaselines } from './keep-baselines.ts';
import { createProgress, type ProgressReporter } from './progress.ts';
import { exitCodes, type Surroundings } from './surroundings.ts';
import { printReport, writeReports } from './write-reports.ts';

export type MeasuringCommand = Extract<Command, { name: 'run' | 'run-url' | 'check' | 'baseline-save' }>;

export async function measuringCommand(command: MeasuringCommand, around: Surroundings): Promise<number> {
  const root = resolve(around.cwd, command.root);
  const profiler = createProfiler({
    root,
    distDir: around.distDir,
    env: around.env,
    // The last lines of a server that fails are in its problem.
    onServerLog: () => {},
    log: (line) => around.env.ENDPOINT_PROFILER_DEBUG && around.stderr.write(`${line}\n`),
  });
  try {
    const profiles =
      command.name === 'run-url'
        ? [await measureAddress(command, profiler, around)]
        : await measureEndpoints(command, root, profiler, around);
    const run: ReportedRun = {
      title: basename(root),
      writtenAt: new Date().toISOString(),
      machine: thisMachine(),
      commit: await checkedOutCommit(root),
      profiles,
    };
    await printReport(run, command.format, around);
    const code = conclude(command, profiles, around);
    await keepBaselines(command, profiles, code, profiler, around);
    await writeReports(run, command.reports, around);
    return code;
  } finally {
    await profiler.dispose();
  }
}

async function measureEndpoints(
  command: Exclude<MeasuringCommand, { name: 'run-url' }>,
  root: string,
  profiler: Profiler,
  around: Surroundings,
): Promise<Profile[]> {
  const config = await openConfig(root, around.env).load();
  const load = chosenLoad(loadChoice(command), config);
  const chosen = await chooseEndpoints(command, root, load, config.targets, around);
  if (chosen.length === 0) return [];
  const agreed = new Set(isAllowedHost(config.server?.url, command) ? chosen.filter(readsOnly).map(endpointId) : []);
  const progress = createProgress(around.stderr, chosen.length);
  try {
    return await profiler.run(chosen, runOptions(command, agreed, progress, around.signal));
  } finally {
    progress.close();
  }
}

/** Naming an address and its method is consent to change what it changes; another host is named for itself. */
async function measureAddress(
  command: Extract<MeasuringCommand, { name: 'run-url' }>,
  profiler: Profiler,
  around: Surroundings,
): Promise<Profile> {
  const { request } = command;
  const endpoint = addressEndpoint(request);
  if (!isLoopback(request.url) && !isAllowedHost(request.url, command)) {
    const host = new URL(request.url).hostname;
    throw new UserError({
      message: `${host} is not this machine, so nothing was sent.`,
      nextStep: `If you may put load on it, add --allow-host ${host}.`,
    });
  }
  const progress = createProgress(around.stderr, 1);
  try {
    const options = runOptions(command, new Set([endpointId(endpoint)]), progress, around.signal);
    return await profiler.runRequest(endpoint, request, options);
  } finally {
    progress.close();
  }
}

function addressEndpoint({ url, method }: RequestWords): Endpoint {
  const path = new URL(url).pathname;
  return {
    method: method as Method,
    path,
    framework: 'address',
    file: '',
    line: 0,
    endLine: 0,
    parameters: [],
    why: [],
  };
}

/** Enough that it is the server, and not a want of connections, that keeps most rates from being reached. */
const mostInFlightOfRate = 100;

const readsOnly = ({ method }: Endpoint): boolean => method === 'ANY' || !mayChangeData(method);

const isAllowedHost = (url: string | undefined, { allowedHosts }: MeasuringCommand): boolean =>
  url !== undefined && allowedHosts.includes(new URL(url).hostname);

function runOptions(
  command: MeasuringCommand,
  agreed: ReadonlySet<EndpointId>,
  progress: ProgressReporter,
  signal: AbortSignal,
): RunOptions {
  return {
    signal,
    agreed,
    sql: command.sql,
    provesIndexes: false,
    launch: command.launch,
    load: loadChoice(command),
    onProgress: (endpoint, step) => progress.update(endpoint, step),
    onProfile: (profile) => progress.finish(profile),
  };
}

function loadChoice({ load, connections, ratePerS, durationS, workers, ...words }: MeasuringCommand): LoadChoice {
  const { roundMs } = defaultBurst;
  const rounds = words.rounds ?? defaultBurst.rounds;
  return {
    name: load,
    burst: {
      connections: connections ?? (ratePerS === null ? defaultBurst.connections : mostInFlightOfRate),
      ratePerS,
      rounds,
      roundMs: durationS === null ? roundMs : (durationS * 1000) / rounds,
    },
    overrides: { connections, durationS, ratePerS },
    workers: workers ?? 1,
    stopAtErrorShare: null,
    settle: words.name === 'check' && words.retry,
  };
}

/** Tells what it comes to, where that is the question, and returns the exit code. */
function conclude(command: MeasuringCommand, profiles: Profile[], { stderr }: Surroundings): number {
  const measured = profiles.filter(isMeasured);
  if (command.name === 'check' && measured.length > 0) stderr.write(conclusionOf(measured));
  if (couldNotMeasure(profiles, command.selectors.length > 0)) return exitCodes.notMeasured;
  // With the others left out, none may be left that can be measured without more ado.
  if (measured.length === 0) return command.changedSince === null ? exitCodes.notMeasured : exitCodes.fine;
  return command.name === 'check' ? checkExitCode(measured, command) : exitCodes.fine;
}
