import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeRecordings } from '../../../src/burst/merge-recordings.ts';
import { columnNames, type Recording } from '../../../src/model.ts';
import { phase, planFor } from '../../support/burst-plan.ts';
import { type ScriptedPhase, type ScriptedRecording, scriptedRecording } from '../../support/recording.ts';

const plan = planFor('http://127.0.0.1:1/', [
  phase('warm-up', { connections: 4 }),
  phase('round', { connections: 8 }),
  phase('round', { connections: 8 }),
]);

const merge = (...scripts: ScriptedRecording[]) => mergeRecordings(plan, scripts.map(scriptedRecording));
const round = (samples: ScriptedPhase['samples'], durationMs = 100): ScriptedPhase => ({
  kind: 'round',
  durationMs,
  samples,
});
const rows = ({ samples, failures }: Recording) =>
  Array.from({ length: samples.count }, (_, row) => ({
    latencyMs: samples.latencyMs[row]!,
    bodyBytes: samples.bodyBytes[row]!,
    status: samples.status[row]!,
    phase: samples.phase[row]!,
    failure: failures[samples.failed[row]! - 1]?.kind ?? null,
  }));
const endsMs = ({ samples }: Recording) =>
  Array.from({ length: samples.count }, (_, row) => samples.startMs[row]! + samples.latencyMs[row]!);

const anySample = fc.record({
  latencyMs: fc.integer({ min: 1, max: 500 }),
  bodyBytes: fc.integer({ min: 0, max: 5000 }),
  socket: fc.integer({ min: 0, max: 7 }),
  failed: fc.option(fc.record({ kind: fc.constantFrom('reset', 'timeout', 'dns'), message: fc.string() } as const)),
});
const anyRecording = fc
  .tuple(fc.array(fc.array(anySample, { maxLength: 30 }), { maxLength: 3 }), fc.integer({ min: 0, max: 9_000 }))
  .map(
    ([phases, startedAtMonotonicMs]): ScriptedRecording => ({
      startedAtMonotonicMs,
      phases: phases.map((samples) =>
        round(
          samples.map(({ failed, ...sample }) => ({ ...sample, ...(failed && { failed }) })),
          20_000,
        ),
      ),
    }),
  );

describe('a merged recording', () => {
  it('keeps every row and what is recorded of it, in order of completion', () => {
    fc.assert(
      fc.property(fc.array(anyRecording, { minLength: 1, maxLength: 5 }), (scripts) => {
        const parts = scripts.map(scriptedRecording).map((recording) => ({ rows: rows(recording), recording }));
        const monotonicEndsMs = parts.flatMap(({ recording }) =>
          endsMs(recording).map((endMs) => endMs + recording.startedAtMonotonicMs),
        );
        const merged = mergeRecordings(
          plan,
          parts.map(({ recording }) => recording),
        );
        const order = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
        expect(rows(merged).sort(order)).toEqual(parts.flatMap((part) => part.rows).sort(order));
        expect(endsMs(merged).map((endMs) => endMs + merged.startedAtMonotonicMs)).toEqual(
          monotonicEndsMs.sort((a, b) => a - b),
        );
        for (const name of columnNames) expect(merged.samples[name]).toHaveLength(merged.samples.count);
        const failed = merged.samples.failed.filter((one) => one > 0).length;
        expect(merged.failures.reduce((sum, { count }) => sum + count, 0)).toBe(failed);
      }),
    );
  });

  it('is on the clock of the worker that started first', () => {
    const merged = merge(
      { startedAtMonotonicMs: 1010, phases: [round([{ latencyMs: 1 }], 50)] },
      { startedAtMonotonicMs: 1000, phases: [round([{ latencyMs: 5 }], 50)] },
    );
    expect(merged.startedAtMonotonicMs).toBe(1000);
    expect([...merged.samples.startMs]).toEqual([0, 10]);
  });

  it('has phases from the first begin to the last end, with the pace of all', () => {
    const merged = merge(
      { startedAtMonotonicMs: 1000, phases: [round([], 100), round([], 130)] },
      { startedAtMonotonicMs: 1003, phases: [round([], 120)] },
    );
    expect(merged.phases.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [0, 123],
      [100, 230],
    ]);
    expect(merged.phases.map(({ pace }) => pace)).toEqual([plan.phases[0]!.pace, plan.phases[1]!.pace]);
  });

  it('gives each worker’s sockets numbers of their own', () => {
    const merged = merge(
      { phases: [round([0, 1, 2].map((socket) => ({ latencyMs: 1, atMs: 1, socket })))] },
      { phases: [round([0, 1].map((socket) => ({ latencyMs: 1, atMs: 2, socket })))] },
    );
    expect([...merged.samples.connection]).toEqual([0, 1, 2, 3, 4]);
  });

  it('counts failures of a kind together and keeps the earliest example', () => {
    const reset = (message: string) => ({ kind: 'reset', message }) as const;
    const merged = merge(
      {
        phases: [
          round([
            { latencyMs: 9, failed: reset('late') },
            { latencyMs: 1, failed: reset('later') },
          ]),
        ],
      },
      {
        phases: [
          round([
            { latencyMs: 2, failed: { kind: 'timeout', message: 'slow' } },
            { latencyMs: 1, failed: reset('early') },
          ]),
        ],
      },
    );
    expect(merged.failures).toMatchObject([
      { kind: 'timeout', count: 1 },
      { kind: 'reset', count: 3, message: 'early', atMs: 3 },
    ]);
  });

  it('ended for the reason of the worker that made the others end', () => {
    const merged = merge({ phases: [], ended: 'cancelled' }, { phases: [], ended: 'too-many-failures' });
    expect(merged.ended).toBe('too-many-failures');
    expect(merge({ phases: [] }, { phases: [], ended: 'cancelled' }).ended).toBe('cancelled');
    expect(merge({ phases: [] }, { phases: [] }).ended).toBe('completed');
  });

  it('has the standstills of all workers on one clock', () => {
    const standstills = [{ fromMs: 10, toMs: 40 }];
    const merged = merge(
      { phases: [], startedAtMonotonicMs: 1000, standstills },
      { phases: [], startedAtMonotonicMs: 1005, standstills },
    );
    expect(merged.standstills).toEqual([...standstills, { fromMs: 15, toMs: 45 }]);
  });

  it('says how busy the busiest generator was', () => {
    expect(
      merge({ phases: [], generatorUtilisation: 0.4 }, { phases: [], generatorUtilisation: 0.9 }).generatorUtilisation,
    ).toBe(0.9);
  });
});
