/** A few requests on the side, which tell of caching and compression. Only for requests that change no data. */

import type { BurstPlan, HttpRequest, ResponseHead } from '../model.ts';
import { type BurstLimits, burstOf, closedLoop } from './plans.ts';

export interface SidePlans {
  /** Asks again with what the first answer gave to compare by; null where it gave nothing, or there is no time. */
  conditional: BurstPlan | null;
  /** One request each; the first is the most telling. Fewer, or none, where there is no time. */
  encodings: { offered: string; plan: BurstPlan }[];
}

/** All of them together, about: a slow endpoint takes long enough without. */
const budgetMs = 500;
/** An endpoint that takes longer than expected gets no second conditional request. */
const repeatWithinMs = 30;
const timeoutMs = 2_000;

const offers = ['gzip', 'identity', 'br', 'zstd'];

/** `head` is that of the first answer; `requestMs` is what a request takes, alone. */
export function sidePlans(request: HttpRequest, head: ResponseHead, requestMs: number, limits: BurstLimits): SidePlans {
  const affordable = Math.floor(budgetMs / requestMs);
  const condition = conditionFrom(request, head);
  const canBeAsked = condition !== null && affordable > 0;
  const conditional = canBeAsked ? planOf(withHeader(request, ...condition), 3, limits) : null;
  return {
    conditional,
    encodings: offers.slice(0, request.method === 'HEAD' ? 0 : affordable - (conditional ? 1 : 0)).map((offered) => {
      return { offered, plan: planOf(withHeader(request, 'accept-encoding', offered), 1, limits) };
    }),
  };
}

/** 304 answers GET and HEAD alone: RFC 9110, section 13.1. */
function conditionFrom({ method }: HttpRequest, { status, headers }: ResponseHead): [string, string] | null {
  if ((method !== 'GET' && method !== 'HEAD') || status !== 200) return null;
  if (headers.etag !== undefined) return ['if-none-match', headers.etag];
  const lastModified = headers['last-modified'];
  return lastModified === undefined ? null : ['if-modified-since', lastModified];
}

function withHeader(request: HttpRequest, name: string, value: string): HttpRequest {
  const others = Object.entries(request.headers).filter(([other]) => other.toLowerCase() !== name);
  return { ...request, headers: { ...Object.fromEntries(others), [name]: value } };
}

const planOf = (request: HttpRequest, maxRequests: number, { transport }: BurstLimits): BurstPlan => ({
  ...burstOf(
    request,
    [{ kind: 'probe', name: 'aside', pace: closedLoop(1), durationMs: repeatWithinMs, maxRequests }],
    {
      transport,
      workers: 1,
    },
  ),
  requestTimeoutMs: timeoutMs,
});
