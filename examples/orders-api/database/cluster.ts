// One PostgreSQL server in a working folder of its own. The folder and the server last no longer than this process.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { FromGuard, ToGuard } from './guard-protocol.ts';
import type { Postgres } from './postgres.ts';
import { DatabaseProblem } from './problem.ts';

export interface Cluster {
  /** Deleted by `release`, or by the guard when this process dies. */
  folder: string;
  /** PostgreSQL's data folder, inside `folder`: to be filled before `start`. */
  dataFolder: string;
  /** Resolves with the port once connections are accepted; 0 takes a free one. */
  start(port: number, settings?: string[]): Promise<number>;
  stop(): Promise<void>;
  release(): Promise<void>;
  /** Resolves when the server or its guard has ended, with the last lines of its log. */
  ended: Promise<string>;
}

/** Makes a working folder inside `parent`, guarded from its first moment on. */
export async function openCluster(program: Postgres, parent: string): Promise<Cluster> {
  const folder = await mkdtemp(join(parent, 'run-'));
  // Detached, so that a Ctrl+C in the terminal or a kill of our process group does not reach the guard.
  const guard = fork(join(import.meta.dirname, 'guard.ts'), [folder], {
    detached: true,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  await once(guard, 'spawn');
  if (program.user.uid !== undefined) await chown(folder, program.user.uid, program.user.gid);

  let serverId: number | undefined;
  const ended = Promise.withResolvers<string>();
  const guardExit = once(guard, 'exit').then(async () => {
    ended.resolve('');
    // A guard that was killed itself leaves both behind; an orderly one has already seen to them.
    if (guard.signalCode !== null) {
      if (serverId !== undefined) killIfAlive(serverId);
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    }
  });
  const dataFolder = join(folder, 'data');
  const send = (message: ToGuard) => guard.connected && guard.send(message);

  const startOn = (port: number, settings: string[]) => {
    const { promise, resolve } = Promise.withResolvers<FromGuard>();
    guard.on('message', (message: FromGuard) => {
      if (message.kind === 'ready') serverId = message.processId;
      resolve(message);
    });
    guardExit.then(() => resolve({ kind: 'exited', log: 'Its guard process was ended.' }));
    const options = ['-D', dataFolder, '-p', String(port), ...[...baseSettings, ...settings].flatMap((s) => ['-c', s])];
    send({ kind: 'start', program: program.postgres, options, dataFolder, ...program.user });
    return promise;
  };

  return {
    folder,
    dataFolder,
    ended: ended.promise,
    async start(wanted, settings = []) {
      for (let attempt = 1; ; attempt++) {
        const port = wanted === 0 ? await freePort() : wanted;
        const answer = await startOn(port, settings);
        if (answer.kind === 'ready') {
          guard.on('message', (message: FromGuard) => message.kind === 'exited' && ended.resolve(message.log));
          return port;
        }
        // Between asking for a free port and using it, somebody else can take it.
        if (wanted === 0 && attempt < 3 && answer.log.includes('could not bind')) continue;
        throw new DatabaseProblem(`PostgreSQL did not start on 127.0.0.1:${port}.\n${answer.log.trim()}`);
      }
    },
    async stop() {
      send({ kind: 'stop' });
      await ended.promise;
    },
    async release() {
      if (guard.connected) guard.disconnect();
      await guardExit;
    },
  };
}

/** The data is thrown away, so nothing waits for the disk. No background work: each run meets the same state. */
const baseSettings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'autovacuum=off',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'log_checkpoints=off',
  'lc_messages=C',
  'timezone=UTC',
  // Plans without parallel workers or JIT do not depend on how many cores happen to be idle.
  'max_parallel_workers_per_gather=0',
  'jit=off',
];

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

function killIfAlive(processId: number) {
  try {
    process.kill(processId, 'SIGQUIT'); // "Immediate shutdown": the postmaster ends its children too.
  } catch {
    // It ended together with the guard.
  }
}
