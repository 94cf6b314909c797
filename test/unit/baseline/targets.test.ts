import { expect, test } from 'vitest';
import { targetResults } from '../../../src/baseline/targets.ts';
import { measured } from '../../support/profiles.ts';

test('a target is missed above its limit, not at it', () => {
  const summary = { ...measured().summary, p95Ms: 200, p99Ms: 501, errorRate: 0.02 };
  expect(targetResults(summary, { p95Ms: 200, p99Ms: 500, errorRate: 0.01 })).toEqual([
    { target: 'p95Ms', limit: 200, actual: 200, met: true, selector: null },
    { target: 'p99Ms', limit: 500, actual: 501, met: false, selector: null },
    { target: 'errorRate', limit: 0.01, actual: 0.02, met: false, selector: null },
  ]);
});
