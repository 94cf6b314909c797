/**
 * How do our bursts compare with autocannon, wrk and hey? `npm run bench:burst`: about two minutes, with `-- --quick` half
 * a minute. All put the same closed loop on the same server, in rounds, in turn, so that each meets the same disturbances;
 * medians of the rounds and the range of their ratios are printed. wrk and hey are left out where they are not installed.
 *
 * The server runs on the same machine as the generators. Where there are only two cores it has none of its own: then two
 * workers fight with it for them, and a factor of two between one worker and two is out of reach for any generator.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { startFastServer } from './burst/fast-server.ts';
import { autocannon, type Generator, hey, isInstalled, ours, wrk } from './burst/generators.ts';
import { figuresTable, latencyLine, type Rounds, throughputLine } from './burst/ratios.ts';

const quick = process.argv.includes('--quick');
/** Many short rounds tell more than few long ones where other programs take part of the machine at times. */
const rounds = quick ? 2 : 5;
const seconds = 1;
const connections = 10;
const slowHandlersMs = quick ? [5] : [1, 5, 50];

const folder = await mkdtemp(join(tmpdir(), 'burst-bench-'));
try {
  await compare();
} finally {
  await rm(folder, { recursive: true });
}

async function compare(): Promise<void> {
  await using server = await startFastServer(folder);
  const workerPath = await bundleWorker();
  const hasWrk = await isInstalled('wrk');
  const one = [ours(workerPath, 1), ...(hasWrk ? [wrk(1)] : [])];
  const two = [ours(workerPath, 2), autocannon(2), ...(hasWrk && !quick ? [wrk(2)] : [])];
  const others = !quick && (await isInstalled('hey')) ? [hey] : [];
  console.log(`server in ${server.language}, ${cpus().length} cores, ${connections} connections, ${rounds} rounds`);

  const bare = await alternate([...one, autocannon(1), ...two, ...others], `${server.url}/0`);
  console.log(`\nanswered at once; autocannon counts whole milliseconds\n${figuresTable(bare)}`);
  console.log(throughputLine(bare, 'ours, 1', 'autocannon, 1', 1));
  console.log(throughputLine(bare, 'ours, 2', 'autocannon, 1', 1.7));
  console.log(throughputLine(bare, 'ours, 2', 'autocannon, 2'));
  console.log(throughputLine(bare, 'autocannon, 2', 'autocannon, 1'));
  if (!hasWrk) return;
  console.log(throughputLine(bare, 'ours, 1', 'wrk, 1'));

  for (const delayMs of slowHandlersMs) {
    const slow = await alternate(one, `${server.url}/${delayMs}`);
    console.log(`\nanswered after ${delayMs} ms\n${figuresTable(slow)}`);
    console.log(latencyLine(slow, 'p50Ms', 'ours, 1', 'wrk, 1', 0.05));
    console.log(latencyLine(slow, 'p99Ms', 'ours, 1', 'wrk, 1', 0.1));
  }
}

/** Every other round goes the other way round, so that none always follows the same one. */
async function alternate(generators: Generator[], url: string): Promise<Rounds> {
  const seen: Rounds = new Map(generators.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? generators : generators.toReversed();
    for (const { name, run } of order) seen.get(name)!.push(await run({ url, connections, seconds }));
  }
  return seen;
}

async function bundleWorker(): Promise<string> {
  const outfile = join(folder, 'burst-worker.js');
  const entry = join(import.meta.dirname, '../../src/burst/worker.ts');
  await build({ entryPoints: [entry], outfile, bundle: true, minify: true, platform: 'node', format: 'cjs' });
  return outfile;
}
