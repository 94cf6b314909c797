import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MeasuredProfile, Method } from '../../../src/model.ts';
import { classesOf } from '../../../src/report/classes.ts';
import { at } from '../../support/facts.ts';
import { measuredLike, profiles } from '../../support/profiles.ts';
import { encodeHistogram, latenciesOf } from '../../support/samples.ts';

const endpoint = (path: string, method: Method, medianMs: number, count = 400, errors = 0): MeasuredProfile =>
  measuredLike({ medianMs, spread: 0.2, count, errors }, null, at(path, method));

it('reads, writes and deletes stand apart, the slowest first, each with its slowest endpoint', () => {
  const classes = classesOf([
    endpoint('/a', 'GET', 3),
    endpoint('/b', 'POST', 40),
    endpoint('/c', 'DELETE', 9),
    endpoint('/d', 'HEAD', 5),
    endpoint('/e', 'PATCH', 30),
    profiles.failed,
  ]);
  expect(classes.map((one) => [one.class, one.endpoints, one.slowest.endpoint])).toEqual([
    ['write', 2, 'POST /b'],
    ['delete', 1, 'DELETE /c'],
    ['read', 2, 'HEAD /d'],
  ]);
});

it('a percentile is that of all requests, not the mean of the endpoints’ percentiles', () => {
  const [reads] = classesOf([endpoint('/quick', 'GET', 1, 9_900), endpoint('/slow', 'GET', 200, 100)]);
  expect(reads!.p95Ms).toBeLessThan(2);
  expect(reads!.p99Ms).toBeLessThan(3);
  expect(reads!.slowest.p95Ms).toBeGreaterThan(200);
});

it('errors are counted over all requests', () => {
  const [reads] = classesOf([endpoint('/a', 'GET', 1, 300, 30), endpoint('/b', 'GET', 1, 100)]);
  expect(reads).toMatchObject({ requests: 400, errors: 30, errorRate: 0.075 });
});

it('nothing measured, no class; an endpoint without steady requests has no percentiles', () => {
  expect(classesOf([profiles.failed, profiles.needsSample])).toEqual([]);
  const profile = endpoint('/a', 'GET', 1);
  const empty = { ...profile.summary, count: 0, errors: 0, histogram: encodeHistogram([]) };
  expect(classesOf([{ ...profile, summary: empty }])).toMatchObject([{ requests: 0, errorRate: 0, p95Ms: 0 }]);
});

it('however the requests are spread over endpoints, the percentiles are those of all together', () => {
  const latency = fc.double({ min: 0.01, max: 60_000, noNaN: true });
  const profile = endpoint('/a', 'GET', 1);
  const holding = (latenciesMs: number[]): MeasuredProfile => ({
    ...profile,
    summary: { ...profile.summary, count: latenciesMs.length, histogram: encodeHistogram(latenciesMs) },
  });
  fc.assert(
    fc.property(
      fc.array(fc.array(latency, { minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 6 }),
      (parts) => {
        const [apart] = classesOf(parts.map(holding));
        const [together] = classesOf([holding(parts.flat())]);
        for (const figure of ['p50Ms', 'p95Ms', 'p99Ms'] as const) expect(apart![figure]).toBe(together![figure]);
      },
    ),
  );
});

it('they agree with the percentile of the sorted latencies, within the histogram’s 0.1 %', () => {
  const [one, other] = [3, 50].map((medianMs) => ({ medianMs, spread: 0.5, count: 5_000, seed: 9 }));
  const sorted = [...latenciesOf(one!), ...latenciesOf(other!)].sort((a, b) => a - b);
  const [reads] = classesOf([measuredLike(one!, null, at('/a')), measuredLike(other!, null, at('/b'))]);
  const exact = (share: number) => sorted[Math.ceil(share * sorted.length) - 1]!;
  for (const [figure, share] of [
    ['p50Ms', 0.5],
    ['p95Ms', 0.95],
    ['p99Ms', 0.99],
  ] as const)
    expect(Math.abs(reads![figure] / exact(share) - 1)).toBeLessThan(0.0015);
});
