import { expect, test } from 'vitest';
import { type SidePlans, sidePlans } from '../../../src/burst/side-plans.ts';
import type { BurstPlan, ResponseHead } from '../../../src/model.ts';

const request = { method: 'GET', url: 'http://127.0.0.1:3000/', headers: {}, body: null };
const limits = { transport: { ca: null, acceptAnyCertificate: false, http2: false }, workers: 4 };
const answer = (headers: Record<string, string>): ResponseHead => ({ status: 200, headers });
const versioned = answer({ etag: '"v1"', 'last-modified': 'Tue, 03 Nov 2026 08:00:00 GMT' });

const headersOf = (plan: BurstPlan | null) => plan && plan.targets[0]!.requests[0]!.headers;
const offersOf = ({ encodings }: SidePlans) => encodings.map(({ offered }) => offered);

test('asks again by the ETag, else by the date, else not', () => {
  expect(headersOf(sidePlans(request, versioned, 1, limits).conditional)).toEqual({ 'if-none-match': '"v1"' });
  const dated = answer({ 'last-modified': 'Tue, 03 Nov 2026 08:00:00 GMT' });
  expect(headersOf(sidePlans(request, dated, 1, limits).conditional)).toEqual({
    'if-modified-since': 'Tue, 03 Nov 2026 08:00:00 GMT',
  });
  expect(sidePlans(request, answer({}), 1, limits).conditional).toBeNull();
});

test('asks no question that 304 cannot answer', () => {
  expect(sidePlans({ ...request, method: 'OPTIONS' }, versioned, 1, limits).conditional).toBeNull();
  expect(sidePlans(request, { ...versioned, status: 206 }, 1, limits).conditional).toBeNull();
});

test('offers one encoding at a time, in place of what the request itself accepts', () => {
  const own = { ...request, headers: { 'Accept-Encoding': 'gzip, br', accept: 'application/json' } };
  const { encodings } = sidePlans(own, versioned, 1, limits);
  expect(encodings.map(({ plan }) => headersOf(plan))).toEqual(
    ['gzip', 'identity', 'br', 'zstd'].map((offered) => ({ accept: 'application/json', 'accept-encoding': offered })),
  );
  expect(offersOf(sidePlans({ ...request, method: 'HEAD' }, versioned, 1, limits))).toEqual([]);
});

test.each([
  [0.1, true, 4],
  [100, true, 4],
  [200, true, 1],
  [500, true, 0],
  [501, false, 0],
  [5_000, false, 0],
])('of an endpoint that takes %d ms it asks as much as half a second allows', (requestMs, conditional, encodings) => {
  const plans = sidePlans(request, versioned, requestMs, limits);
  expect([plans.conditional !== null, plans.encodings.length]).toEqual([conditional, encodings]);
});

test('a plan is one connection, few requests, and never waits long', () => {
  const { conditional, encodings } = sidePlans(request, versioned, 1, limits);
  for (const plan of [conditional!, ...encodings.map(({ plan }) => plan)]) {
    expect(plan).toMatchObject({ workers: 1, requestTimeoutMs: 2_000, phases: [{ kind: 'probe', durationMs: 30 }] });
    expect(plan.phases[0]!.maxRequests).toBeLessThanOrEqual(3);
  }
});
