/** The database side of a profile in a test: a session with its tap, and requests sent through it as probes. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { startDatabase } from '../../examples/orders-api/database/start.ts';
import type { SqlOutcome } from '../../src/model.ts';
import {
  type CapturedTraffic,
  openSqlSession,
  type ProbeWindow,
  type SqlSession,
  type SqlSessionOptions,
} from '../../src/sql/session.ts';

export type RecordedSql = Extract<SqlOutcome, { state: 'recorded' }>;

const nowMs = () => Number(process.hrtime.bigint()) / 1e6;

export const tapPath = join(import.meta.dirname, '../../src/sql/tap/process.ts');

/** The server's address is in its variable `DB`, unless `options` say others. */
export const openSession = (databaseUrl: string, options: Partial<SqlSessionOptions> = {}): Promise<SqlSession> =>
  openSqlSession({
    tapPath,
    databaseUrl,
    envNames: ['DB'],
    onLog() {},
    ...options,
  });

/** Sends the requests one after the other, as the profiler does. */
export async function recordProbes(
  session: SqlSession,
  request: (probe: number) => Promise<unknown>,
  count = 4,
): Promise<{ traffic: CapturedTraffic; probes: ProbeWindow[] }> {
  const probes: ProbeWindow[] = [];
  await session.startRecording();
  for (let probe = 0; probe < count; probe++) {
    const startMonotonicMs = nowMs();
    await request(probe);
    probes.push({ startMonotonicMs, endMonotonicMs: nowMs() });
    await setTimeout(5);
  }
  return { traffic: await session.stopRecording(), probes };
}

/** What the requests asked of the database, explained. */
export async function profileSql(...how: Parameters<typeof recordProbes>): Promise<RecordedSql> {
  const [session] = how;
  const { traffic, probes } = await recordProbes(...how);
  return recordedOf(await session.explain(traffic, probes, { signal: new AbortController().signal }));
}

export function recordedOf(outcome: SqlOutcome): RecordedSql {
  if (outcome.state !== 'recorded') throw new Error(`Nothing was recorded: ${outcome.reason.kind}`);
  return outcome;
}

export const exampleFolder = join(import.meta.dirname, '../../examples/orders-api');

/** The example, which reaches its database through the session's tap. */
export async function startExample(options: Partial<SqlSessionOptions> = {}) {
  const database = await startDatabase();
  const session = await openSession(database.url, { envNames: ['DATABASE_URL'], ...options });
  const server = spawn(process.execPath, ['src/server.ts'], {
    cwd: exampleFolder,
    env: { ...process.env, ...session.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = await once(createInterface(server.stdout), 'line');
  return {
    databaseUrl: database.url,
    session,
    address: /http:\S+/.exec(line)![0],
    async stop() {
      server.kill('SIGKILL');
      await session.dispose();
      await database.stop();
    },
  };
}
