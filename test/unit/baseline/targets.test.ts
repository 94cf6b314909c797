import { expect, test } from 'vitest';
import { targetResults } from '../../../src/baseline/targets.ts';
import type { TargetName } from '../../../src/model.ts';
import { measured } from '../../support/profiles.ts';

const summary = { ...measured().summary, p50Ms: 50, p95Ms: 200, p99Ms: 501, errorRate: 0.02, rps: 900 };
const isMet = (target: TargetName, limit: number) => {
  const [result] = targetResults(summary, [{ target, limit, selector: '/api/**' }]);
  expect(result).toMatchObject({ target, limit, actual: summary[target], selector: '/api/**' });
  return result!.met;
};

test('a target is missed above its limit, not at it', () => {
  expect(isMet('p50Ms', 49)).toBe(false);
  expect(isMet('p95Ms', 200)).toBe(true);
  expect(isMet('p99Ms', 500)).toBe(false);
  expect(isMet('errorRate', 0.01)).toBe(false);
});

test('throughput is missed below its limit, not at it', () => {
  expect(isMet('rps', 901)).toBe(false);
  expect(isMet('rps', 900)).toBe(true);
});
