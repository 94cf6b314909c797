/** The load generators that are compared: each puts the same closed loop on an address and tells what it saw. */

import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { createBurstExecutor } from '../../../src/burst/executor.ts';
import { burstOf, closedLoop } from '../../../src/burst/plans.ts';
import { summarise } from '../../../src/measure/summarise.ts';
import type { PhaseKind, PhasePlan } from '../../../src/model.ts';

export interface Run {
  url: string;
  connections: number;
  seconds: number;
}

export interface Seen {
  rps: number;
  p50Ms: number;
  p99Ms: number;
}

export interface Generator {
  name: string;
  run(run: Run): Promise<Seen>;
}

/** Each starts afresh and is warm before it counts, as far as it needs that. */
const warmUpS = 1;

export const ours = (workerPath: string, workers: number): Generator => ({
  name: `ours, ${workers}`,
  async run({ url, connections, seconds }) {
    const executor = createBurstExecutor({ workerPath });
    const phase = (kind: PhaseKind, durationMs: number): PhasePlan => {
      return { kind, name: kind, pace: closedLoop(connections), durationMs, maxRequests: Number.POSITIVE_INFINITY };
    };
    const plan = burstOf(
      { method: 'GET', url, headers: {}, body: null },
      [phase('warm-up', warmUpS * 1000), phase('round', seconds * 1000)],
      { transport: { ca: null, acceptAnyCertificate: false, http2: false }, workers },
    );
    try {
      return summarise(await executor.run(plan, { signal: new AbortController().signal, onProgress: () => {} }));
    } finally {
      await executor.dispose();
    }
  },
});

/** In a process of its own; one worker is its main thread, which is how it runs by default. */
export const autocannon = (workers: number): Generator => ({
  name: `autocannon, ${workers}`,
  async run({ url, connections, seconds }) {
    const load = ['-c', `${connections}`, '-d', `${seconds}`, ...(workers > 1 ? ['-w', `${workers}`] : [])];
    const warmUp = ['-W', '[', '-c', `${connections}`, '-d', `${warmUpS}`, ']'];
    const cli = createRequire(import.meta.url).resolve('autocannon');
    const { stdout } = await promisify(execFile)(process.execPath, [cli, '-j', ...load, ...warmUp, url]);
    const { requests, duration, latency } = JSON.parse(stdout.trim().split('\n').at(-1)!);
    return { rps: requests.total / duration, p50Ms: latency.p50, p99Ms: latency.p99 };
  },
});

export const wrk = (threads: number): Generator => ({
  name: `wrk, ${threads}`,
  async run({ url, connections, seconds }) {
    const load = [`-t${threads}`, `-c${connections}`, `-d${seconds}s`];
    const { stdout } = await promisify(execFile)('wrk', [...load, '--latency', url]);
    return {
      rps: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)![1]),
      p50Ms: wrkMs(/^\s+50%\s+(\S+)/m.exec(stdout)![1]!),
      p99Ms: wrkMs(/^\s+99%\s+(\S+)/m.exec(stdout)![1]!),
    };
  },
});

/** `312.00us`, `1.20ms`, `1.02s` */
function wrkMs(text: string): number {
  const unitMs = text.endsWith('us') ? 0.001 : text.endsWith('ms') ? 1 : 1000;
  return Number.parseFloat(text) * unitMs;
}

/** As many threads as there are cores. */
export const hey: Generator = {
  name: 'hey',
  async run({ url, connections, seconds }) {
    const { stdout } = await promisify(execFile)('hey', ['-c', `${connections}`, '-z', `${seconds}s`, url]);
    const percentileMs = (percentile: number) =>
      1000 * Number(new RegExp(`${percentile}%+ in ([\\d.]+) secs`).exec(stdout)![1]);
    return {
      rps: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)![1]),
      p50Ms: percentileMs(50),
      p99Ms: percentileMs(99),
    };
  },
};

export async function isInstalled(command: string): Promise<boolean> {
  try {
    await promisify(execFile)(command, ['-h']);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}
