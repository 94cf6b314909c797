/** What runs the server's code, asked of the very executable that its process has. */

import { execFile } from 'node:child_process';
import { readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { isLoopback } from '../model.ts';
import { listenersOn } from './port-owner.ts';
import { portOf } from './ready.ts';

/** Known to print their version and nothing else: a program of one's own might start another server instead. */
const knowsVersion = /^(node|bun|deno|java|php|ruby|python)(?=$|[\d.-])/;
const longestMs = 2_000;

/** `node 24.1.0`; null where the process cannot be found, or is no runtime but the program itself. Linux only. */
export async function runtimeAt(url: string): Promise<string | null> {
  const [pid] = isLoopback(url) ? await listenersOn(portOf(url)) : [];
  if (pid === undefined) return null;
  try {
    const executable = `/proc/${pid}/exe`;
    const name = knowsVersion.exec(basename(await readlink(executable)))?.[1];
    if (name === undefined) return null;
    // Without its environment, which may load more into it.
    const { stdout } = await promisify(execFile)(executable, ['--version'], { env: {}, timeout: longestMs });
    const version = /\d+(\.\d+)+/.exec(stdout)?.[0];
    return version === undefined ? null : `${name} ${version}`;
  } catch {
    return null;
  }
}
