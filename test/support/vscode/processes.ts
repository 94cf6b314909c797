/** The processes of this machine (Linux), as far as they may be read. */

import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { vscodeServer } from '../../../scripts/ensure.mjs';

export interface Process {
  id: number;
  /** Program and arguments, separated by blanks. */
  command: string;
}

/** Processes with this `NAME=value` in the environment they were started with. */
export function processesWithEnvironment(assignment: string): Process[] {
  return processes().filter(({ id }) => read(id, 'environ').split('\0').includes(assignment));
}

/** Processes that run in one of the folders or name it in their arguments, VS Code's own left out. */
export function processesOf(folders: string[]): Process[] {
  const vscode = dirname(dirname(realpathSync(vscodeServer)));
  return processes().filter(
    ({ id, command }) =>
      !command.includes(vscode) &&
      folders.some((folder) => command.includes(folder) || isInside(workingFolder(id), folder)),
  );
}

function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ id: Number(name), command: read(Number(name), 'cmdline').replaceAll('\0', ' ').trim() }));
}

const isInside = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);

/** Empty once the process has ended. */
function read(id: number, file: string): string {
  try {
    return readFileSync(`/proc/${id}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

function workingFolder(id: number): string {
  try {
    return readlinkSync(`/proc/${id}/cwd`);
  } catch {
    return '';
  }
}
