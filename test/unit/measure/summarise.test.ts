import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, it, test } from 'vitest';
import { LatencyHistogram } from '../../../src/measure/histogram.ts';
import { summarise } from '../../../src/measure/summarise.ts';
import { scriptedRecording, withLatencies } from '../../support/recording.ts';

const latencies = fc.array(fc.double({ min: 0.001, max: 60_000, noNaN: true }), { minLength: 1, maxLength: 400 });

/** Nearest rank, the definition that HdrHistogram uses. */
function exactQuantile(values: number[], percentile: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percentile / 100) * sorted.length) - 1)]!;
}

describe('summarise', () => {
  it('counts only the rounds', () => {
    const summary = summarise(
      scriptedRecording({
        phases: [
          { kind: 'probe', durationMs: 1000, samples: withLatencies([900]) },
          { kind: 'warm-up', durationMs: 100, samples: withLatencies([50, 50]) },
          { kind: 'round', durationMs: 1000, samples: withLatencies([0.5, 1, 1.5]) },
          { kind: 'round', durationMs: 500, samples: withLatencies([2, 5]) },
        ],
      }),
    );
    expect(summary).toMatchObject({ count: 5, errors: 0, errorRate: 0, minMs: 0.5, meanMs: 2, p50Ms: 1.5, maxMs: 5 });
    expect(summary.rps).toBe(3.333);
    expect(summary.rounds).toEqual([
      { count: 3, rps: 3, p50Ms: 1, p95Ms: 1.5 },
      { count: 2, rps: 4, p50Ms: 2, p95Ms: 5 },
    ]);
    expect(LatencyHistogram.decode(summary.histogram).count).toBe(5);
  });

  it('calls a status from 400 up an error and keeps its latency; a failure in transport has none', () => {
    const reset = { kind: 'reset', message: 'read ECONNRESET' } as const;
    const summary = summarise(
      scriptedRecording({
        phases: [
          {
            kind: 'round',
            durationMs: 1000,
            samples: [
              { latencyMs: 2, status: 200, bodyBytes: 100 },
              { latencyMs: 4, status: 503, bodyBytes: 20 },
              { latencyMs: 5000, status: 200, bodyBytes: 9999, failed: reset },
              { latencyMs: 3, status: 399, bodyBytes: 60 },
            ],
          },
        ],
      }),
    );
    expect(summary).toMatchObject({ count: 4, errors: 2, errorRate: 0.5, rps: 3, maxMs: 4 });
    expect(summary.statusCodes).toEqual({ 200: 1, 399: 1, 503: 1 });
    expect(summary.bodyBytes).toEqual({ median: 60, max: 100 });
  });

  it.each([
    ['no phase at all', []],
    ['an empty round', [{ kind: 'round', durationMs: 0, samples: [] } as const]],
    [
      'nothing but failures',
      [
        {
          kind: 'round',
          durationMs: 10,
          samples: [{ latencyMs: 1, failed: { kind: 'refused', message: 'no' } as const }],
        } as const,
      ],
    ],
  ])('has a number everywhere for %s', (_, phases) => {
    const summary = summarise(
      scriptedRecording({ phases: phases.map((phase) => ({ ...phase, samples: [...phase.samples] })) }),
    );
    const numbers = [summary, ...summary.rounds]
      .flatMap((part) => Object.values(part))
      .filter((v) => typeof v === 'number');
    expect(numbers.every(Number.isFinite)).toBe(true);
    expect(summary).toMatchObject({
      rps: 0,
      minMs: 0,
      p50Ms: 0,
      p999Ms: 0,
      maxMs: 0,
      bodyBytes: { median: 0, max: 0 },
    });
  });

  property.prop([latencies])('gives percentiles within 0.1 % of the exact ones', (values) => {
    const summary = summarise(
      scriptedRecording({ phases: [{ kind: 'round', durationMs: 1000, samples: withLatencies(values) }] }),
    );
    const reported = { 50: summary.p50Ms, 75: summary.p75Ms, 90: summary.p90Ms, 95: summary.p95Ms, 99: summary.p99Ms };
    for (const [percentile, ms] of Object.entries(reported)) {
      const exact = exactQuantile(values, Number(percentile));
      expect(Math.abs(ms - exact)).toBeLessThanOrEqual(0.001 + exact * 0.001);
    }
  });

  property.prop([latencies])('orders its figures and rounds them to microseconds', (values) => {
    const summary = summarise(
      scriptedRecording({ phases: [{ kind: 'round', durationMs: 1000, samples: withLatencies(values) }] }),
    );
    const ascending = [
      summary.minMs,
      summary.p50Ms,
      summary.p75Ms,
      summary.p90Ms,
      summary.p95Ms,
      summary.p99Ms,
      summary.p999Ms,
      summary.maxMs,
    ];
    expect(ascending).toEqual(ascending.toSorted((a, b) => a - b));
    for (const ms of [...ascending, summary.meanMs]) expect(ms).toBe(Math.round(ms * 1000) / 1000);
    expect(summary.maxMs).toBe(Math.round(Math.max(...values) * 1000) / 1000);
  });
});

test('an encoded histogram comes back the same', () => {
  const histogram = LatencyHistogram.of([0, 0.001, 1.5, 1.5, 250, 59_999.999]);
  const decoded = LatencyHistogram.decode(histogram.encode());
  expect([...decoded.cells()]).toEqual([...histogram.cells()]);
  expect([50, 99, 100].map((p) => decoded.percentileMs(p))).toEqual(
    [50, 99, 100].map((p) => histogram.percentileMs(p)),
  );
});
