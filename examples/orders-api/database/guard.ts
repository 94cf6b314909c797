// A small process that holds one working folder and the PostgreSQL server in it on behalf of another process, which
// may end in any way, SIGKILL included. Started by cluster.ts with the folder as its argument.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
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

function start({ program, options, cwd, uid, gid }: ToGuard & { kind: 'start' }) {
  log = '';
  const user = uid === undefined || gid === undefined ? {} : { uid, gid };
  server = spawn(program, options, { ...user, cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  server.stderr?.on('data', (chunk) => {
    const before = log;
    log = (log + chunk).slice(-4000);
    if (!before.includes(readyLine) && log.includes(readyLine)) tell({ kind: 'ready', processId: server!.pid! });
  });
  server.once('error', (error) => tell({ kind: 'exited', log: error.message }));
  server.once('close', () => tell({ kind: 'exited', log }));
}

const readyLine = 'database system is ready to accept connections';

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
