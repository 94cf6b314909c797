/** One stall of a server, as the command line shows it under a rate and in a closed loop. Needs dist/. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import type { MeasuredProfile } from '../../src/model.ts';
import { httpServer } from '../support/scripted-servers.ts';

/** Answers after 2 ms, but nothing at all for a tenth of the 5 s that are measured, from that request on. */
function stallingServer(fromRequest: number) {
  let requests = 0;
  let stalledUntilMs = 0;
  return httpServer((_, response) => {
    if (++requests === fromRequest) stalledUntilMs = performance.now() + 500;
    setTimeout(() => response.end('ok'), Math.max(2, stalledUntilMs - performance.now()));
  });
}

async function measured(fromRequest: number, ...options: string[]): Promise<MeasuredProfile> {
  await using server = await stallingServer(fromRequest);
  const words = ['run', '--url', server.url, '--duration', '5', '--format', 'json', ...options];
  const child = spawn(process.execPath, [resolve('dist/cli.js'), ...words]);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout).profiles[0];
}

// The warm-up takes a hundred requests or more, and a round about 167: the stalls fall into one, and between two.
test.each([350, 450])(
  'a rate shows it in one request of ten, wherever it falls: from request %i on',
  async (from) => {
    const { summary, warnings } = await measured(from, '--rate', '200');
    expect(summary.count).toBe(1000);
    expect(summary.rounds).toHaveLength(12);
    expect(summary.p50Ms).toBeLessThan(20);
    expect(summary.p95Ms).toBeGreaterThan(230);
    expect(summary.p99Ms).toBeGreaterThan(430);
    expect(summary.maxMs).toBeGreaterThan(480);
    expect(warnings.map(({ kind }) => kind)).not.toContain('stall-hidden');
  },
  30_000,
);

test('a closed loop says that it hides it', async () => {
  const { summary, warnings } = await measured(4000);
  expect(summary.p99Ms).toBeLessThan(200);
  const stalls = warnings.flatMap((warning) => (warning.kind === 'stall-hidden' ? [warning.longestMs] : []));
  expect(stalls).toHaveLength(1);
  expect(stalls[0]).toBeGreaterThan(400);
}, 30_000);
