/** Launches the API under test through the keeper process, and ends it with everything that it started. */

import { spawn } from 'node:child_process';
import { UserError } from '../model.ts';
import type { FromKeeper, ToKeeper } from './keeper-protocol.ts';

export interface LaunchedServer {
  /** Of the shell that runs the command. */
  readonly pid: number;
  readonly launchedAtMonotonicMs: number;
  /** Set once the command has ended by itself. */
  readonly exit: { code: number | null; signal: string | null } | null;
  /** Resolves then. */
  readonly exited: Promise<void>;
  /** Resolves when no process of it is left. */
  stop(): Promise<void>;
}

export interface LaunchOptions {
  keeperPath: string;
  command: string;
  /** Absolute. */
  cwd: string;
  env: Record<string, string>;
  onLine(line: string): void;
}

export async function launchServer(options: LaunchOptions): Promise<LaunchedServer> {
  const keeper = spawn(process.execPath, [options.keeperPath], {
    // Inside VS Code the executable is the editor's own: this makes it a plain Node.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    // Out of reach of a Ctrl+C that is meant for the parent; it ends by the closing of this channel.
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    windowsHide: true,
  });
  const gone = new Promise((resolve) => keeper.once('exit', resolve));
  let exit: LaunchedServer['exit'] = null;
  const { promise: exited, resolve: tellExited } = Promise.withResolvers<void>();

  const started = new Promise<Extract<FromKeeper, { type: 'launched' }>>((resolve, reject) => {
    const fail = (cause: string) =>
      reject(
        new UserError({
          message: `The server's command could not be started: ${options.command}`,
          nextStep: `Try it in a terminal in ${options.cwd}, then correct "server" in .endpoint-profiler/config.json.`,
          detail: cause,
        }),
      );
    keeper.on('error', (error) => fail(error.message));
    keeper.on('exit', () => fail('the process that watches it ended'));
    keeper.on('message', (received) => {
      const message = received as FromKeeper;
      switch (message.type) {
        case 'launched':
          return resolve(message);
        case 'not-launched':
          return fail(message.message);
        case 'line':
          return options.onLine(message.text);
        case 'exited':
          exit = { code: message.code, signal: message.signal };
          return tellExited();
        default:
          return message satisfies never;
      }
    });
  });

  async function stop(): Promise<void> {
    if (keeper.pid === undefined || keeper.exitCode !== null || keeper.signalCode !== null) return;
    if (keeper.connected) keeper.disconnect();
    await gone;
  }

  const launch: ToKeeper = { type: 'launch', command: options.command, cwd: options.cwd, env: options.env };
  keeper.send(launch);
  try {
    const { pid, atMonotonicMs } = await started;
    return {
      pid,
      launchedAtMonotonicMs: atMonotonicMs,
      get exit() {
        return exit;
      },
      exited,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
