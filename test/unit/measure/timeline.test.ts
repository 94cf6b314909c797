import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { thinTimeline } from '../../../src/measure/timeline.ts';
import { type ScriptedSample, scriptedRecording, withLatencies } from '../../support/recording.ts';

const failed = { kind: 'reset', message: 'gone' } as const;

describe('thinTimeline', () => {
  it('keeps a short recording whole, ordered by start', () => {
    const timeline = thinTimeline(
      scriptedRecording({
        phases: [
          { kind: 'probe', durationMs: 100, samples: withLatencies([9]) },
          {
            kind: 'round',
            durationMs: 100,
            samples: [
              { atMs: 20, latencyMs: 1, status: 500 },
              { atMs: 5, latencyMs: 40 },
              { atMs: 30, latencyMs: 2, failed },
            ],
          },
        ],
      }),
    );
    expect(timeline).toMatchObject({
      atMs: [0, 105, 120, 130],
      latencyMs: [9, 40, 1, 2],
      phase: [0, 1, 1, 1],
      ok: [true, true, false, false],
    });
    expect(timeline.phases.map(({ kind }) => kind)).toEqual(['probe', 'round']);
  });

  const sample = fc.record({
    latencyMs: fc.double({ min: 0.01, max: 50, noNaN: true }),
    failing: fc.integer({ min: 0, max: 30 }).map((n) => n === 0),
    socket: fc.integer({ min: 0, max: 5 }),
  });

  property.prop([fc.array(sample, { minLength: 50, maxLength: 600 }), fc.integer({ min: 10, max: 100 })])(
    'keeps probes, first requests of sockets, failures and the slowest hundredth, and fills up to the limit',
    (drawn, maxPoints) => {
      const samples: ScriptedSample[] = drawn.map(({ latencyMs, failing, socket }, index) => ({
        latencyMs,
        atMs: index,
        socket,
        ...(failing ? { failed } : {}),
      }));
      const recording = scriptedRecording({
        phases: [
          { kind: 'probe', durationMs: 100, samples: withLatencies([5, 1, 1]) },
          { kind: 'round', durationMs: 1000, samples },
        ],
      });
      const timeline = thinTimeline(recording, maxPoints);
      const kept = new Set(timeline.atMs);

      const slowest = drawn.map(({ latencyMs }) => latencyMs).toSorted((a, b) => b - a)[0]!;
      const sockets = new Set([0]);
      // Of more failures than the limit as many as that are kept, evenly.
      const allFailures = drawn.filter(({ failing }) => failing).length <= maxPoints;
      let mustKeep = 3;
      drawn.forEach(({ latencyMs, failing, socket }, index) => {
        if ((failing && allFailures) || latencyMs === slowest || !sockets.has(socket))
          expect(kept.has(100 + index)).toBe(true);
        if (failing || !sockets.has(socket)) mustKeep++;
        sockets.add(socket);
      });
      expect(timeline.phase.filter((phase) => phase === 0)).toHaveLength(3);
      expect(timeline.atMs).toEqual(timeline.atMs.toSorted((a, b) => a - b));
      expect(timeline.atMs.length).toBeGreaterThanOrEqual(Math.min(maxPoints, drawn.length + 3));
      // The slowest hundredth of at most 603 samples is 7 more.
      expect(timeline.atMs.length).toBeLessThanOrEqual(Math.max(maxPoints, mustKeep + 7));
    },
  );

  it('thins evenly', () => {
    const samples = Array.from({ length: 10_000 }, (_, index) => ({
      latencyMs: 1 + ((index * 7919) % 10_007) / 10_000,
      atMs: index,
    }));
    samples[5000]!.latencyMs = 900;
    const { atMs } = thinTimeline(
      scriptedRecording({ phases: [{ kind: 'round', durationMs: 10_000, samples: samples.map((s) => ({ ...s })) }] }),
      3000,
    );
    const perThousand = Array.from({ length: 10 }, (_, k) => atMs.filter((ms) => Math.floor(ms / 1000) === k).length);
    expect(Math.max(...perThousand) - Math.min(...perThousand)).toBeLessThan(20);
  });
});
