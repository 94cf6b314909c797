// A small process that holds one working folder and the PostgreSQL server in it on behalf of another process, which
// may end in any way, SIGKILL included. Started by cluster.ts with the folder as its argument.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FromGuard, ToGuard } from './guard-protocol.ts';

const folder = process.argv[2]!;
let server: ChildProcess | undefined;
let log = '';

process.on('message', (message: ToGuard) => {
  switch (message.kind) {
    case 'start':
      return start(message);
    case 'stop':
      return server?.kill('SIGINT'); // "Fast shutdown": sessions are ended, data is written.
    default:
      throw new Error(`Unknown message ${JSON.stringify(message satisfies never)}`);
  }
});

process.once('disconnect', release);
process.once('SIGTERM', release);
process.once('SIGINT', release);

function start({ program, options, dataFolder, uid, gid }: ToGuard & { kind: 'start' }) {
  const user = uid === undefined || gid === undefined ? {} : { uid, gid };
  log = '';
  const child = spawn(program, options, { ...user, cwd: dataFolder, stdio: ['ignore', 'ignore', 'pipe'] });
  server = child;
  child.stderr.on('data', (chunk) => {
    log = (log + chunk).slice(-4000);
  });
  const watching = setInterval(() => {
    if (!acceptsConnections(dataFolder)) return;
    clearInterval(watching);
    tell({ kind: 'ready', processId: child.pid! });
  }, 20);
  const ended = (lastWords: string) => {
    clearInterval(watching);
    tell({ kind: 'exited', log: lastWords });
  };
  child.once('error', (error) => ended(error.message));
  child.once('close', () => ended(log));
}

/** PostgreSQL keeps its state in the eighth line of this file; pg_ctl waits for the same word. */
function acceptsConnections(dataFolder: string): boolean {
  try {
    return readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n')[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

function tell(message: FromGuard) {
  if (process.connected) process.send!(message, () => {}); // The other side may be dying: then `release` follows.
}

async function release() {
  if (server?.pid !== undefined && server.exitCode === null && server.signalCode === null) {
    server.kill('SIGINT');
    await once(server, 'close');
  }
  // Retries, because an initdb that lost its parent may still be writing.
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  process.exit();
}
