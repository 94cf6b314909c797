/** The API under test: used where it already answers, else launched, awaited and ended again. */

import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Transport } from '../model.ts';
import { answersOtherwise, noFolder, nothingAnswers, notTrusted } from './problems.ts';
import { probeReadiness, trustOf } from './ready.ts';
import { type ResourceWatch, watchProcesses } from './resources.ts';
import { runningServer } from './running.ts';
import { runtimeAt } from './runtime.ts';
import { type StartedServer, startServer } from './start.ts';

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
  transport: Transport;
  root: string;
  keeperPath: string;
  /** Called only when the server is launched. */
  environment(): Promise<Record<string, string>>;
  signal: AbortSignal;
  onMessage(message: string): void;
  onLine(line: string): void;
}

/** From starting the command to the first ready answer. */
export interface ServerStart {
  spawnToReadyMs: number;
}

export interface ServerSession {
  /** Its latest start; null when the server was running before. */
  readonly launched: ServerStart | null;
  /**
   * Ends what was launched here and launches it again in the same environment. Rejects with a `UserError` when it does
   * not get ready, or was not launched here; nothing of it runs then.
   */
  restart(): Promise<ServerStart>;
  /** What runs its code, `node 24.1.0`; null where that cannot be known. */
  runtime(): Promise<string | null>;
  /** Samples what the server's processes take, until it is stopped. */
  watchResources(): ResourceWatch;
  /** How the server ended by itself, in words without a full stop, with its last lines; null while it runs. */
  ended(): { message: string; lastLines: string } | null;
  /** Connections break some moments before the news comes that the server has ended: waits for it, and looks. */
  awaitNews(): Promise<void>;
  /** Ends what was launched here. */
  dispose(): Promise<void>;
}

/** Throws a `UserError` when nothing answers in time, with the last lines of the log. */
export async function openServer(options: OpenServerOptions): Promise<ServerSession> {
  const { settings, signal } = options;
  const trust = trustOf(options.transport);
  const before = await probeReadiness(settings, trust, signal);
  if (before.state === 'ready') return runningServer(settings.url);
  if (before.state === 'answers-otherwise') throw await answersOtherwise(settings, before.what);
  if (before.state === 'not-trusted') throw notTrusted(settings, before.what);
  const { command } = settings;
  if (command === undefined) throw nothingAnswers(settings, before.what);
  const cwd = resolve(options.root, settings.cwd);
  if (!(await isFolder(cwd))) throw noFolder(cwd);

  const env = await options.environment();
  const start = () => startServer({ ...options, command, cwd, env, trust });
  let server: StartedServer | null = await start();
  return {
    get launched() {
      return server && { spawnToReadyMs: server.spawnToReadyMs };
    },
    async restart() {
      await server?.dispose();
      server = null;
      server = await start();
      return { spawnToReadyMs: server.spawnToReadyMs };
    },
    runtime: () => runtimeAt(settings.url),
    watchResources: () => watchProcesses(() => (server ? [server.pid] : [])),
    ended: () => server?.ended() ?? null,
    awaitNews: async () => server?.awaitNews(),
    dispose: async () => server?.dispose(),
  };
}

const isFolder = async (path: string): Promise<boolean> => (await stat(path).catch(() => null))?.isDirectory() ?? false;
