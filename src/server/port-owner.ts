/** Names the process that listens on a port, where the operating system tells. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { portToPid } from 'pid-port';

/** `process 4711 (node server.js)`; null where it cannot be known. */
export async function portOwner(port: number): Promise<string | null> {
  try {
    const pid = await portToPid(port);
    return pid === undefined ? null : `process ${pid}${await commandOf(pid)}`;
  } catch {
    return null; // The tools that list sockets are not installed everywhere; then the port alone is named.
  }
}

async function commandOf(pid: number): Promise<string> {
  if (process.platform === 'win32') return '';
  const { stdout } = await promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)]);
  return ` (${stdout.trim().slice(0, 80)})`;
}
