/** The phases of the default burst. */

import { type BurstPlan, type HttpRequest, type Pace, type PhasePlan, type Transport, UserError } from '../model.ts';

/** What every burst on an API has in common. */
export interface BurstLimits {
  transport: Transport;
  workers: number;
}

const warmUpMs = 500;

/** The first shows a cold start; the others show its steady answer alone, and what SQL each request runs. */
const probes: PhasePlan = {
  kind: 'probe',
  name: 'probes',
  pace: closedLoop(1, 10),
  durationMs: 6_000,
  maxRequests: 8,
};

/** One after the other, before any load. */
export const probePlan = (request: HttpRequest, { transport }: BurstLimits): BurstPlan =>
  burstOf(request, [probes], { transport, workers: 1 });

/** The same request once, with compression offered: tells what the body would weigh. */
export const compressionPlan = (request: HttpRequest, { transport }: BurstLimits): BurstPlan =>
  burstOf(
    { ...request, headers: { ...request.headers, 'accept-encoding': 'br, gzip' } },
    [{ ...probes, maxRequests: 1 }],
    { transport, workers: 1 },
  );

/** A burst of one request with the bounds that all have. */
export const burstOf = (request: HttpRequest, phases: PhasePlan[], limits: BurstLimits): BurstPlan => ({
  targets: [{ weight: 1, requests: [request] }],
  phases,
  ...limits,
  requestTimeoutMs: 30_000,
  // 36 bytes each: what is recorded of the longest run stays below 100 MB.
  maxRequests: 2_500_000,
  // A burst that fails to connect is not worth going on with; one that gets error answers is.
  stopAtFailureShare: 0.5,
  stopAtErrorShare: null,
});

/** Each of the users pauses that long between an answer and its next request. */
export function closedLoop(users: number, pauseMs = 0): Pace {
  return { model: 'closed', users: { from: users, to: users }, think: { minMs: pauseMs, maxMs: pauseMs } };
}

export interface RoundSettings {
  connections: number;
  rounds: number;
  roundMs: number;
}

const bounds = {
  connections: { from: 1, to: 1_000, whole: true, of: 'connections' },
  rounds: { from: 1, to: 100, whole: true, of: 'rounds' },
  totalS: { from: 0.1, to: 3_600, whole: false, of: 'seconds of measured rounds' },
};

/** Throws a `UserError` for a load that would measure nothing, or never end. */
export function checkRounds({ connections, rounds, roundMs }: RoundSettings): void {
  const given = { connections, rounds, totalS: (rounds * roundMs) / 1000 };
  for (const name of ['connections', 'rounds', 'totalS'] as const) {
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

/**
 * The same measured time in fewer rounds for an endpoint that takes long, alone: a round waits for the answers that are
 * under way at its end, so that many short rounds of slow requests would take several times what was asked for.
 */
export function fitRounds({ connections, rounds, roundMs }: RoundSettings, requestMs: number): RoundSettings {
  const totalMs = rounds * roundMs;
  const fitting = Math.floor(totalMs / (answersPerRound * requestMs));
  const fitted = Math.min(rounds, Math.max(1, fitting));
  return { connections, rounds: fitted, roundMs: totalMs / fitted };
}

/** Warm-up, then the rounds that are measured. */
export function roundsPlan(
  request: HttpRequest,
  { connections, rounds, roundMs }: RoundSettings,
  limits: BurstLimits,
): BurstPlan {
  const common = { pace: closedLoop(connections), maxRequests: Number.POSITIVE_INFINITY };
  const phases: PhasePlan[] = [
    { ...common, kind: 'warm-up', name: 'warm-up', durationMs: warmUpMs },
    ...Array.from({ length: rounds }, (_, index): PhasePlan => {
      return { ...common, kind: 'round', name: `round ${index + 1}`, durationMs: roundMs };
    }),
  ];
  return burstOf(request, phases, limits);
}
