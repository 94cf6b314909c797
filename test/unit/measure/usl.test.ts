import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { fitScalability } from '../../../src/measure/usl.ts';
import { logNormal, seededRandom } from '../../support/recording.ts';

const throughput = (users: number, lambda: number, sigma: number, kappa: number): number =>
  (lambda * users) / (1 + sigma * (users - 1) + kappa * users * (users - 1));

const doubled = (steps: number): number[] => Array.from({ length: steps }, (_, step) => 2 ** step);

describe('the Universal Scalability Law', () => {
  property.prop([
    fc.double({ min: 0.5, max: 50_000, noNaN: true }),
    fc.double({ min: 0, max: 0.9, noNaN: true }),
    fc.double({ min: 0, max: 0.01, noNaN: true }),
    fc.integer({ min: 4, max: 11 }),
  ])('is recovered from exact throughput', (lambda, sigma, kappa, steps) => {
    const fit = fitScalability(
      doubled(steps).map((users) => ({ users, rps: throughput(users, lambda, sigma, kappa) })),
    )!;
    expect(fit.lambda.value / lambda).toBeCloseTo(1, 6);
    expect(fit.sigma.value).toBeCloseTo(sigma, 6);
    expect(fit.kappa.value).toBeCloseTo(kappa, 6);
    for (const { value, low, high } of [fit.lambda, fit.sigma, fit.kappa]) {
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
      expect(low).toBeGreaterThanOrEqual(0);
    }
  });

  // 95 % of 400 are 380, give or take 9 for two standard deviations.
  it.each([
    [1200, 0.05, 0.0008, 8, 0.03],
    [300, 0.3, 0, 6, 0.05],
    [9000, 0, 0.002, 9, 0.1],
    [50, 0.02, 0.0001, 5, 0.02],
  ])('lies within the intervals in 95 of 100 noisy sweeps: λ %d, σ %d, κ %d', (lambda, sigma, kappa, steps, noise) => {
    const covered = { lambda: 0, sigma: 0, kappa: 0 };
    for (let seed = 0; seed < 400; seed++) {
      const disturb = logNormal(seededRandom(seed), 1, noise);
      const fit = fitScalability(
        doubled(steps).map((users) => ({ users, rps: throughput(users, lambda, sigma, kappa) * disturb() })),
      );
      if (!fit) continue;
      if (fit.lambda.low <= lambda && lambda <= fit.lambda.high) covered.lambda++;
      if (fit.sigma.low <= sigma && sigma <= fit.sigma.high) covered.sigma++;
      if (fit.kappa.low <= kappa && kappa <= fit.kappa.high) covered.kappa++;
    }
    for (const count of Object.values(covered)) expect(count).toBeGreaterThanOrEqual(365);
  });

  it('has its peak where more users begin to cost throughput', () => {
    const fit = fitScalability(doubled(8).map((users) => ({ users, rps: throughput(users, 100, 0.1, 0.001) })))!;
    expect(fit.peakUsers).toBe(30);
    const around = [29, 30, 31].map((users) => throughput(users, 100, 0.1, 0.001));
    expect(Math.max(...around)).toBe(around[1]);
  });

  it('has no peak where nothing has to agree', () => {
    const fit = fitScalability(doubled(6).map((users) => ({ users, rps: throughput(users, 100, 0.2, 0) })))!;
    expect(fit.peakUsers === null || fit.peakUsers > 10_000).toBe(true);
  });

  it('is not fitted to fewer than four levels with throughput', () => {
    expect(fitScalability(doubled(3).map((users) => ({ users, rps: users })))).toBeNull();
    expect(fitScalability(doubled(5).map((users) => ({ users, rps: users > 4 ? 0 : users })))).toBeNull();
    expect(fitScalability([1, 1, 2, 2].map((users) => ({ users, rps: users })))).toBeNull();
  });

  property.prop([fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { maxLength: 10 })])(
    'has finite numbers in order, or none, whatever was measured',
    (measured) => {
      const fit = fitScalability(measured.map((rps, step) => ({ users: 2 ** step, rps })));
      if (fit === null) return;
      for (const { value, low, high } of [fit.lambda, fit.sigma, fit.kappa]) {
        for (const number of [value, low, high]) expect(Number.isFinite(number)).toBe(true);
        expect(0 <= low && low <= value && value <= high).toBe(true);
      }
    },
  );
});
