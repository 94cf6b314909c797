import { expect, test } from 'vitest';
import { regressionsIn } from '../../../src/editor/regressions.ts';
import type { Result } from '../../../src/editor/result-store.ts';
import { anEndpoint, measured } from '../../support/profiles.ts';
import { compared, comparison } from '../../support/verdicts.ts';

const found = (result: Partial<Result>) =>
  regressionsIn([anEndpoint()], { get: () => ({ profile: measured(), stale: false, isBaseline: false, ...result }) });

test('an endpoint that is slower for certain is one, with how much, how certain, since when and why', () => {
  expect(found({ profile: measured({ verdict: compared('MEDIUM', 1.63) }) })).toEqual([
    {
      endpoint: anEndpoint(),
      message:
        'GET /api/orders/recent: MEDIUM · p95 1.63× slower (1.5–1.7×) against the baseline of 18 Nov 2025, commit a1b2c3d. ' +
        'One query runs 25 times a request. Fetch the names with one = ANY($1) or a join.',
    },
  ]);
});

test.each<[string, Partial<Result>]>([
  ['is as fast', { profile: measured({ verdict: compared('OK', 1.1) }) }],
  [
    'may be slower, or not',
    { profile: measured({ verdict: { state: 'inconclusive', moreRounds: 4, ...comparison(1.4) } }) },
  ],
  ['has been changed since', { stale: true }],
  ['has been accepted', { isBaseline: true }],
])('an endpoint that %s is none', (_, result) => {
  expect(found(result)).toEqual([]);
});

test('an endpoint whose plan is worse for certain is one, however fast it still is', () => {
  const [finding] = measured().findings;
  const plan = {
    ...finding!,
    rule: 'plan-changed',
    title: 'orders is no longer read by its index',
    advice: 'Bring it back.',
  };
  const profile = measured({ verdict: compared('OK', 1), findings: [finding!, plan] });
  expect(found({ profile })).toMatchObject([
    { message: 'GET /api/orders/recent: orders is no longer read by its index. Bring it back.' },
  ]);
});
