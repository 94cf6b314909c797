/** Short bursts for tests. */

import { closedLoop } from '../../src/burst/plans.ts';
import type { BurstPlan, HttpRequest, PhasePlan, Ramp } from '../../src/model.ts';

export interface ClosedPhase {
  connections: number;
  durationMs: number;
  maxRequests: number;
  pauseMs: number;
}

/** A closed loop. */
export const phase = (kind: PhasePlan['kind'], rest: Partial<ClosedPhase> = {}): PhasePlan => {
  const { connections = 1, durationMs = 10_000, maxRequests = 10, pauseMs = 0 } = rest;
  return { kind, name: kind, pace: closedLoop(connections, pauseMs), durationMs, maxRequests };
};

export const planFor = (
  url: string,
  phases: PhasePlan[],
  rest: Partial<Omit<BurstPlan, 'targets'>> & { request?: Partial<HttpRequest> } = {},
): BurstPlan => {
  const { request, ...limits } = rest;
  return {
    targets: [{ weight: 1, requests: [{ method: 'GET', url, headers: {}, body: null, ...request }] }],
    phases,
    workers: 1,
    transport: { ca: null, acceptAnyCertificate: false, http2: false },
    requestTimeoutMs: 5000,
    maxRequests: 100_000,
    stopAtFailureShare: 0.5,
    stopAtErrorShare: null,
    ...limits,
  };
};

/** An open loop; a single rate is constant. */
export const openPhase = (
  ratePerS: number | Ramp,
  rest: Partial<{ kind: PhasePlan['kind']; maxInFlight: number; durationMs: number; maxRequests: number }> = {},
): PhasePlan => {
  const { kind = 'round', maxInFlight = 100, durationMs = 1000, maxRequests = 100_000 } = rest;
  const ramp = typeof ratePerS === 'number' ? { from: ratePerS, to: ratePerS } : ratePerS;
  return { kind, name: kind, pace: { model: 'open', ratePerS: ramp, maxInFlight }, durationMs, maxRequests };
};
