/** Runs one command as a process group of its own and ends the whole group. Used inside the keeper process. */

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { FromKeeper, ToKeeper } from './keeper-protocol.ts';

const pollMs = 20;
/** Nothing outlives SIGKILL for long, except what runs as another user: that is left to whoever started it as such. */
const killMs = 2_000;

export interface Keeper {
  launch(message: ToKeeper): void;
  /** SIGTERM to the whole group, SIGKILL after the grace time. Resolves when no process of the group is left that can be ended. */
  stop(graceMs: number): Promise<void>;
}

export function createKeeper(send: (message: FromKeeper) => void): Keeper {
  let child: ChildProcess | undefined;

  function launch({ command, cwd, env }: ToKeeper): void {
    const launchedAtMs = Number(process.hrtime.bigint()) / 1e6;
    // A group of its own on POSIX: a shell, a package manager and the server can then be ended together.
    const spawned = spawn(command, {
      cwd,
      env,
      shell: true,
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    child = spawned;
    spawned.on('spawn', () => send({ type: 'launched', pid: spawned.pid!, atMonotonicMs: launchedAtMs }));
    spawned.on('error', (error) => send({ type: 'not-launched', message: error.message }));
    spawned.on('exit', (code, signal) => send({ type: 'exited', code, signal }));
    for (const stream of [spawned.stdout, spawned.stderr]) {
      createInterface({ input: stream }).on('line', (text) => send({ type: 'line', text }));
    }
  }

  async function stop(graceMs: number): Promise<void> {
    const pid = child?.pid;
    if (pid === undefined) return;
    await (process.platform === 'win32' ? endWindowsTree(pid) : endGroup(pid, graceMs));
  }

  return { launch, stop };
}

async function endGroup(pid: number, graceMs: number): Promise<void> {
  const deadline = performance.now() + graceMs;
  signalGroup(pid, 'SIGTERM');
  while (groupRuns(pid) && performance.now() < deadline + killMs) {
    if (performance.now() > deadline) signalGroup(pid, 'SIGKILL');
    await delay(pollMs);
  }
}

/**
 * A process that has ended stays in its group until its parent collects it, and in a container nobody may ever do that:
 * on Linux those are told apart.
 */
function groupRuns(pid: number): boolean {
  if (!signalGroup(pid, 0)) return false;
  if (process.platform !== 'linux') return true;
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && runsInGroup(name, pid));
}

/** Fields after the command's name in parentheses: state, parent, group. See proc_pid_stat(5). */
function runsInGroup(pid: string, group: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, , itsGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(itsGroup) === group && state !== 'Z' && state !== 'X';
  } catch {
    return false; // It has ended in the meantime.
  }
}

/** False when the group has no process left. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function endWindowsTree(pid: number): Promise<void> {
  return new Promise((resolve) => execFile('taskkill', ['/pid', String(pid), '/T', '/F'], () => resolve()));
}
