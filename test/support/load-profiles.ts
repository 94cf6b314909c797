/** Profiles of loads other than the plain burst, with what a server, its HTTP behaviour and a long run tell. */

import type {
  HttpBehaviour,
  MeasuredProfile,
  Pace,
  PhaseResult,
  ProfileProgress,
  Scaling,
  ScalingStep,
  ServerResources,
  Timeline,
} from '../../src/model.ts';
import { anEndpoint, measured, measuredLike, progress } from './profiles.ts';
import { seeded } from './samples.ts';

const closed = (from: number, to = from, pauseMs: [min: number, max: number] = [0, 0]): Pace => ({
  model: 'closed',
  users: { from, to },
  think: { minMs: pauseMs[0], maxMs: pauseMs[1] },
});

const open = (from: number, to = from): Pace => ({ model: 'open', ratePerS: { from, to }, maxInFlight: 256 });

interface ScriptedPhase {
  name: string;
  durationS: number;
  pace: Pace;
  medianMs: number;
  rps: number;
  counted?: boolean;
  errorRate?: number;
  unsent?: number;
}

/** Results of phases one after the other. */
function phaseResults(script: ScriptedPhase[]): PhaseResult[] {
  let startMs = 0;
  return script.map(
    ({ name, durationS, pace, medianMs, rps, counted = true, errorRate = 0, unsent = 0 }): PhaseResult => {
      const phase = {
        name,
        counted,
        pace,
        startMs,
        endMs: startMs + durationS * 1000,
        count: Math.round(rps * durationS),
        errors: Math.round(rps * durationS * errorRate),
        errorRate,
        rps,
        offeredPerS: pace.model === 'open' ? (pace.ratePerS.from + pace.ratePerS.to) / 2 : null,
        unsent,
        p50Ms: medianMs,
        p95Ms: medianMs * 2.1,
        p99Ms: medianMs * 3.4,
        maxMs: medianMs * 8.2,
      };
      startMs = phase.endMs;
      return phase;
    },
  );
}

/** About 1,500 requests, spread over the phases by their length. */
function timelineOf(phases: PhaseResult[]): Timeline {
  const random = seeded(11);
  const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  const endMs = phases.at(-1)!.endMs;
  const timeline: Timeline = {
    phases: phases.map(({ name, counted, pace, startMs, endMs, unsent }) => {
      return { kind: counted ? 'round' : 'warm-up', name, pace, startMs, endMs, unsent };
    }),
    atMs: [],
    latencyMs: [],
    phase: [],
    ok: [],
  };
  phases.forEach((phase, index) => {
    const count = Math.ceil((1_500 * (phase.endMs - phase.startMs)) / endMs);
    for (let request = 0; request < count; request++) {
      timeline.atMs.push(phase.startMs + ((phase.endMs - phase.startMs) * request) / count);
      timeline.latencyMs.push(phase.p50Ms * Math.exp(0.4 * normal()));
      timeline.phase.push(index);
      timeline.ok.push(random() >= phase.errorRate);
    }
  });
  return timeline;
}

/** A sample every `everyMs`; memory grows by `growth` of itself over the run. */
function sampled(endMs: number, everyMs: number, rssMb: number, growth: number, cores: number): ServerResources {
  const random = seeded(5);
  const atMs = Array.from({ length: Math.floor(endMs / everyMs) + 1 }, (_, index) => index * everyMs);
  const rssBytes = atMs.map((at) => Math.round(rssMb * 1e6 * (1 + growth * (at / endMs) + 0.012 * random())));
  const cpuCores = atMs.map((at) => (at === 0 ? 0 : cores * (0.9 + 0.2 * random())));
  return {
    state: 'sampled',
    atMs,
    rssBytes,
    cpuCores,
    processes: 2,
    peakRssBytes: Math.max(...rssBytes),
    meanCpuCores: cores,
  };
}

export const cachedAnswers: HttpBehaviour = {
  httpVersion: '1.1',
  cacheControl: 'public, max-age=60',
  etag: 'W/"5f2-RW1hjQ2k7h2bqR3kZ1"',
  lastModified: null,
  age: '12',
  vary: 'Accept-Encoding',
  cacheStatus: 'HIT',
  conditional: { state: 'works', latencyMs: 0.812 },
  firstCallMs: 96.6,
  laterCallsMs: 4.4,
  cache: { hits: 3_208, misses: 204 },
  encodings: [
    { offered: 'identity', encoding: 'identity', bytes: 182_400 },
    { offered: 'gzip', encoding: 'gzip', bytes: 21_180 },
    { offered: 'br', encoding: 'br', bytes: 18_020 },
    { offered: 'zstd', encoding: 'identity', bytes: 182_400 },
  ],
};

export const plainAnswers: HttpBehaviour = {
  httpVersion: '1.1',
  cacheControl: null,
  etag: null,
  lastModified: null,
  age: null,
  vary: null,
  cacheStatus: null,
  conditional: { state: 'no-validator' },
  firstCallMs: 4.9,
  laterCallsMs: 4.6,
  cache: null,
  encodings: [
    { offered: 'identity', encoding: 'identity', bytes: 1_840 },
    { offered: 'gzip', encoding: 'identity', bytes: 1_840 },
  ],
};

/** A load profile over the shape of its counted phases. */
function underLoad(
  name: string,
  script: ScriptedPhase[],
  load: Partial<MeasuredProfile['load']>,
  overrides: Partial<MeasuredProfile> = {},
): MeasuredProfile {
  const phases = phaseResults(script);
  const counted = phases.filter((phase) => phase.counted);
  const count = counted.reduce((sum, phase) => sum + phase.count, 0);
  const profile = measuredLike({ medianMs: counted[0]!.p50Ms, spread: 0.42, count: Math.min(count, 6_000) }, null, {
    phases,
    timeline: timelineOf(phases),
    cold: [],
    http: plainAnswers,
    ...overrides,
  });
  const lengthMs = counted.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  return {
    ...profile,
    load: { ...profile.load, name, rounds: counted.length, roundMs: lengthMs / counted.length, ...load },
  };
}

const step = (users: number, rps: number, p50Ms: number, errorRate = 0): ScalingStep => ({
  users,
  count: Math.round(rps * 2),
  errorRate,
  rps,
  factor: rps / 408,
  p50Ms,
  p95Ms: p50Ms * 1.9,
  p99Ms: p50Ms * 2.7,
});

const withKnee: Scaling = {
  steps: [
    step(1, 408, 2.4),
    step(2, 790, 2.5),
    step(4, 1_402, 2.8),
    step(8, 2_340, 3.4),
    step(16, 3_270, 4.8),
    step(32, 3_480, 9.1),
    step(64, 2_960, 21.3, 0.004),
  ],
  kneeUsers: 16,
  stoppedBy: 'no-growth',
  fit: {
    lambda: { value: 412, low: 401, high: 423 },
    sigma: { value: 0.05, low: 0.031, high: 0.069 },
    kappa: { value: 0.0012, low: 0.00078, high: 0.0016 },
    peakUsers: 28.1,
  },
};

const stillGrowing: Scaling = {
  steps: [1, 2, 4, 8, 16, 32, 64].map((users) => step(users, 408 * users ** 0.94, 2.4 * users ** 0.06)),
  kneeUsers: null,
  stoppedBy: 'max-users',
  fit: {
    lambda: { value: 410, low: 402, high: 418 },
    sigma: { value: 0.0041, low: 0.0019, high: 0.0063 },
    kappa: { value: 0, low: 0, high: 0.00002 },
    peakUsers: null,
  },
};

const fewSteps: Scaling = { steps: withKnee.steps.slice(0, 3), kneeUsers: null, stoppedBy: 'errors', fit: null };

const sweepOf = (scaling: Scaling, path: string): MeasuredProfile => {
  const profile = measuredLike({ medianMs: 4.7, spread: 0.3, count: 5_000 }, null, {
    endpoint: anEndpoint({ path }),
    scaling,
    resources: sampled(14_000, 250, 160, 0.05, 0.92),
    http: plainAnswers,
  });
  return {
    ...profile,
    load: {
      ...profile.load,
      name: 'sweep',
      connections: scaling.kneeUsers ?? scaling.steps.at(-1)!.users,
      rounds: 1,
      roundMs: 2_000,
    },
  };
};

const burstEndMs = measured().timeline.phases.at(-1)!.endMs;

export const loadProfiles = {
  /** Its last phase does not reach its rate. */
  peak: underLoad(
    'peak',
    [
      { name: 'warm-up', durationS: 60, pace: open(5), medianMs: 5.2, rps: 5, counted: false },
      { name: 'sustained', durationS: 120, pace: open(80), medianMs: 4.8, rps: 80 },
      { name: 'peak', durationS: 60, pace: open(80, 200), medianMs: 61, rps: 118, errorRate: 0.012, unsent: 1_320 },
    ],
    { model: 'open', connections: 256, ratePerS: 200, workers: 2 },
    {
      resources: sampled(240_000, 1_000, 140, 0.08, 0.82),
      drift: {
        overMs: 180_000,
        p50MsPerMinute: { value: 18.2, low: 14.9, high: 21.4 },
        rssBytesPerMinute: { value: 0.2e6, low: -0.3e6, high: 0.7e6 },
      },
      warnings: [
        { kind: 'rate-not-reached', offeredPerS: 140, reachedPerS: 118, unsent: 1_320 },
        { kind: 'errors', count: 85, share: 0.005, first: '503 Service Unavailable' },
      ],
    },
  ),
  /** One of several endpoints that were loaded at once. */
  mixed: underLoad(
    'shop',
    [{ name: 'customers', durationS: 120, pace: open(20), medianMs: 4.8, rps: 20 }],
    { model: 'open', connections: 256, ratePerS: 20, mix: { share: 0.25, endpoints: 4 } },
    { endpoint: anEndpoint({ path: '/api/mixed' }) },
  ),
  /** Ten minutes in which memory grows and latency does not. */
  endurance: underLoad(
    'endurance',
    [{ name: 'sustained', durationS: 600, pace: closed(20, 20, [100, 300]), medianMs: 4.6, rps: 96 }],
    { connections: 20 },
    {
      endpoint: anEndpoint({ path: '/api/endurance' }),
      resources: sampled(600_000, 1_000, 140, 0.22, 0.31),
      drift: {
        overMs: 600_000,
        p50MsPerMinute: { value: 0.004, low: -0.011, high: 0.019 },
        rssBytesPerMinute: { value: 3.1e6, low: 2.8e6, high: 3.4e6 },
      },
    },
  ),
  /** Many phases, some with long names, users and rates both. */
  manyPhases: underLoad(
    'a working day, from the first visitor to the last report',
    [
      { name: 'the first visitors of the day arrive', pace: closed(1, 10, [200, 800]), medianMs: 4, rps: 12 },
      ...Array.from({ length: 5 }, (_, hour) => ({
        name: `hour ${hour + 1}`,
        pace: closed(10 * (hour + 1)),
        medianMs: 4 + hour,
        rps: 400 + 90 * hour,
      })),
      { name: 'monthly-report-for-all-customers', pace: open(20, 60), medianMs: 31, rps: 39.8 },
      { name: 'evening', pace: closed(10, 1), medianMs: 4.2, rps: 60 },
    ].map((phase, index) => ({ durationS: 20, counted: index > 0, ...phase })),
    { model: 'mixed', connections: 256, ratePerS: 60 },
    { endpoint: anEndpoint({ path: '/api/orders/{orderId}/items/{itemId}/customers-who-also-bought' }) },
  ),
  sweep: sweepOf(withKnee, '/api/sweep'),
  sweepGrowing: sweepOf(stillGrowing, '/api/sweep-growing'),
  sweepStopped: sweepOf(fewSteps, '/api/sweep-stopped'),
  /** The plain burst, with all that a launched server tells. */
  burst: measured({
    endpoint: anEndpoint({ path: '/api/burst' }),
    resources: sampled(burstEndMs, 100, 143, 0.01, 0.82),
    http: cachedAnswers,
  }),
  restarts: measured({
    endpoint: anEndpoint({ path: '/api/restarts' }),
    cold: [
      {
        kind: 'process',
        atMs: 0,
        latencyMs: 412,
        factor: 90,
        times: 5,
        spreadMs: { min: 398, median: 412, max: 455 },
      },
      { kind: 'route', atMs: 0, latencyMs: 96.6, factor: 21, times: 5, spreadMs: { min: 91, median: 96.6, max: 120 } },
      {
        kind: 'connection',
        atMs: measured().timeline.phases[1]!.startMs,
        latencyMs: 27.1,
        factor: 5.9,
        times: 10,
        spreadMs: { min: 19, median: 27.1, max: 44 },
      },
    ],
    http: { ...cachedAnswers, conditional: { state: 'ignored', status: 200 }, cache: null },
    resources: { state: 'not-sampled', reason: 'not-readable' },
  }),
  openBurst: openBurst(),
  /** A closed loop that met a stall, of a server that ended. */
  stalled: measured({
    endpoint: anEndpoint({ path: '/api/stalled' }),
    cold: [],
    warnings: [
      { kind: 'stall-hidden', longestMs: 1_004, missed: 2_110 },
      { kind: 'generator-saturated', utilisation: 0.97 },
      { kind: 'partial', reason: 'too-many-errors', detail: 'ended after 60 requests' },
      { kind: 'server-ended', how: 'it was killed (SIGKILL), probably because memory ran out' },
      { kind: 'tap-restarted', times: 1 },
    ],
    http: { ...plainAnswers, conditional: { state: 'not-tried' }, encodings: [] },
  }),
} satisfies Record<string, MeasuredProfile>;

function openBurst(): MeasuredProfile {
  const profile = measured({ endpoint: anEndpoint({ path: '/api/open-burst' }), verdict: { state: 'no-baseline' } });
  return { ...profile, load: { ...profile.load, model: 'open', ratePerS: 200, connections: 64 } };
}

const burstProgress = progress.round.burst;

export const loadProgress = {
  phase: {
    stage: 'burst',
    burst: { ...burstProgress, name: 'peak', index: 2, of: 2, done: 0.83, leftMs: 40_200 },
  },
  sweep: { stage: 'burst', burst: { ...burstProgress, name: 'Sweep: 8 users', index: 4, of: 7, leftMs: 1_200 } },
} satisfies Record<string, ProfileProgress>;
