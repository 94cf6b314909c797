/** The phases of the default burst. */

import { type BurstPlan, type HttpRequest, type PhasePlan, UserError } from '../model.ts';

const requestTimeoutMs = 30_000;
/** A burst that fails to connect is not worth going on with; one that gets error answers is. */
const stopAtFailureShare = 0.5;
/** Bounds a phase by count too, whatever the server's speed. */
const maxRequestsPerPhase = 100_000;
const warmUpMs = 500;

/** The first shows a cold start; the others show its steady answer alone, and what SQL each request runs. */
const probes: PhasePlan = { kind: 'probe', connections: 1, durationMs: 6_000, maxRequests: 8, pauseMs: 10 };

/** One after the other, before any load. */
export const probePlan = (request: HttpRequest): BurstPlan => ({
  request,
  phases: [probes],
  requestTimeoutMs,
  stopAtFailureShare,
});

/** The same request once, with compression offered: tells what the body would weigh. */
export const compressionPlan = (request: HttpRequest): BurstPlan => ({
  request: { ...request, headers: { ...request.headers, 'accept-encoding': 'br, gzip' } },
  phases: [{ ...probes, maxRequests: 1 }],
  requestTimeoutMs,
  stopAtFailureShare,
});

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
export function roundsPlan(request: HttpRequest, { connections, rounds, roundMs }: RoundSettings): BurstPlan {
  const common = { connections, maxRequests: maxRequestsPerPhase, pauseMs: 0 };
  return {
    request,
    phases: [
      { ...common, kind: 'warm-up', durationMs: warmUpMs },
      ...Array.from({ length: rounds }, (): PhasePlan => ({ ...common, kind: 'round', durationMs: roundMs })),
    ],
    requestTimeoutMs,
    stopAtFailureShare,
  };
}
