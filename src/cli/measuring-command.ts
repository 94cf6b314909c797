/** `run`, `check` and `baseline save`: they measure alike and differ in what becomes of the result. */

import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { checkedOutCommit } from '../baseline/checked-out-commit.ts';
import { thisMachine } from '../baseline/machine.ts';
import { endpointsOf } from '../burst/loads.ts';
import { openConfig } from '../config/file.ts';
import {
  type Endpoint,
  type EndpointId,
  endpointId,
  isLoopback,
  isRegression,
  type MeasuredProfile,
  type Method,
  type Profile,
  type ReportedRun,
  UserError,
} from '../model.ts';
import { defaultBurst, type LoadChoice } from '../profile/load-choice.ts';
import { chosenLoad, isMix } from '../profile/requests.ts';
import { createProfiler, type Profiler, type RunOptions } from '../profile.ts';
import { plural } from '../report/format.ts';
import { reportHtml } from '../report/html.ts';
import { profilesJson } from '../report/json.ts';
import { profilesTable } from '../report/table.ts';
import { mayChangeData } from '../request/consent.ts';
import type { Command, RequestWords } from './arguments.ts';
import { createProgress, type ProgressReporter } from './progress.ts';
import { scanFolder } from './scan-command.ts';
import { selectEndpoints } from './selectors.ts';
import { exitCodes, type Surroundings } from './surroundings.ts';

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
    const run = {
      title: basename(root),
      writtenAt: new Date().toISOString(),
      machine: thisMachine(),
      commit: await checkedOutCommit(root),
      profiles,
    };
    around.stdout.write(command.format === 'json' ? profilesJson(run) : profilesTable(profiles, around.stdout));
    if (command.name === 'baseline-save') await saveAll(profiles, profiler, around);
    if ('html' in command && command.html) await writeHtml(command.html, run, around);
    return exitCode(command, profiles);
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
  const { endpoints } = await scanFolder(root, around);
  if (endpoints.length === 0) throw noEndpoints(root);
  const config = await openConfig(root, around.env).load();
  const load = chosenLoad(loadChoice(command), config);
  if (isMix(load) && command.selectors.length > 0) throw mixAndSelectors(command);
  const selected = isMix(load) ? endpoints : selectEndpoints(endpoints, command.selectors, root, around.cwd);
  const chosen = load ? endpointsOf(load, selected, endpoints) : selected;
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

function loadChoice({ load, connections, ratePerS, durationS, workers }: MeasuringCommand): LoadChoice {
  const { rounds, roundMs } = defaultBurst;
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
  };
}

async function saveAll(profiles: Profile[], profiler: Profiler, around: Surroundings): Promise<void> {
  const files: string[] = [];
  for (const profile of profiles.filter(isMeasured)) {
    if (isPartial(profile)) around.stderr.write(`${endpointId(profile.endpoint)} is partial and was not saved.\n`);
    else files.push(await profiler.saveBaseline(profile));
  }
  if (files[0]) around.stderr.write(`Saved ${plural(files.length, 'baseline')} in ${dirname(files[0])}\n`);
}

async function writeHtml(word: string, run: ReportedRun, around: Surroundings): Promise<void> {
  const file = resolve(around.cwd, word);
  const [script, style] = await Promise.all(
    ['webview.js', 'webview.css'].map((name) => readFile(join(around.distDir, name), 'utf8')),
  );
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomic(file, reportHtml(run, { script: script!, style: style! }));
  } catch (error) {
    throw new UserError(
      {
        message: `The report ${file} could not be written: ${(error as Error).message}.`,
        nextStep: 'Give --html a file in a folder that you may write to.',
      },
      { cause: error },
    );
  }
  around.stderr.write(`Report: ${file}\n`);
}

function exitCode(command: MeasuringCommand, profiles: Profile[]): number {
  const wanted = 'selectors' in command && command.selectors.length > 0;
  const unmeasured = profiles.some((profile) =>
    isMeasured(profile) ? isPartial(profile) : profile.state === 'failed' || wanted,
  );
  if (unmeasured || !profiles.some(isMeasured)) return exitCodes.notMeasured;
  if (command.name !== 'check') return exitCodes.fine;
  const worse = profiles
    .filter(isMeasured)
    .some(({ verdict, targets }) => isRegression(verdict) || targets.some(({ met }) => !met));
  return worse ? exitCodes.regression : exitCodes.fine;
}

const isMeasured = (profile: Profile): profile is MeasuredProfile => profile.state === 'measured';

const isPartial = ({ warnings }: MeasuredProfile): boolean => warnings.some(({ kind }) => kind === 'partial');

function mixAndSelectors({ load, selectors }: MeasuringCommand): UserError {
  return new UserError({
    message: `The load "${load}" has a mix of its own endpoints, and "${selectors[0]}" was given besides.`,
    nextStep: 'Leave the selectors out, or choose another load.',
  });
}

function noEndpoints(root: string): UserError {
  return new UserError({
    message: `No endpoint was found in ${root}.`,
    nextStep: 'Give the folder of an Express API, or measure an address with `endpoint-profiler run --url URL`.',
  });
}
