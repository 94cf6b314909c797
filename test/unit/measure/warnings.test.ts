import { describe, expect, it } from 'vitest';
import { summarise } from '../../../src/measure/summarise.ts';
import { warningsOf } from '../../../src/measure/warnings.ts';
import { type ScriptedRecording, type ScriptedSample, scriptedRecording } from '../../support/recording.ts';

const answers = (count: number): ScriptedSample[] => Array.from({ length: count }, () => ({ latencyMs: 1 }));

function warningsFor(samples: ScriptedSample[], rest: Omit<ScriptedRecording, 'phases'> = {}) {
  const recording = scriptedRecording({ phases: [{ kind: 'round', durationMs: 1000, samples }], ...rest });
  return warningsOf(recording, summarise(recording));
}

describe('warningsOf', () => {
  it('is quiet about a clean run from 1,000 answers on', () => {
    expect(warningsFor(answers(1_000))).toEqual([]);
  });

  it.each([
    [199, 'p95'],
    [200, 'p99'],
    [999, 'p99'],
  ] as const)('after %i answers doubts %s, the lowest percentile with fewer than 10 beyond it', (count, percentile) => {
    expect(warningsFor(answers(count))).toEqual([{ kind: 'few-samples', percentile, count }]);
  });

  it('names the first error: a status', () => {
    const [warning] = warningsFor([...answers(3), { latencyMs: 1, status: 503 }, { latencyMs: 1, status: 500 }]);
    expect(warning).toEqual({ kind: 'errors', count: 2, share: 0.4, first: '503 Service Unavailable' });
  });

  it('names the first error: a lost connection', () => {
    const failed = { kind: 'reset', message: 'read ECONNRESET' } as const;
    const [warning] = warningsFor([
      { latencyMs: 1, failed },
      { latencyMs: 1, status: 500 },
    ]);
    expect(warning).toMatchObject({ kind: 'errors', count: 2, first: 'connection reset (read ECONNRESET)' });
  });

  it('doubts a run whose generator was busy nine tenths of the time', () => {
    expect(warningsFor(answers(10_000), { generatorUtilisation: 0.9 })).toEqual([]);
    expect(warningsFor(answers(10_000), { generatorUtilisation: 0.93 })).toEqual([
      { kind: 'generator-saturated', utilisation: 0.93 },
    ]);
  });

  it('says what ended a run early', () => {
    const failed = { kind: 'refused', message: 'connect ECONNREFUSED 127.0.0.1:3000' } as const;
    const samples = [...answers(10_000), { latencyMs: 1, failed }];
    expect(warningsFor(samples, { ended: 'too-many-failures' }).at(-1)).toEqual({
      kind: 'partial',
      reason: 'too-many-failures',
      detail: 'ended after 10001 requests, mostly connection refused (connect ECONNREFUSED 127.0.0.1:3000)',
    });
    expect(warningsFor(answers(10_000), { ended: 'cancelled' })).toEqual([
      { kind: 'partial', reason: 'cancelled', detail: 'ended after 10000 requests' },
    ]);
  });
});
