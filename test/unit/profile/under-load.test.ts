import { describe, expect, test } from 'vitest';
import type { BurstExecutor } from '../../../src/burst/executor.ts';
import { closedLoop } from '../../../src/burst/plans.ts';
import type {
  BurstPlan,
  Load,
  LoadPhase,
  MeasuredProfile,
  PhasedLoad,
  PhasePlan,
  Profile,
} from '../../../src/model.ts';
import type { ApiUnderTest } from '../../../src/profile/api-under-test.ts';
import { defaultLoad, type LoadChoice } from '../../../src/profile/load-choice.ts';
import { openRun } from '../../../src/profile/run.ts';
import { groupsOf, profileGroup } from '../../../src/profile/under-load.ts';
import type { RequestsPlan } from '../../../src/request/plan.ts';
import { anEndpoint } from '../../support/profiles.ts';
import { type ScriptedSample, scriptedRecording } from '../../support/recording.ts';

const planOf = (path: string): RequestsPlan => {
  const request = { method: 'GET', url: `http://127.0.0.1:3000${path}`, headers: {}, body: null };
  return { state: 'may-be-sent', endpoint: anEndpoint({ method: 'GET', path }), requests: [request], warnings: [] };
};

interface Script {
  load: Load;
  paths?: string[];
  choice?: Partial<LoadChoice>;
  /** What the server answers in a phase of the load; one sample a user and 10 ms by default. */
  answers?(phase: PhasePlan, plan: BurstPlan): ScriptedSample[];
  /** Paths that answer 500 to everything. */
  broken?: string[];
  /** The person cancels during the phase of this name. */
  cancelIn?: string;
  /** From spawn to ready; null: the server was running before. */
  startsMs?: number[] | null;
}

const usersOf = ({ pace }: PhasePlan): number => (pace.model === 'closed' ? pace.users.to : 1);

/** A request takes 10 ms, and `most` of them are answered at a time. */
const answersOf = (phase: PhasePlan, most = Number.POSITIVE_INFINITY): ScriptedSample[] => {
  const count = (Math.min(usersOf(phase), most) * phase.durationMs) / 10;
  return Array.from({ length: count }, (_, index) => ({ latencyMs: 10, atMs: (index / count) * phase.durationMs }));
};

async function profileWith(script: Script) {
  const { load, paths = ['/a'], answers = (phase) => answersOf(phase), broken = [], startsMs = [300] } = script;
  const loads: BurstPlan[] = [];
  const abort = new AbortController();
  let nowMs = 1000;
  let starts = 0;
  const executor: BurstExecutor = {
    async run(plan) {
      const isLoad = plan.phases.some(({ kind }) => kind !== 'probe');
      if (isLoad) loads.push(plan);
      const isBroken = broken.includes(new URL(plan.targets[0]!.requests[0]!.url).pathname);
      const cut = plan.phases.findIndex(({ name }) => name === script.cancelIn);
      if (cut >= 0) abort.abort();
      const phases = (cut < 0 ? plan.phases : plan.phases.slice(0, cut + 1)).map((phase) => ({
        ...phase,
        durationMs: isLoad ? phase.durationMs : 100,
        samples: isLoad
          ? answers(phase, plan)
          : Array<ScriptedSample>(8).fill({ latencyMs: 10, status: isBroken ? 500 : 200 }),
      }));
      nowMs += phases.reduce((sum, { durationMs }) => sum + durationMs, 0);
      return scriptedRecording({
        phases,
        heads: [{ status: isBroken ? 500 : 200, headers: {} }],
        ended: cut < 0 ? 'completed' : 'cancelled',
        startedAtMonotonicMs: nowMs,
      });
    },
    dispose: async () => {},
  };
  const api: ApiUnderTest = {
    transport: { ca: null, acceptAnyCertificate: false, http2: false },
    server: {
      launched: startsMs && { spawnToReadyMs: startsMs[0]! },
      async restart() {
        if (startsMs === null) throw new Error('not launched here');
        return { spawnToReadyMs: startsMs[starts++]! };
      },
      runtime: async () => null,
      watchResources: () => ({ stop: async () => ({ state: 'not-sampled', reason: 'not-launched-here' }) }),
      ended: () => null,
      awaitNews: async () => {},
      dispose: async () => {},
    },
    sql: { reason: { kind: 'switched-off' } },
    statistics: null,
    dispose: async () => {},
  };
  const baselines = { load: async () => null };
  const choice = { ...defaultLoad, name: 'peak', ...script.choice };
  const told: string[] = [];
  const run = openRun(
    api,
    { executor, baselines, handlerHash: async () => null, timeWork: async () => [2.5, 2.5, 2.6] },
    () => [],
    {
      signal: abort.signal,
      onProgress: (_, progress) => told.push(progress.stage === 'burst' ? progress.burst.name : progress.message),
      load: choice,
    },
  );
  const profiles: Profile[] = [];
  for (const group of groupsOf(paths.map(planOf), load)) profiles.push(...(await profileGroup(group, load, run)));
  return { profiles, measured: profiles as MeasuredProfile[], loads, starts, told };
}

const phaseOf = (name: string, users: number, counted = true): LoadPhase => ({
  ...{ name, pace: closedLoop(users), durationMs: 1000, counted },
});

const phased = (rest: Partial<PhasedLoad> = {}): PhasedLoad => ({
  kind: 'phases',
  phases: [phaseOf('warm-up', 1, false), phaseOf('base', 2), phaseOf('peak', 5)],
  ...{ mix: null, data: null, setUp: null, stopAtErrorShare: null },
  ...rest,
});

describe('phases', () => {
  test('each has a result, a warm-up is left out of the whole, and the load is described as it was', async () => {
    const { measured } = await profileWith({ load: phased() });
    const [{ phases, summary, load }] = measured as [MeasuredProfile];
    expect(phases.map(({ name, counted, count }) => [name, counted, count])).toEqual([
      ['warm-up', false, 100],
      ['base', true, 200],
      ['peak', true, 500],
    ]);
    expect(summary.count).toBe(700);
    expect(load).toEqual({
      ...{ name: 'peak', model: 'closed', connections: 5, ratePerS: null },
      ...{ rounds: 2, roundMs: 1000, workers: 1, mix: null, tap: 'none' },
    });
  });

  test('phases of both kinds are a mixed model', async () => {
    const pace = { model: 'open' as const, ratePerS: { from: 10, to: 40 }, maxInFlight: 20 };
    const load = phased({ phases: [phaseOf('base', 2), { ...phaseOf('ramp', 1), pace }] });
    const { measured } = await profileWith({ load });
    expect(measured[0]!.load).toMatchObject({ model: 'mixed', connections: 20, ratePerS: 40 });
  });

  test('cancelled on the way: what was measured until then, marked as a part', async () => {
    const { measured } = await profileWith({ load: phased(), cancelIn: 'base' });
    expect(measured[0]).toMatchObject({ state: 'measured', summary: { count: 200 } });
    expect(measured[0]!.phases.map(({ name }) => name)).toEqual(['warm-up', 'base']);
    expect(measured[0]!.warnings).toContainEqual(expect.objectContaining({ kind: 'partial', reason: 'cancelled' }));
  });

  test('cancelled before anything counted: there is no result', async () => {
    const { profiles } = await profileWith({ load: phased(), cancelIn: 'warm-up' });
    expect(profiles).toEqual([expect.objectContaining({ state: 'cancelled' })]);
  });

  test('the share of errors at which a load stops is its own, unless another is given for this run', async () => {
    const load = phased({ stopAtErrorShare: 0.2 });
    const own = await profileWith({ load });
    const given = await profileWith({ load, choice: { stopAtErrorShare: 0.1, workers: 2 } });
    expect(own.loads).toMatchObject([{ stopAtErrorShare: 0.2, workers: 1 }]);
    expect(given.loads).toMatchObject([{ stopAtErrorShare: 0.1, workers: 2 }]);
  });
});

describe('a mix', () => {
  const load = phased({ mix: { 'GET /a': 3, 'GET /b': 1 } });
  const paths = ['/a', '/b'];

  test('is one burst, and each endpoint has its own result of it', async () => {
    const { measured, loads } = await profileWith({
      load,
      paths,
      answers: (phase) => answersOf(phase).map((sample, index) => ({ ...sample, target: index % 4 === 3 ? 1 : 0 })),
    });
    expect(loads).toHaveLength(1);
    expect(loads[0]!.targets.map(({ weight }) => weight)).toEqual([3, 1]);
    expect(measured.map(({ endpoint, summary }) => [endpoint.path, summary.count])).toEqual([
      ['/a', 525],
      ['/b', 175],
    ]);
    expect(measured.map(({ phases }) => phases.at(-1)!.count)).toEqual([375, 125]);
    expect(measured.map(({ load: { mix } }) => mix)).toEqual([
      { share: 0.75, endpoints: 2 },
      { share: 0.25, endpoints: 2 },
    ]);
  });

  test('the rate that was asked for is shared out by weight', async () => {
    const pace = { model: 'open' as const, ratePerS: { from: 100, to: 100 }, maxInFlight: 20 };
    const { measured } = await profileWith({
      load: { ...load, phases: [{ ...phaseOf('steady', 1), pace }] },
      paths,
      answers: (phase) => answersOf(phase).map((sample, index) => ({ ...sample, target: index % 4 === 3 ? 1 : 0 })),
    });
    expect(measured.map((profile) => profile.load.ratePerS)).toEqual([75, 25]);
  });

  test('is not run when one of its endpoints does not answer alone; the others say which', async () => {
    const { profiles, loads } = await profileWith({ load, paths, broken: ['/b'] });
    expect(loads).toEqual([]);
    expect(profiles).toMatchObject([
      { state: 'failed', problem: { message: expect.stringContaining('not run: GET /b') } },
      { state: 'failed', problem: { message: expect.stringContaining('status 500') } },
    ]);
  });
});

describe('a sweep', () => {
  const load: Load = { kind: 'sweep', maxUsers: 64, stepMs: 300 };
  const usersSent = (loads: BurstPlan[]) => loads.map(({ phases }) => usersOf(phases.at(-1)!));

  test('doubles the users until throughput stops growing; the knee is what is shown', async () => {
    const { measured, loads } = await profileWith({ load, answers: (phase) => answersOf(phase, 8) });
    expect(usersSent(loads)).toEqual([1, 2, 4, 8, 16, 32]);
    const [{ scaling, summary, load: described, timeline }] = measured as [MeasuredProfile];
    expect(scaling).toMatchObject({ kneeUsers: 8, stoppedBy: 'no-growth' });
    expect(scaling!.steps.map(({ factor }) => Math.round(factor))).toEqual([1, 2, 4, 8, 8, 8]);
    expect(described).toMatchObject({ name: 'peak', model: 'closed', connections: 8, rounds: 3, roundMs: 100 });
    expect(summary.rps).toBeCloseTo(800);
    expect(new Set(timeline.phases.map(({ name }) => name))).toEqual(
      new Set(['probes', '1 user', '2 users', '4 users', '8 users', '16 users', '32 users']),
    );
  });

  test('never has more users than it may', async () => {
    const { measured, loads } = await profileWith({ load: { ...load, maxUsers: 6 } });
    expect(usersSent(loads)).toEqual([1, 2, 4, 6]);
    expect(measured[0]).toMatchObject({
      scaling: { kneeUsers: null, stoppedBy: 'max-users' },
      load: { connections: 6 },
    });
  });

  test('ends where the server fails; the last number of users that it bore is what is shown', async () => {
    const { measured, loads } = await profileWith({
      load,
      answers: (phase) => answersOf(phase).map((sample) => ({ ...sample, status: usersOf(phase) > 2 ? 503 : 200 })),
    });
    expect(usersSent(loads)).toEqual([1, 2, 4]);
    expect(measured[0]).toMatchObject({
      state: 'measured',
      scaling: { stoppedBy: 'errors' },
      load: { connections: 2 },
      summary: { errors: 0 },
    });
    expect(measured[0]!.warnings.map(({ kind }) => kind)).not.toContain('partial');
  });

  test('cancelled on the way: the steps that were whole, marked as a part', async () => {
    const { measured, loads } = await profileWith({ load, cancelIn: '4 users' });
    expect(usersSent(loads)).toEqual([1, 2, 4]);
    const [{ scaling, warnings, load: described }] = measured as [MeasuredProfile];
    expect(scaling!.steps.map(({ users }) => users)).toEqual([1, 2]);
    expect(scaling!.stoppedBy).toBe('cancelled');
    expect(described.connections).toBe(2);
    expect(warnings).toContainEqual(expect.objectContaining({ kind: 'partial', reason: 'cancelled' }));
  });
});

describe('restarts', () => {
  const load: Load = { kind: 'restarts', times: 3 };

  test('give the spread of the cold starts, and the rounds come once', async () => {
    const { measured, starts, loads, told } = await profileWith({ load, startsMs: [300, 500, 400] });
    expect([starts, loads.length]).toEqual([3, 1]);
    expect(measured[0]!.cold).toContainEqual(
      expect.objectContaining({ kind: 'process', times: 3, spreadMs: { min: 300, median: 400, max: 500 } }),
    );
    expect(measured[0]!.load).toMatchObject({ name: 'peak', rounds: defaultLoad.burst.rounds });
    expect(told).toContain('Restarting the server, 2 of 3');
  });

  test('need a server that was launched here', async () => {
    await expect(profileWith({ load, startsMs: null })).rejects.toThrow('not launched here');
  });
});
