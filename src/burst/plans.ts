/** The phases of the default burst. */

import {
  type BurstPlan,
  type BurstTarget,
  type HttpRequest,
  loadBounds,
  type Pace,
  type PhasePlan,
  type Transport,
  UserError,
} from '../model.ts';

/** What every burst on an API has in common. */
export interface BurstLimits {
  transport: Transport;
  workers: number;
  /** As of the plan; never, unless it is given. */
  stopAtErrorShare?: number | null;
}

/** At the most: it ends when latency is steady, half a second after its start at the earliest. */
const warmUpMs = 2_000;
/** A step of a sweep has little to warm up beside its new connections: a quarter of its time, and no more than this. */
const stepWarmUpMs = 500;
/** 36 bytes each: what is recorded of the longest run stays below 100 MB, a sweep of eleven steps included. */
const mostOfBurst = 2_500_000;
const mostOfStep = 220_000;

/** Of different lengths, so that what a timer of the server does cannot keep in step with the calls. */
const unevenly: Pace = { ...closedLoop(1), think: { minMs: 5, maxMs: 25 } };

/** The first call shows a cold start, however long; the others the steady answer alone, and what SQL each runs. */
const probes: PhasePlan[] = [
  { kind: 'probe', name: 'probes', pace: closedLoop(1), durationMs: 1, maxRequests: 1 },
  { kind: 'probe', name: 'probes', pace: unevenly, durationMs: 1_750, maxRequests: 7 },
];

/** One after the other, before any load. */
export const probePlan = (request: HttpRequest, { transport }: BurstLimits): BurstPlan =>
  burstOf(request, probes, alone(transport));

/** The same, for the plans of its SQL: they take few, and of a slow endpoint one. */
export const planProbePlan = (request: HttpRequest, { transport }: BurstLimits): BurstPlan =>
  burstOf(
    request,
    [{ kind: 'probe', name: 'plans', pace: closedLoop(1, 10), durationMs: 500, maxRequests: 2 }],
    alone(transport),
  );

const alone = (transport: Transport): BurstLimits => ({ transport, workers: 1 });

/** A burst of one request with the bounds that all have. */
export const burstOf = (request: HttpRequest, phases: PhasePlan[], limits: BurstLimits): BurstPlan =>
  burstOn([{ weight: 1, requests: [request] }], phases, limits);

/** The same of several endpoints, or of several requests. */
export const burstOn = (targets: BurstTarget[], phases: PhasePlan[], limits: BurstLimits): BurstPlan => ({
  targets,
  phases,
  stopAtErrorShare: null,
  ...limits,
  requestTimeoutMs: 30_000,
  maxRequests: mostOfBurst,
  // A burst that fails to connect is not worth going on with; one that gets error answers is.
  stopAtFailureShare: 0.5,
});

/** Each of the users pauses that long between an answer and its next request. */
export function closedLoop(users: number, pauseMs = 0): Extract<Pace, { model: 'closed' }> {
  return { model: 'closed', users: { from: users, to: users }, think: { minMs: pauseMs, maxMs: pauseMs } };
}

/** Requests that are due at a rate, whatever the answers. */
function openLoop(ratePerS: number, maxInFlight: number): Pace {
  return { model: 'open', ratePerS: { from: ratePerS, to: ratePerS }, maxInFlight };
}

export interface RoundSettings {
  /** The most requests in flight at once. */
  connections: number;
  /** Open model: requests a second; null: each connection sends its next request when the last one is answered. */
  ratePerS: number | null;
  rounds: number;
  roundMs: number;
}

const bounds = {
  connections: { from: 1, to: loadBounds.users, whole: true, of: 'connections' },
  ratePerS: { from: 0.1, to: loadBounds.ratePerS, whole: false, of: 'requests a second' },
  rounds: { from: 1, to: 100, whole: true, of: 'rounds' },
  totalS: { from: 0.1, to: loadBounds.totalS, whole: false, of: 'seconds of measured rounds' },
};

/** Throws a `UserError` for a load that would measure nothing, or never end. */
export function checkRounds({ connections, ratePerS, rounds, roundMs }: RoundSettings): void {
  const given = { connections, ratePerS: ratePerS ?? bounds.ratePerS.to, rounds, totalS: (rounds * roundMs) / 1000 };
  for (const name of ['connections', 'ratePerS', 'rounds', 'totalS'] as const) {
    const { from, to, whole, of } = bounds[name];
    const value = given[name];
    if (value >= from && value <= to && (!whole || Number.isInteger(value))) continue;
    throw new UserError({
      message: `A burst takes ${from} to ${to} ${of}${whole ? ', in whole numbers' : ''}: ${value} was given.`,
      nextStep: 'Correct that number where the load is set.',
    });
  }
}

/** A round says something of its own only when each connection gets a few answers in it. */
const answersPerRound = 2;
/** With fewer rounds nothing can be told of how sure the figures are: then one answer each has to do. */
const fewestRounds = 3;

/** The same measured time in fewer rounds for an endpoint that takes long, alone. */
export function fitRounds(settings: RoundSettings, requestMs: number): RoundSettings {
  const { rounds, roundMs } = settings;
  const totalMs = rounds * roundMs;
  const fitting = (answers: number) => Math.floor(totalMs / (answers * requestMs));
  const wanted = Math.max(fitting(answersPerRound), Math.min(fewestRounds, fitting(1)));
  const fitted = Math.min(rounds, Math.max(1, wanted));
  return { ...settings, rounds: fitted, roundMs: totalMs / fitted };
}

/** A burst is short: one that met a server which answers no more must not wait half a minute each time. */
const timeouts = { leastMs: 10_000, mostMs: 30_000, timesAlone: 20 };

/** Among others a request may take far longer than alone; after this it counts as not answered. */
export const timeoutAmongOthers = (requestMs: number): number =>
  Math.min(timeouts.mostMs, Math.max(timeouts.leastMs, timeouts.timesAlone * requestMs));

/**
 * Warm-up, then the rounds that are measured: one phase, to be cut into rounds afterwards. Between phases nothing is sent
 * until the last answers are there, so that a stall there would be met by few, and short rounds of slow requests would
 * take several times what was asked for.
 */
export function roundsPlan(target: BurstTarget, settings: RoundSettings, limits: BurstLimits): BurstPlan {
  const common = { pace: paceOf(settings), maxRequests: Number.POSITIVE_INFINITY };
  const phases: PhasePlan[] = [
    { ...common, kind: 'warm-up', name: 'warm-up', durationMs: warmUpMs, untilSteady: true },
    { ...common, kind: 'round', name: 'rounds', durationMs: settings.rounds * settings.roundMs },
  ];
  return burstOn([target], phases, limits);
}

const paceOf = ({ connections, ratePerS }: RoundSettings): Pace =>
  ratePerS === null ? closedLoop(connections) : openLoop(ratePerS, connections);

/** One step of a sweep: a short warm-up, then rounds that each begin with nothing on its way, under a name of its own. */
export function stepPlan(target: BurstTarget, settings: RoundSettings, limits: BurstLimits): BurstPlan {
  const { connections: users, rounds, roundMs } = settings;
  const name = `${users} ${users === 1 ? 'user' : 'users'}`;
  const common = { name, pace: paceOf(settings), maxRequests: Number.POSITIVE_INFINITY };
  const mostWarmUpMs = Math.min(stepWarmUpMs, (rounds * roundMs) / 4);
  const round: PhasePlan = { ...common, kind: 'round', durationMs: roundMs };
  const phases: PhasePlan[] = [
    { ...common, kind: 'warm-up', durationMs: mostWarmUpMs, untilSteady: true },
    ...Array<PhasePlan>(rounds).fill(round),
  ];
  return { ...burstOn([target], phases, limits), maxRequests: mostOfStep };
}
