/** The API under test: used where it already answers, else launched, awaited and ended again. */

import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { UserError } from '../model.ts';
import { type LaunchedServer, launchServer } from './launch.ts';
import { portOwner } from './port-owner.ts';
import { probeReadiness, type Readiness } from './ready.ts';

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
  /** Ends what was launched here. */
  dispose(): Promise<void>;
}

const pollMs = 25;
const keptLines = 20;

/** Throws a `UserError` when nothing answers in time, with the last lines of the log. */
export async function openServer(options: OpenServerOptions): Promise<ServerSession> {
  const { settings, signal } = options;
  const probe = () => probeReadiness(settings.url, settings.ready, signal);
  const before = await probe();
  if (before.state === 'ready') return { launched: null, ended: () => null, dispose: async () => {} };
  if (before.state === 'answers-otherwise') throw await portInUse(settings, before.what);
  if (settings.command === undefined) throw nothingAnswers(settings, before.what);

  const lines: string[] = [];
  options.onMessage(`Starting ${settings.command}`);
  const server = await launchServer({
    keeperPath: options.keeperPath,
    command: settings.command,
    cwd: resolve(options.root, settings.cwd),
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
    if (answer.state === 'ready') return;
    if (server.exit) {
      throw new UserError({
        message: `The server ended before it was ready: ${howItEnded(server.exit)} (${settings.command}).`,
        nextStep: 'Its last lines say why; mend that, or correct "server" in .endpoint-profiler/config.json.',
        detail: lines.join('\n'),
      });
    }
    if (performance.now() > deadline) throw notReady(settings, tries, answer.what, lines);
    await delay(pollMs, undefined, { signal });
  }
}

const readyUrl = (settings: ServerSettings) => new URL(settings.ready ?? '/', settings.url).href;

const howItEnded = (exit: { code: number | null; signal: string | null }): string =>
  exit.signal ? `ended by ${exit.signal}` : `exit code ${exit.code}`;

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

async function portInUse(settings: ServerSettings, what: string): Promise<UserError> {
  const url = new URL(settings.url);
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const owner = await portOwner(port);
  return new UserError({
    message: `Port ${port} is in use by ${owner ?? 'another process'}, which does not answer GET ${readyUrl(settings)} as a ready API does (${what}).`,
    nextStep:
      'End that process, or use another port. To profile it as it is, take "ready" out of "server" in .endpoint-profiler/config.json.',
    ...(/^status/.test(what) ? { offer: 'use-what-answers' as const } : {}),
  });
}
