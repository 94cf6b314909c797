/** The API under test: used where it already answers, else launched, awaited and ended again. */

import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { UserError } from '../model.ts';
import { type LaunchedServer, launchServer } from './launch.ts';
import { portOwner } from './port-owner.ts';
import { probeReadiness, type Readiness, readyUrl } from './ready.ts';

export interface ServerSettings {
  url: string;
  command?: string | undefined;
  /** Relative to the root. */
  cwd: string;
  ready?: string | undefined;
  readyTimeoutMs: number;
}

export interface OpenServerOptions {
  settings: ServerSettings;
  root: string;
  keeperPath: string;
  /** Called only when the server is launched. */
  environment(): Promise<Record<string, string>>;
  signal: AbortSignal;
  onMessage(message: string): void;
  onLine(line: string): void;
}

export interface ServerSession {
  /** From starting the command to the first ready answer; null when the server was running before. */
  launched: { spawnToReadyMs: number } | null;
  /** A sentence on how the server ended by itself, with its last lines; null while it runs. */
  ended(): { message: string; lastLines: string } | null;
  /** Connections break some moments before the news comes that the server has ended: waits for those. */
  awaitNews(): Promise<void>;
  /** Ends what was launched here. */
  dispose(): Promise<void>;
}

const pollMs = 25;
const keptLines = 20;
/** What a command printed last may arrive after the news of its end. */
const lastLinesMs = 100;
const newsMs = 500;

/** Was there before us: nothing is known of its process, and it is left running. */
export const runningServer: ServerSession = {
  launched: null,
  ended: () => null,
  awaitNews: async () => {},
  dispose: async () => {},
};

/** Throws a `UserError` when nothing answers in time, with the last lines of the log. */
export async function openServer(options: OpenServerOptions): Promise<ServerSession> {
  const { settings, signal } = options;
  const probe = () => probeReadiness(settings, signal);
  const before = await probe();
  if (before.state === 'ready') return runningServer;
  if (before.state === 'answers-otherwise') throw await answersOtherwise(settings, before.what);
  if (before.state === 'not-trusted') throw notTrusted(settings, before.what);
  if (settings.command === undefined) throw nothingAnswers(settings, before.what);
  const cwd = resolve(options.root, settings.cwd);
  if (!(await isFolder(cwd))) throw noFolder(cwd);

  const lines: string[] = [];
  options.onMessage(`Starting ${settings.command}`);
  const server = await launchServer({
    keeperPath: options.keeperPath,
    command: settings.command,
    cwd,
    env: await options.environment(),
    onLine(line) {
      lines.push(line);
      if (lines.length > keptLines) lines.shift();
      options.onLine(line);
    },
  });
  try {
    await untilReady(server, probe, settings, lines, signal);
  } catch (error) {
    await server.stop();
    throw error;
  }
  const spawnToReadyMs = Number(process.hrtime.bigint()) / 1e6 - server.launchedAtMonotonicMs;
  return {
    launched: { spawnToReadyMs },
    ended: () => server.exit && { message: howItEnded(server.exit), lastLines: lines.join('\n') },
    awaitNews: async () => {
      await Promise.race([server.exited, delay(newsMs)]);
      await delay(lastLinesMs);
    },
    dispose: () => server.stop(),
  };
}

async function untilReady(
  server: LaunchedServer,
  probe: () => Promise<Readiness>,
  settings: ServerSettings,
  lines: string[],
  signal: AbortSignal,
): Promise<void> {
  const deadline = performance.now() + settings.readyTimeoutMs;
  for (let tries = 1; ; tries++) {
    const answer = await probe();
    // First: what answers after the command has ended is another server, or one that would not be ended with us.
    if (server.exit) {
      await delay(lastLinesMs, undefined, { signal });
      throw endedEarly(settings, server.exit, lines);
    }
    if (answer.state === 'ready') return;
    if (answer.state === 'not-trusted') throw notTrusted(settings, answer.what);
    if (performance.now() > deadline) throw notReady(settings, tries, answer.what, lines);
    await delay(pollMs, undefined, { signal });
  }
}

const isFolder = async (path: string): Promise<boolean> => (await stat(path).catch(() => null))?.isDirectory() ?? false;

type Exit = NonNullable<LaunchedServer['exit']>;

const howItEnded = ({ code, signal }: Exit): string => (signal ? `ended by ${signal}` : `exit code ${code}`);

function endedEarly({ command }: ServerSettings, exit: Exit, lines: string[]): UserError {
  return new UserError({
    message: `The server's command ended before the server was ready: ${howItEnded(exit)} (${command}).`,
    nextStep:
      exit.code === 0
        ? 'It has to run until it is ended: if it puts the server into the background, keep that in the foreground instead.'
        : 'Its last lines say why; mend that, or correct "server" in .endpoint-profiler/config.json.',
    detail: lines.join('\n') || '(the command printed nothing)',
  });
}

function noFolder(cwd: string): UserError {
  return new UserError({
    message: `There is no folder ${cwd} to start the server in.`,
    nextStep: 'Correct "cwd" of "server" in .endpoint-profiler/config.json: it is relative to the workspace folder.',
  });
}

function notReady(settings: ServerSettings, tries: number, last: string, lines: string[]): UserError {
  return new UserError({
    message: `The server was not ready within ${settings.readyTimeoutMs / 1000} s: GET ${readyUrl(settings)} was tried ${tries} times, the last answer was ${last}.`,
    nextStep:
      'Check "url" and "ready" of "server" in .endpoint-profiler/config.json, or give it more time with "readyTimeoutMs".',
    detail: lines.join('\n') || '(the command printed nothing)',
  });
}

function nothingAnswers(settings: ServerSettings, what: string): UserError {
  return new UserError({
    message: `Nothing answers at ${readyUrl(settings)} (${what}).`,
    nextStep: 'Start the API, or let it be started: set "server.command" in .endpoint-profiler/config.json.',
  });
}

function notTrusted(settings: ServerSettings, what: string): UserError {
  return new UserError({
    message: `The certificate at ${readyUrl(settings)} is not trusted (${what}).`,
    nextStep:
      'Use http:// as "url" of "server" in .endpoint-profiler/config.json; or set the environment variable NODE_EXTRA_CA_CERTS to the file of the certificate, or of who issued it, and start again.',
  });
}

async function answersOtherwise(settings: ServerSettings, what: string): Promise<UserError> {
  const { hostname, port: givenPort, protocol } = new URL(settings.url);
  const port = Number(givenPort) || (protocol === 'https:' ? 443 : 80);
  const isHere = /^(localhost|127\.|\[::1\])/.test(hostname);
  const owner = (isHere && (await portOwner(port))) || 'another process';
  const couldBeUsed = settings.ready !== undefined && what.startsWith('status');
  const asItIs = ' To profile it as it is, take "ready" out of "server" in .endpoint-profiler/config.json.';
  return new UserError({
    message: `Port ${port}${isHere ? '' : ` of ${hostname}`} is in use by ${owner}, which does not answer GET ${readyUrl(settings)} as a ready API does (${what}).`,
    nextStep: `End that process, or use another port.${couldBeUsed ? asItIs : ''}`,
    ...(couldBeUsed ? { offer: 'use-what-answers' as const } : {}),
  });
}
