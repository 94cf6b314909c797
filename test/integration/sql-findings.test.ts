import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { startDatabase } from '../../examples/orders-api/database/start.ts';
import type { Finding } from '../../src/model.ts';
import { openSqlSession, type ProbeWindow, type SqlSession, sqlFindings } from '../../src/sql/session.ts';

const example = join(import.meta.dirname, '../../examples/orders-api');
const tapPath = join(import.meta.dirname, '../../src/sql/tap/process.ts');
const probeCount = 5;

interface Sample {
  path?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
}

let session: SqlSession;
let address: string;
let samples: Record<string, Sample>;

beforeAll(async () => {
  const database = await startDatabase();
  session = await openSqlSession({ tapPath, databaseUrl: database.url, envNames: ['DATABASE_URL'], onLog() {} });
  const config = JSON.parse(await readFile(join(example, '.endpoint-profiler/config.json'), 'utf8'));
  samples = config.requests;
  const server = spawn(process.execPath, ['src/server.ts'], {
    cwd: example,
    env: { ...process.env, ...session.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = await once(createInterface(server.stdout), 'line');
  address = /http:\S+/.exec(line)![0];
  return async () => {
    server.kill('SIGKILL');
    await session.dispose();
    await database.stop();
  };
});

/** Of some requests sent one after the other, as the profiler sends them; a heartbeat goes on beside them. */
async function findingsOf(path: string): Promise<Finding[]> {
  const { path: parameters = {}, query, headers = {} } = samples[`GET ${path}`] ?? {};
  const url = `${address}${path.replaceAll(/\{(\w+)\}/g, (_, name) => parameters[name]!)}?${new URLSearchParams(query)}`;
  const probes: ProbeWindow[] = [];
  await session.startRecording();
  for (let probe = 0; probe < probeCount; probe++) {
    const startMonotonicMs = Number(process.hrtime.bigint()) / 1e6;
    await (await fetch(url, { headers })).arrayBuffer();
    probes.push({ startMonotonicMs, endMonotonicMs: Number(process.hrtime.bigint()) / 1e6 });
    await setTimeout(5);
  }
  const traffic = await session.stopRecording();
  const outcome = await session.explain(traffic, probes, { signal: new AbortController().signal });
  if (outcome.state !== 'recorded') throw new Error(`Nothing was recorded: ${outcome.reason.kind}`);
  return sqlFindings(outcome);
}

describe('What is found in the example', () => {
  test.each([
    ['/api/v1/orders/recent', 'n-plus-one', { severity: 'HIGH', title: 'One query runs 25 times a request' }],
    ['/api/v1/customers/{id}/orders', 'seq-scan-filter', { advice: expect.stringContaining('orders (customer_id') }],
    ['/api/v1/orders/items/search', 'seq-scan-filter', { advice: expect.stringContaining('(serial_number') }],
    ['/api/v1/reports/top-orders', 'sort-spill', { title: expect.stringMatching(/^Sort spills .* MB to disk$/) }],
  ])('GET %s: %s, and nothing else', async (path, rule, more) => {
    expect(await findingsOf(path)).toMatchObject([{ rule, ...more }]);
  });

  test.each([
    ...['/api/v1/orders/{id}', '/api/v1/orders/{id}/invoice', '/api/v1/orders/{id}/receipt'],
    ...['/api/v1/orders/{id}/shipping', '/api/v1/customers', '/api/v1/customers/{id}', '/api/v1/products'],
    ...['/api/v1/products/{id}', '/api/v1/products/{id}/paid', '/api/v1/products/export', '/api/v1/reports/daily'],
    ...['/admin/low-stock', '/admin/instances', '/health'],
  ])('GET %s: nothing', async (path) => {
    expect(await findingsOf(path)).toEqual([]);
  });
});
