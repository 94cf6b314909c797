// Folders for a while: inside the checkout, so that packages of its node_modules are found, unseen by version control.

import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

export const cache = join(root, '.cache');

/** Makes `.cache/PARENT/NAME-PID-…` for this process, and deletes such folders of processes that died without tidying. */
export function newCacheFolder(parent, name) {
  const folder = join(cache, parent);
  mkdirSync(folder, { recursive: true });
  for (const entry of readdirSync(folder)) {
    const maker = entry.match(/-(\d+)-\w{6}$/)?.[1];
    if (maker !== undefined && !isAlive(Number(maker))) discardFolder(join(folder, entry));
  }
  return mkdtempSync(join(folder, `${name}-${process.pid}-`));
}

/** Retries, because a process that is just ending may still write into it. */
export const discardFolder = (folder) =>
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });

function isAlive(processId) {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
