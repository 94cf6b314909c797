/** Finds the processes that listen on a port, where the operating system tells. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { portToPid } from 'pid-port';

const run = promisify(execFile);

/** `process 4711 (node server.js)`; null where it cannot be known. */
export async function portOwner(port: number): Promise<string | null> {
  try {
    const pid = await portToPid(port);
    return pid === undefined ? null : `process ${pid}${inBrackets(await commandOf(pid))}`;
  } catch {
    return null; // The tools that list sockets are not installed everywhere; then the port alone is named.
  }
}

/** These pass on what arrives to a container, a virtual machine or another host: what they take says nothing. */
const forwarder = /\b(docker|vpnkit|containerd|rootlessport|pasta|gvproxy|limactl|colima|ssh|kubectl|socat)/i;

/** The server's processes, workers that share its socket included; none where they cannot be known for certain. */
export async function listenersOn(port: number): Promise<number[]> {
  try {
    const pids = process.platform === 'linux' ? await holdersOf(port) : [await portToPid(port)];
    const known = pids.filter((pid) => pid !== undefined);
    const commands = await Promise.all(known.map(commandOf));
    return commands.some((command) => command === '' || forwarder.test(command)) ? [] : known;
  } catch {
    return [];
  }
}

/** `ss` names all that hold the socket: `users:(("gunicorn",pid=12,fd=5),("gunicorn",pid=10,fd=5))`. */
async function holdersOf(port: number): Promise<number[]> {
  const { stdout } = await run('ss', ['-Htlnp', `sport = :${port}`]);
  return [...new Set([...stdout.matchAll(/\bpid=(\d+)/g)].map((match) => Number(match[1])))];
}

const inBrackets = (command: string): string => (command === '' ? '' : ` (${command})`);

async function commandOf(pid: number): Promise<string> {
  if (process.platform === 'win32') return '';
  const { stdout } = await run('ps', ['-o', 'args=', '-p', String(pid)]);
  return stdout.trim().slice(0, 80);
}
