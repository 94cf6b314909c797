/** The API under test of a test file: sessions of a small server, all of which end with their test. */

import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Transport } from '../../src/model.ts';
import { openServer, type ServerSession } from '../../src/server/session.ts';

export interface ServerOptions {
  port: number;
  command?: string;
  ready?: string;
  cwd?: string;
  scheme?: string;
  urlPath?: string;
  readyTimeoutMs?: number;
  transport?: Transport;
  signal?: AbortSignal;
  onLine?: (line: string) => void;
}

export const plain: Transport = { ca: null, acceptAnyCertificate: false, http2: false };

/** Of the small server, from its folder. */
export const startApi = 'node api.mjs';
/** A shell between, as package managers have one: ending the group must reach the server itself. */
export const startThroughShell = 'node api.mjs; echo never';

/** Answers 503 until it has been asked three times, as servers do that connect to something first. */
const api = `import { createServer } from 'node:http';
let asked = 0;
console.log('booting with', process.env.COLOUR);
createServer((request, response) => {
  response.statusCode = ++asked > 3 ? 200 : 503;
  response.end(String(process.pid));
}).listen(Number(process.env.PORT), '127.0.0.1');`;

/** A folder with the small server, made before the tests of a file and removed after them. */
export function useServers() {
  let folder: string;
  let keeperPath: string;
  const sessions: ServerSession[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'endpoint-profiler-server-'));
    keeperPath = join(folder, 'keeper.js');
    await build({
      entryPoints: ['src/server/keeper-process.ts'],
      outfile: keeperPath,
      bundle: true,
      platform: 'node',
      format: 'cjs',
    });
    await writeFile(join(folder, 'api.mjs'), api);
  });
  afterAll(() => rm(folder, { recursive: true }));
  afterEach(async () => {
    for (const session of sessions.splice(0)) await session.dispose();
  });
  return {
    get folder() {
      return folder;
    },
    get keeperPath() {
      return keeperPath;
    },
    async open({
      scheme = 'http',
      port,
      urlPath = '',
      command,
      ready = '/',
      cwd = '.',
      readyTimeoutMs = 10_000,
      transport = plain,
      signal = new AbortController().signal,
      onLine = () => {},
    }: ServerOptions): Promise<ServerSession> {
      const session = await openServer({
        transport,
        settings: { url: `${scheme}://127.0.0.1:${port}${urlPath}`, command, cwd, ready, readyTimeoutMs },
        root: folder,
        keeperPath,
        environment: async () => ({ ...(process.env as Record<string, string>), PORT: String(port), COLOUR: 'blue' }),
        signal,
        onMessage: () => {},
        onLine,
      });
      sessions.push(session);
      return session;
    },
  };
}

/** Of the small server at the port, which answers with it. */
export const pidAt = async (port: number): Promise<number> =>
  Number(await (await fetch(`http://127.0.0.1:${port}`)).text());

/** Whether a process of this id runs; one that has ended and waits to be collected does not. */
export function isAlive(pid: number): boolean {
  try {
    return !/^Z/.test(execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }));
  } catch {
    return false;
  }
}

export async function until(condition: () => boolean, withinMs = 10_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('it did not come true in time');
    await delay(20);
  }
}
