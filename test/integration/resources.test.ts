/** Real process trees, whose memory and CPU are known because they were told what to take. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { ResourceSamples } from '../../src/model.ts';
import { openProcTree } from '../../src/server/proc-tree.ts';
import { type ProcessTree, watchProcesses } from '../../src/server/resources.ts';
import { openToolTree } from '../../src/server/tool-tree.ts';

const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.stdin!.end();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
});

/** A shell with a Node below it, which ends when its input does. Resolves once that says `ready`. */
async function tree(program: string): Promise<number> {
  const ending = `process.stdin.on('end', () => process.exit(0)).resume();`;
  const script = `${JSON.stringify(process.execPath)} -e "$PROGRAM"; echo never`;
  const env = { ...process.env, PROGRAM: `${ending} ${program}; console.log('ready')` };
  const child = spawn('sh', ['-c', script], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  await once(child.stdout, 'data');
  return child.pid!;
}

async function sampled(pid: number, forMs: number, trees: ProcessTree) {
  const watch = watchProcesses(() => [pid], trees);
  await delay(forMs);
  const samples = await watch.stop();
  if (samples.state !== 'sampled') throw new Error(samples.reason);
  return samples;
}

/** Mean over all samples, by time. */
function meanCores({ startedAtMonotonicMs, atMonotonicMs, cpuCores }: Extract<ResourceSamples, { state: 'sampled' }>) {
  const edges = [startedAtMonotonicMs, ...atMonotonicMs];
  const spentMs = cpuCores.reduce((sum, cores, index) => sum + cores * (edges[index + 1]! - edges[index]!), 0);
  return spentMs / (edges.at(-1)! - edges[0]!);
}

const burning = `setInterval(() => { const until = performance.now() + 20; while (performance.now() < until); }, 40)`;
const proc = openProcTree();
const sources: [string, ProcessTree][] = proc ? [['/proc', proc]] : [];
if (process.platform !== 'win32') sources.push(['the system’s tools', { ...openToolTree(), everyMs: 250 }]);

describe.each(sources)('by %s', (_, source) => {
  it('the memory of all processes below is seen', async () => {
    const held = 'globalThis.held = Buffer.alloc(200e6, 1)';
    const small = await sampled(await tree(''), 300, source);
    const large = await sampled(await tree(held), 300, source);
    const moreBytes = large.rssBytes.at(-1)! - small.rssBytes.at(-1)!;
    expect(moreBytes).toBeGreaterThan(180e6);
    expect(moreBytes).toBeLessThan(220e6);
    expect(large.processes.at(-1)).toBe(2);
  });

  it('a worker that is started meanwhile counts too', async () => {
    const pid = await tree(`setTimeout(() => require('child_process').spawn('sleep', ['2']), 700)`);
    const { processes } = await sampled(pid, 2000, source);
    expect([processes[0], Math.max(...processes)]).toEqual([2, 3]);
  });
});

describe.runIf(proc)('by /proc, closely', () => {
  it('CPU is in cores', async () => {
    const mean = meanCores(await sampled(await tree(burning), 1000, proc!));
    // Half of one core, of which a busy machine may give it less.
    expect(mean).toBeGreaterThan(0.1);
    expect(mean).toBeLessThan(0.75);
  });

  it('what a child took that came and went between two samples is counted', async () => {
    const script = `process.stdin.on('data', () => require('child_process').spawn(process.execPath, ['-e',
      'for (let used; !(used?.user + used?.system > 300e3); used = process.cpuUsage()) for (let i = 0; i < 1e6; i++);']).on('exit', () => console.log('gone')))`;
    const pid = await tree(script);
    const [child] = children;
    const watch = watchProcesses(() => [pid], { ...proc!, everyMs: 10_000 });
    child!.stdin!.write('go\n');
    await once(child!.stdout!, 'data');
    const samples = await watch.stop();
    if (samples.state !== 'sampled') throw new Error(samples.reason);
    const spentMs = meanCores(samples) * (samples.atMonotonicMs.at(-1)! - samples.startedAtMonotonicMs);
    // Told in steps of 10 ms, of the child and of its parent.
    expect(spentMs).toBeGreaterThan(270);
    expect(spentMs).toBeLessThan(600);
  });

  it('a process that dies meanwhile takes nothing from then on', async () => {
    const pid = await tree(`setTimeout(() => process.exit(1), 150)`);
    const samples = await sampled(pid, 700, proc!);
    expect(samples.rssBytes[0]).toBeGreaterThanOrEqual(0);
    expect(samples.rssBytes.at(-1)).toBeLessThan(10e6);
    expect(Math.min(...samples.cpuCores)).toBeGreaterThanOrEqual(0);
  });

  it('a sample costs well below a millisecond of CPU', async () => {
    const pid = await tree('');
    const before = process.cpuUsage();
    for (let read = 0; read < 200; read++) await proc!.read([pid]);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 200 / 1000).toBeLessThan(0.5);
  });
});
