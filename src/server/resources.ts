/** Samples memory and CPU of the server's process tree while a burst runs. */

import { setTimeout as delay } from 'node:timers/promises';
import type { ResourceSamples } from '../model.ts';
import { openProcTree } from './proc-tree.ts';
import { openToolTree } from './tool-tree.ts';

/** Reads what the trees below these processes take now; an empty one when none of them is left. */
export interface ProcessTree {
  read(roots: number[]): Promise<TreeUsage>;
  everyMs: number;
}

export interface TreeUsage {
  processes: number;
  rssBytes: number;
  /** Of all processes since each began, those included that ended meanwhile and whose parent is in the tree. */
  cpuMs: number;
}

export interface ResourceWatch {
  /** Ends, with a last sample where some time has passed since the one before. */
  stop(): Promise<ResourceSamples>;
}

/** CPU is told in steps of 10 ms: over less time than this a step would pass for several cores. */
const shortestMs = 100;

const nowMonotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/** `roots` is asked before each sample: after a restart they are others. */
export function watchProcesses(
  roots: () => number[],
  tree: ProcessTree = openProcTree() ?? openToolTree(),
): ResourceWatch {
  const ended = new AbortController();
  const columns = { atMonotonicMs: [], rssBytes: [], cpuCores: [], processes: [] } as {
    [column in 'atMonotonicMs' | 'rssBytes' | 'cpuCores' | 'processes']: number[];
  };
  const startedAtMonotonicMs = nowMonotonicMs();
  let before: { roots: string; cpuMs: number; atMs: number } | null = null;
  let readable = false;

  async function sample(): Promise<void> {
    const asked = roots();
    const usage = await tree.read(asked).catch(() => null);
    if (usage === null) return;
    readable ||= usage.processes > 0;
    const now = { roots: asked.join(), cpuMs: usage.cpuMs, atMs: nowMonotonicMs() };
    if (before !== null) {
      // What a process took that ended without its parent taking note is missing from the sum: less than nothing is none.
      const spentMs = Math.max(0, now.roots === before.roots ? now.cpuMs - before.cpuMs : now.cpuMs);
      columns.atMonotonicMs.push(now.atMs);
      columns.rssBytes.push(usage.rssBytes);
      columns.cpuCores.push(spentMs / (now.atMs - before.atMs));
      columns.processes.push(usage.processes);
    }
    before = now;
  }

  async function run(): Promise<void> {
    do {
      await sample();
      await delay(tree.everyMs, undefined, { signal: ended.signal, ref: false }).catch(() => {});
    } while (!ended.signal.aborted);
    const sinceMs = nowMonotonicMs() - (before?.atMs ?? 0);
    if (columns.atMonotonicMs.length === 0 || sinceMs > shortestMs) await sample();
  }

  const running = run();
  return {
    async stop() {
      ended.abort();
      await running;
      return readable && columns.atMonotonicMs.length > 0
        ? { state: 'sampled', startedAtMonotonicMs, ...columns }
        : { state: 'not-sampled', reason: 'not-readable' };
    },
  };
}
