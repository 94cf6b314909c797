/** Short bursts for tests. */

import type { BurstPlan, HttpRequest, PhasePlan } from '../../src/model.ts';

export const phase = (kind: PhasePlan['kind'], rest: Partial<PhasePlan> = {}): PhasePlan => ({
  kind,
  connections: 1,
  durationMs: 10_000,
  maxRequests: 10,
  pauseMs: 0,
  ...rest,
});

export const planFor = (
  url: string,
  phases: PhasePlan[],
  rest: Partial<Omit<BurstPlan, 'request'>> & { request?: Partial<HttpRequest> } = {},
): BurstPlan => ({
  phases,
  requestTimeoutMs: 5000,
  stopAtFailureShare: 0.5,
  ...rest,
  request: { method: 'GET', url, headers: {}, body: null, ...rest.request },
});
