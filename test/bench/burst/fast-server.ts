/** A server that costs next to nothing, in C where there is a compiler, else in Node. */

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface FastServer extends AsyncDisposable {
  language: 'C' | 'Node';
  /** `GET /5` is answered after 5 ms, `GET /0` at once. */
  url: string;
}

/** The C server is compiled into `folder`. */
export async function startFastServer(folder: string): Promise<FastServer> {
  const compiled = join(folder, 'server');
  const language = (await compiles(compiled)) ? 'C' : 'Node';
  const [command, ...parameters] = language === 'C' ? [compiled] : [process.execPath, import.meta.filename];
  const server = spawn(command!, parameters, { stdio: ['pipe', 'pipe', 'inherit'] });
  const [port] = await once(server.stdout, 'data');
  return { language, url: `http://127.0.0.1:${Number(port)}`, [Symbol.asyncDispose]: () => end(server) };
}

async function compiles(to: string): Promise<boolean> {
  try {
    await promisify(execFile)('cc', ['-O2', '-o', to, join(import.meta.dirname, 'server.c')]);
    return true;
  } catch {
    return false;
  }
}

/** It ends when its input is closed. */
async function end(server: ChildProcess): Promise<void> {
  const ended = once(server, 'exit');
  server.stdin!.end();
  await ended;
}

if (process.argv[1] === import.meta.filename) serve();

function serve(): void {
  const body = '{"id":42,"name":"Ada L"}';
  const server = createServer(({ url }, response) => {
    const delayMs = Number(url!.slice(1));
    if (delayMs === 0) response.end(body);
    else setTimeout(() => response.end(body), delayMs);
  });
  server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
  process.stdin.on('end', () => process.exit()).resume();
}
