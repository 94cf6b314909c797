/**
 * A process tree as the system's tools tell of it: `ps` on macOS, PowerShell on Windows (WMIC where there still is one),
 * run by pidtree and pidusage.
 */

import { pidtree } from 'pidtree';
import pidusage from 'pidusage';
import type { ProcessTree } from './resources.ts';

/** PowerShell takes the better part of a second of CPU to start, which the server under test would miss. */
const everyMs = process.platform === 'win32' ? 2_000 : 500;

export function openToolTree(): ProcessTree {
  return {
    everyMs,
    async read(roots) {
      const trees = await Promise.all(roots.map((root) => pidtree(root, { root: true }).catch(() => [])));
      const pids = [...new Set(trees.flat())];
      const found = pids.length > 0 ? Object.values(await pidusage(pids)) : [];
      // A process may end between the two looks. pidusage's own `cpu` is of no use here: it divides by whole seconds.
      const alive = found.filter((one) => one !== undefined && one !== null);
      return {
        processes: alive.length,
        rssBytes: alive.reduce((sum, { memory }) => sum + memory, 0),
        cpuMs: alive.reduce((sum, { ctime }) => sum + ctime, 0),
      };
    },
  };
}
