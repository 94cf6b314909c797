/**
 * How much of the load that `wrk` makes does a burst make, against the same small server on the same machine?
 * Rounds alternate, so that both meet the same disturbances. `node test/bench/burst.ts`; needs wrk; about 25 seconds.
 */

import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { type BurstExecutor, createBurstExecutor } from '../../src/burst/executor.ts';
import { burstOf, closedLoop } from '../../src/burst/plans.ts';
import { summarise } from '../../src/measure/summarise.ts';

const rounds = 5;
const roundS = 2;
const connections = 10;

interface Round {
  rps: number;
  p50Ms: number;
  p99Ms: number;
}

if (process.argv[2] === 'serve') serve();
else await compare();

function serve(): void {
  const body = JSON.stringify({ id: 42, name: 'Ada', orders: [1, 2, 3] });
  const server = createServer((_, response) => response.setHeader('content-type', 'application/json').end(body));
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
  process.on('disconnect', () => process.exit());
}

async function compare(): Promise<void> {
  const server = fork(import.meta.filename, ['serve']);
  const [port] = await once(server, 'message');
  const url = `http://127.0.0.1:${port}/`;
  const folder = await mkdtemp(join(tmpdir(), 'burst-bench-'));
  const executor = createBurstExecutor({ workerPath: await bundleWorker(folder) });
  try {
    await burstRound(executor, url);
    const pairs: { burst: Round; wrk: Round }[] = [];
    for (let round = 1; round <= rounds; round++) {
      const pair = { burst: await burstRound(executor, url), wrk: await wrkRound(url) };
      pairs.push(pair);
      console.log(`round ${round}: burst ${line(pair.burst)} | wrk ${line(pair.wrk)} | ${ratioOf(pair).toFixed(2)}`);
    }
    const ratios = pairs.map(ratioOf).toSorted((a, b) => a - b);
    const [low, middle, high] = [ratios[0]!, ratios[rounds >> 1]!, ratios.at(-1)!].map((ratio) => ratio.toFixed(2));
    console.log(`burst / wrk, requests a second: median ${middle} (${low} to ${high})`);
  } finally {
    await executor.dispose();
    server.disconnect();
    await rm(folder, { recursive: true });
  }
}

async function bundleWorker(folder: string): Promise<string> {
  const outfile = join(folder, 'burst-worker.js');
  const entry = join(import.meta.dirname, '../../src/burst/worker.ts');
  await build({ entryPoints: [entry], outfile, bundle: true, minify: true, platform: 'node', format: 'cjs' });
  return outfile;
}

async function burstRound(executor: BurstExecutor, url: string): Promise<Round> {
  const recording = await executor.run(
    burstOf(
      { method: 'GET', url, headers: {}, body: null },
      [{ kind: 'round', name: 'round', pace: closedLoop(connections), durationMs: roundS * 1000, maxRequests: 1e9 }],
      { transport: { ca: null, acceptAnyCertificate: false, http2: false }, workers: 1 },
    ),
    { signal: new AbortController().signal, onProgress: () => {} },
  );
  return summarise(recording);
}

async function wrkRound(url: string): Promise<Round> {
  const { stdout } = await promisify(execFile)('wrk', ['-t1', `-c${connections}`, `-d${roundS}s`, '--latency', url]);
  return {
    rps: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)![1]),
    p50Ms: wrkMs(/50%\s+(\S+)/.exec(stdout)![1]!),
    p99Ms: wrkMs(/99%\s+(\S+)/.exec(stdout)![1]!),
  };
}

/** `312.00us`, `1.20ms`, `1.02s` */
function wrkMs(text: string): number {
  const unitMs = text.endsWith('us') ? 0.001 : text.endsWith('ms') ? 1 : 1000;
  return Number.parseFloat(text) * unitMs;
}

function ratioOf({ burst, wrk }: { burst: Round; wrk: Round }): number {
  return burst.rps / wrk.rps;
}

function line({ rps, p50Ms, p99Ms }: Round): string {
  return `${Math.round(rps)}/s p50 ${p50Ms.toFixed(3)} ms p99 ${p99Ms.toFixed(3)} ms`;
}
