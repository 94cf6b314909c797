/** The suite that runs inside a real VS Code's extension host: `run` is what VS Code calls. */

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { activation } from './activation.ts';
import { baselines } from './baselines.ts';
import type { Benchmark, HostResults, HostTest, Suite } from './results.ts';
import { routes } from './routes.ts';

const suites: Record<string, Suite> = { activation, routes, baselines };

/** Writes `HostResults` to the file that HOST_TEST_RESULTS names; rejects when a test failed. */
export async function run(): Promise<void> {
  const file = process.env.HOST_TEST_RESULTS;
  if (file === undefined) throw new Error('HOST_TEST_RESULTS has to name the file for the results');

  const tests: HostTest[] = [];
  const benchmarks: Benchmark[] = [];
  for (const [suite, cases] of Object.entries(suites)) {
    for (const [name, body] of Object.entries(cases)) {
      tests.push(await outcome(`${suite}: ${name}`, () => body((benchmark) => benchmarks.push(benchmark))));
    }
  }
  const results: HostResults = { tests, benchmarks };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(results));

  const failed = tests.filter((test) => test.error !== null);
  if (failed.length > 0) throw new Error(failed.map((test) => `${test.name}\n${test.error}`).join('\n\n'));
}

const testTimeoutMs = 30_000;

async function outcome(name: string, body: () => Promise<void>): Promise<HostTest> {
  const startedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not done after ${testTimeoutMs / 1000} s`)), testTimeoutMs);
  });
  const error = await Promise.race([body(), tooLong]).then(
    () => null,
    (reason: unknown) => (reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)),
  );
  clearTimeout(timer);
  return { name, ms: performance.now() - startedAt, error };
}
