import { expect, test } from 'vitest';
import type { BurstExecutor } from '../../../src/burst/executor.ts';
import type { MeasuredProfile, PhaseKind, Recording } from '../../../src/model.ts';
import type { ApiUnderTest } from '../../../src/profile/api-under-test.ts';
import { profileEndpoint } from '../../../src/profile/endpoint.ts';
import { defaultLoad } from '../../../src/profile/load-choice.ts';
import { openRun } from '../../../src/profile/run.ts';
import { anEndpoint } from '../../support/profiles.ts';
import { type ScriptedSample, scriptedRecording } from '../../support/recording.ts';

const endpoint = anEndpoint();
const answers = (count: number, status = 200): ScriptedSample[] => Array(count).fill({ latencyMs: 5, status });
const refusals = (count: number): ScriptedSample[] =>
  Array(count).fill({ latencyMs: 1, failed: { kind: 'refused', message: 'connect ECONNREFUSED' } });

const recordingOf = (phases: [PhaseKind, ScriptedSample[]][], ended: Recording['ended'] = 'completed'): Recording =>
  scriptedRecording({
    phases: phases.map(([kind, samples]) => ({ kind, durationMs: 1000, samples })),
    heads: [{ status: phases[0]?.[1][0]?.status ?? 200, headers: {} }],
    ended,
  });

const probes = recordingOf([['probe', answers(8)]]);
const underLoad = (samples: ScriptedSample[], ended?: Recording['ended']) =>
  recordingOf(
    [
      ['warm-up', answers(50)],
      ['round', samples],
    ],
    ended,
  );

interface Script {
  probes?: Recording | Error;
  rounds?: Recording;
  /** From when on the launched server has ended. */
  serverEnds?: 'never' | 'before' | 'while its rounds run';
  /** Whether one has to wait for the news of that. */
  newsIsLate?: boolean;
  sql?: ApiUnderTest['sql'];
  statistics?: ApiUnderTest['statistics'];
}

function profile({
  probes: alone = probes,
  rounds,
  serverEnds = 'never',
  newsIsLate = false,
  sql,
  statistics = null,
}: Script) {
  let inRounds = false;
  let newsIsHere = !newsIsLate;
  const executor: BurstExecutor = {
    async run({ phases }) {
      inRounds = phases[0]!.kind === 'warm-up';
      if (inRounds) return rounds!;
      if (alone instanceof Error) throw alone;
      return alone;
    },
    dispose: async () => {},
  };
  const hasEnded = () => newsIsHere && (serverEnds === 'before' || (serverEnds === 'while its rounds run' && inRounds));
  const api: ApiUnderTest = {
    transport: { ca: null, acceptAnyCertificate: false, http2: false },
    server: {
      launched: { spawnToReadyMs: 300 },
      restart: async () => ({ spawnToReadyMs: 300 }),
      runtime: async () => null,
      watchResources: () => ({ stop: async () => ({ state: 'not-sampled', reason: 'not-launched-here' }) }),
      ended: () => (hasEnded() ? { message: 'exit code 1', lastLines: 'EADDRINUSE' } : null),
      awaitNews: async () => {
        newsIsHere = true;
      },
      dispose: async () => {},
    },
    sql: sql ?? { reason: { kind: 'switched-off' } },
    statistics,
    dispose: async () => {},
  };
  const request = { method: 'POST', url: 'http://127.0.0.1:3000/api/orders/recent', headers: {}, body: null };
  const baselines = { load: async () => null };
  const run = openRun(
    api,
    { executor, baselines, handlerHash: async () => null, timeWork: async () => [2.5, 2.5, 2.6] },
    () => [],
    {
      signal: new AbortController().signal,
      onProgress: () => {},
      load: defaultLoad,
    },
  );
  return profileEndpoint({ state: 'may-be-sent', endpoint, requests: [request], warnings: [] }, run);
}

test('some answers under load are a result, whatever fails beside them', async () => {
  const result = (await profile({
    rounds: underLoad([...answers(100), ...refusals(20)], 'too-many-failures'),
    serverEnds: 'while its rounds run',
  })) as MeasuredProfile;
  expect(result).toMatchObject({ state: 'measured', summary: { count: 120, errors: 20 } });
  expect(result.warnings.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['errors', 'partial', 'server-ended']),
  );
});

test.each([
  ['errors', underLoad(answers(100, 503)), 'Every request was answered with status'],
  ['no answer', underLoad(refusals(20), 'too-many-failures'), 'No request was answered'],
  ['no answer from the warm-up on', recordingOf([['warm-up', refusals(20)]], 'too-many-failures'), 'No request was'],
])('nothing but %s under load is no result', async (_, rounds, words) => {
  const result = await profile({ rounds: { ...rounds, errorHeads: [{ status: 503, headers: {} }] } });
  expect(result).toMatchObject({
    state: 'failed',
    problem: { message: expect.stringMatching(/^It answered one request at a time, but not under load\./) },
  });
  expect(result).toMatchObject({ problem: { message: expect.stringContaining(words) } });
});

test.each(['before', 'while its rounds run'] as const)(
  'a server that ended %s, while another one answers in its place, is not mistaken for it',
  async (serverEnds) => {
    expect(await profile({ rounds: underLoad(answers(100)), serverEnds })).toMatchObject({
      state: 'failed',
      problem: { message: expect.stringContaining('The server ended'), detail: 'EADDRINUSE' },
    });
  },
);

test('connections that broke because the server ended, of which the news comes later: how it ended', async () => {
  const rounds = underLoad(refusals(20), 'too-many-failures');
  expect(await profile({ rounds, serverEnds: 'while its rounds run', newsIsLate: true })).toMatchObject({
    state: 'failed',
    problem: { message: expect.stringContaining('The server ended while it was profiled: exit code 1') },
  });
});

test('probes that cannot be sent leave no recording of SQL behind', async () => {
  const calls: string[] = [];
  const sql = {
    env: {},
    startRecording: async () => void calls.push('start'),
    startRecordingPlans: async () => void calls.push('start with plans'),
    takeRestarts: () => 0,
    stopRecording: async () => {
      calls.push('stop');
      return { statements: [], missed: 0, connections: 0, unreadable: 0 };
    },
    recordUnasked: async () => [],
    explain: async () => ({ state: 'not-recorded' as const, reason: { kind: 'cancelled' as const } }),
    dispose: async () => {},
  };
  await expect(profile({ probes: new Error('a header that HTTP forbids'), sql })).rejects.toThrow('forbids');
  expect(calls).toEqual(['start', 'stop']);
});

test('without a record of its SQL, what the database counted during the probes stands in, as averages', async () => {
  let readings = 0;
  const statistics = {
    read: async () => [{ id: '1', text: 'SELECT a FROM t', calls: 16 * readings, totalMs: 8 * readings++ }],
  };
  const sql = { reason: { kind: 'server-not-launched-here' as const } };
  expect(await profile({ rounds: underLoad(answers(100)), sql, statistics })).toMatchObject({
    sql: {
      ...{ state: 'not-recorded', reason: sql.reason },
      averages: { probes: 8, statements: [{ text: 'SELECT a FROM t', callsPerRequest: 2, msPerCall: 0.5 }] },
    },
    slowestStatements: [{ calls: 32 }],
  });
});
