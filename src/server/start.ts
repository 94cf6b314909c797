/** One start of the API under test: launched, awaited until it is ready, watched for its end. */

import { setTimeout as delay } from 'node:timers/promises';
import { howItEnded, howItVanished, lastLines, type ServerEnd } from './ends.ts';
import { launchServer } from './launch.ts';
import { oomKills } from './oom-kills.ts';
import { endedEarly, notReady, notTrusted } from './problems.ts';
import { probeReadiness, type Trust } from './ready.ts';
import type { OpenServerOptions, ServerSession, ServerStart } from './session.ts';

export interface StartedServer extends ServerStart, Pick<ServerSession, 'ended' | 'awaitNews' | 'dispose'> {
  /** Of the command's shell: all that runs is below it. */
  pid: number;
}

export interface StartOptions extends OpenServerOptions {
  command: string;
  /** Absolute. */
  cwd: string;
  env: Record<string, string>;
  trust: Trust;
}

/** Shares of the time it has taken so far, so that the start is known to that share; a log is not filled with probes. */
const pollShare = 0.05;
const pollMs = { from: 5, to: 100 };
/** A runtime that runs out of memory prints some dozens of lines of its stack after it has said so. */
const keptLines = 100;
/** What a command printed last may arrive after the news of its end. */
const lastLinesMs = 100;
const newsMs = 500;

/** Throws a `UserError` when it is not ready in time, with the last lines of the log; nothing of it runs then. */
export async function startServer(options: StartOptions): Promise<StartedServer> {
  const { keeperPath, command, cwd, env } = options;
  const lines: string[] = [];
  const oomKillsBefore = oomKills();
  options.onMessage(`Starting ${command}`);
  const onLine = (line: string) => {
    lines.push(line);
    if (lines.length > keptLines) lines.shift();
    options.onLine(line);
  };
  const server = await launchServer({ keeperPath, command, cwd, env, onLine });
  const end = (): ServerEnd | null => server.exit && { ...server.exit, lines, oomKills: oomKills() - oomKillsBefore };
  try {
    await untilReady(end, lines, options);
  } catch (error) {
    await server.stop();
    throw error;
  }
  let vanished = false;
  return {
    pid: server.pid,
    spawnToReadyMs: Number(process.hrtime.bigint()) / 1e6 - server.launchedAtMonotonicMs,
    ended() {
      const itsEnd = end();
      if (!itsEnd && !vanished) return null;
      return { message: itsEnd ? howItEnded(itsEnd) : howItVanished(lines), lastLines: lastLines(lines) };
    },
    async awaitNews() {
      await Promise.race([server.exited, delay(newsMs)]);
      await delay(lastLinesMs);
      if (server.exit) return;
      // A package manager or a watcher of files may outlive the server that it started.
      const answer = await probeReadiness(options.settings, options.trust, options.signal).catch(() => null);
      vanished = answer?.state === 'silent';
    },
    dispose: () => server.stop(),
  };
}

async function untilReady(
  end: () => ServerEnd | null,
  lines: string[],
  { settings, trust, signal }: StartOptions,
): Promise<void> {
  const startMs = performance.now();
  for (let tries = 1; ; tries++) {
    const answer = await probeReadiness(settings, trust, signal);
    // First: what answers after the command has ended is another server, or one that would not be ended with us.
    if (end()) {
      await delay(lastLinesMs, undefined, { signal });
      throw endedEarly(settings, end()!);
    }
    if (answer.state === 'ready') return;
    if (answer.state === 'not-trusted') throw notTrusted(settings, answer.what);
    const waitedMs = performance.now() - startMs;
    if (waitedMs > settings.readyTimeoutMs) throw notReady(settings, tries, answer.what, lines);
    await delay(Math.min(Math.max(pollShare * waitedMs, pollMs.from), pollMs.to), undefined, { signal });
  }
}
