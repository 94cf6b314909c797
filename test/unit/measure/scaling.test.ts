import { describe, expect, it } from 'vitest';
import { grew, scalingOf, scalingStep } from '../../../src/measure/scaling.ts';
import type { ScalingStep } from '../../../src/model.ts';
import { scriptedRecording, withLatencies } from '../../support/recording.ts';

const sweep = (...rps: number[]): ScalingStep[] =>
  rps.map((value, step) => ({
    users: 2 ** step,
    count: 1000,
    errorRate: 0,
    rps: value,
    factor: 1,
    p50Ms: 1,
    p95Ms: 1,
    p99Ms: 1,
  }));

it('a step counts the answers that were no errors', () => {
  const recording = scriptedRecording({
    phases: [
      { kind: 'warm-up', durationMs: 200, samples: withLatencies([50]) },
      {
        kind: 'round',
        durationMs: 1000,
        samples: [...withLatencies([1, 2, 3]), { latencyMs: 4, status: 503 }],
      },
    ],
  });
  expect(scalingStep(recording, 8)).toEqual({
    users: 8,
    count: 4,
    errorRate: 0.25,
    rps: 3,
    factor: 1,
    p50Ms: 2,
    p95Ms: 4,
    p99Ms: 4,
  });
});

describe('a sweep', () => {
  it('goes on while one of its last two steps brought a tenth more than all before', () => {
    expect(grew(sweep())).toBe(true);
    expect(grew(sweep(100))).toBe(true);
    expect(grew(sweep(100, 90))).toBe(true);
    expect(grew(sweep(100, 190, 150))).toBe(true);
    expect(grew(sweep(100, 190, 150, 320))).toBe(true);
    expect(grew(sweep(100, 190, 200, 205))).toBe(false);
    expect(grew(sweep(100, 190, 180, 150))).toBe(false);
  });

  it('has its knee at the first step that none later exceeds by a tenth', () => {
    const kneeOf = (...rps: number[]) => scalingOf(sweep(...rps), 'no-growth').kneeUsers;
    expect(kneeOf(100, 190, 350, 370, 360)).toBe(4);
    // One bad step in between is no knee.
    expect(kneeOf(100, 190, 180, 400, 410)).toBe(8);
    expect(kneeOf(100, 101, 102)).toBe(1);
    expect(kneeOf(100, 200, 400)).toBeNull();
    expect(kneeOf(100)).toBeNull();
    expect(kneeOf(0, 0)).toBeNull();
  });

  it('tells each step against the first', () => {
    const { steps, fit } = scalingOf(sweep(100, 190, 350), 'max-users');
    expect(steps.map(({ factor }) => factor)).toEqual([1, 1.9, 3.5]);
    expect(fit).toBeNull();
    expect(scalingOf(sweep(100, 190, 350, 600), 'max-users').fit).not.toBeNull();
  });
});
