import { expect, it } from 'vitest';
import { phaseResults } from '../../../src/measure/phase-results.ts';
import type { Pace } from '../../../src/model.ts';
import { scriptedRecording, withLatencies } from '../../support/recording.ts';

const ramp: Pace = { model: 'open', ratePerS: { from: 0, to: 60 }, maxInFlight: 10 };

it('is one a phase, in order, without the probes', () => {
  const results = phaseResults(
    scriptedRecording({
      phases: [
        { kind: 'probe', durationMs: 50, samples: withLatencies([40]) },
        { kind: 'warm-up', name: 'warm-up', durationMs: 1000, connections: 2, samples: withLatencies([9, 9, 9]) },
        {
          kind: 'round',
          name: 'peak',
          durationMs: 2000,
          pace: ramp,
          unsent: 3,
          samples: [
            ...withLatencies([0.5, 1, 1.5, 2]),
            { latencyMs: 5, status: 500 },
            { latencyMs: 900, failed: { kind: 'reset', message: 'gone' } },
          ],
        },
      ],
    }),
  );
  expect(results).toEqual([
    expect.objectContaining({ name: 'warm-up', counted: false, count: 3, rps: 3, offeredPerS: null, p50Ms: 9 }),
    {
      name: 'peak',
      counted: true,
      pace: ramp,
      startMs: 1050,
      endMs: 3050,
      count: 6,
      errors: 2,
      errorRate: 2 / 6,
      rps: 2.5,
      offeredPerS: 30,
      unsent: 3,
      p50Ms: 1.5,
      p95Ms: 5,
      p99Ms: 5,
      maxMs: 5,
    },
  ]);
});
