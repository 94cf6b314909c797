import { describe, expect, it } from 'vitest';
import { cutRounds } from '../../../src/measure/cut-rounds.ts';
import { ofTarget } from '../../../src/measure/of-target.ts';
import { summarise } from '../../../src/measure/summarise.ts';
import { warningsOf } from '../../../src/measure/warnings.ts';
import type { Pace, Recording, Standstill } from '../../../src/model.ts';
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

  it('says that answers only lead elsewhere, without what a query may hold', () => {
    const moved = { latencyMs: 1, status: 302 };
    const heads = [{ status: 302, headers: { location: '/login?next=%2Forders&token=s3cret' } }];
    expect(warningsFor([...answers(999), moved], { heads })).toEqual([
      { kind: 'redirected', count: 1, share: 0.001, to: '/login' },
    ]);
    expect(warningsFor([...answers(999), { latencyMs: 1, status: 304 }], { heads })).toEqual([]);
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
      detail: 'ended after 10,001 requests, mostly connection refused (connect ECONNREFUSED 127.0.0.1:3000)',
    });
    expect(warningsFor(answers(10_000), { ended: 'cancelled' })).toEqual([
      { kind: 'partial', reason: 'cancelled', detail: 'ended after 10,000 requests' },
    ]);
  });
});

describe('an open load', () => {
  const pace: Pace = { model: 'open', ratePerS: { from: 200, to: 200 }, maxInFlight: 50 };
  const due = (count: number, sample: (index: number) => Partial<ScriptedSample>): ScriptedSample[] =>
    Array.from({ length: count }, (_, index) => ({ latencyMs: 2, atMs: index * 5, ...sample(index) }));
  const open = (samples: ScriptedSample[], unsent = 0) => {
    const recording = scriptedRecording({ phases: [{ kind: 'round', durationMs: 10_000, pace, unsent, samples }] });
    return warningsOf(recording, summarise(recording));
  };

  it('is quiet when all was sent on time, and about a handful that was left over', () => {
    expect(open(due(2000, () => ({})))).toEqual([]);
    expect(
      open(
        due(1985, () => ({})),
        15,
      ),
    ).toEqual([]);
  });

  it('says which rate was reached', () => {
    expect(
      open(
        due(1500, () => ({})),
        500,
      ),
    ).toEqual([{ kind: 'rate-not-reached', offeredPerS: 200, reachedPerS: 150, unsent: 500 }]);
  });

  it('blames the generator for what was sent late although connections were free', () => {
    const late = (lagMs: number) => due(2000, (index) => (index % 50 === 0 ? { lagMs, latencyMs: lagMs + 2 } : {}));
    expect(open(late(3.5))).toEqual([{ kind: 'generator-late', p99LagMs: 3.5 }]);
    expect(open(late(0.9))).toEqual([]);
    // A late moment is no news beside requests that take far longer.
    const slow = due(2000, (index) => ({ lagMs: index % 50 === 0 ? 3.5 : 0, latencyMs: index % 20 === 0 ? 200 : 5 }));
    expect(open(slow)).toEqual([]);
  });

  it('does not blame it for waiting while the server stalls', () => {
    // Nothing is answered from second 4 to second 5: 50 requests take all connections, 150 wait for one.
    const stalled = due(2000, (index) => {
      const atMs = index * 5;
      if (atMs < 4000 || atMs >= 5000) return {};
      const lagMs = atMs < 4250 ? 0 : 5000 - atMs;
      return { lagMs, latencyMs: 5000 - atMs + 2 };
    });
    expect(open(stalled)).toEqual([]);
  });

  it('does not blame one target of a mix for the connections that the others took', () => {
    // Each takes a second, so that 50 connections carry 50 of the 200 a second, and all others wait.
    const samples = due(2000, (index) => {
      return { target: index % 10 === 0 ? 1 : 0, latencyMs: 1000, lagMs: index < 50 ? 0 : 750 };
    });
    const whole = scriptedRecording({ phases: [{ kind: 'round', durationMs: 10_000, pace, samples }] });
    const part = ofTarget(whole, 1);
    expect(warningsOf(part, summarise(part), whole).map(({ kind }) => kind)).toEqual(['few-samples']);
  });
});

describe('a stall in a closed loop', () => {
  /** Each of the users calls again and again for 10 s, 5 ms a call; the server stands still from second 4 on. */
  const stalledFor = (
    stallMs: number,
    users = 10,
    pace?: Pace,
    standstills: Standstill[] = [],
    cut = (whole: Recording) => whole,
  ) => {
    const samples: ScriptedSample[] = [];
    for (let atMs = 0; atMs < 10_000; ) {
      const latencyMs = atMs <= 4000 && atMs + 5 > 4000 ? stallMs + 5 : 5;
      for (let user = 0; user < users; user++) samples.push({ atMs, latencyMs, socket: user });
      atMs += latencyMs;
    }
    const recording = cut(
      scriptedRecording({
        phases: [{ kind: 'round', durationMs: 10_000, connections: users, samples, ...(pace ? { pace } : {}) }],
        standstills,
      }),
    );
    return { warnings: warningsOf(recording, summarise(recording)), p99Ms: summarise(recording).p99Ms };
  };

  it('is told with about as many requests as it kept from being sent', () => {
    const { warnings, p99Ms } = stalledFor(1000);
    expect(p99Ms).toBeLessThan(6);
    expect(warnings).toMatchObject([{ kind: 'stall-hidden', longestMs: 1005 }]);
    const missed = warnings.map((warning) => warning.kind === 'stall-hidden' && warning.missed)[0];
    expect(Math.abs(Number(missed) - 2000)).toBeLessThan(40);
  });

  it('is as long where it falls into several rounds', () => {
    const inRounds = (whole: Recording) => cutRounds(whole, { rounds: 40, roundMs: 250 });
    expect(stalledFor(1000, 10, undefined, [], inRounds).warnings).toEqual(stalledFor(1000).warnings);
  });

  it('is not worth a word when it hides too little', () => {
    expect(stalledFor(0).warnings).toEqual([]);
    expect(stalledFor(40).warnings).toEqual([]);
  });

  it('is not held against the server when it was the generator that stood still', () => {
    expect(stalledFor(1000, 10, undefined, [{ fromMs: 4000, toMs: 4990 }]).warnings).toEqual([
      { kind: 'generator-held-up', longestMs: 990, totalMs: 990 },
    ]);
    const other = stalledFor(1000, 10, undefined, [{ fromMs: 7000, toMs: 7030 }]).warnings;
    expect(other.map(({ kind }) => kind)).toEqual(['stall-hidden']);
  });

  it('hides nothing in an open load', () => {
    const pace: Pace = { model: 'open', ratePerS: { from: 2000, to: 2000 }, maxInFlight: 10_000 };
    expect(stalledFor(1000, 10, pace).warnings).toEqual([]);
  });

  it('is not the pause of users who think', () => {
    const samples = Array.from({ length: 1000 }, (_, index) => ({ atMs: index * 300, latencyMs: 2 }));
    const pace: Pace = { model: 'closed', users: { from: 1, to: 1 }, think: { minMs: 298, maxMs: 298 } };
    const recording = scriptedRecording({ phases: [{ kind: 'round', durationMs: 300_000, pace, samples }] });
    expect(warningsOf(recording, summarise(recording))).toEqual([]);
  });
});

it('names what most of too many errors were', () => {
  const failed = { kind: 'reset', message: 'read ECONNRESET' } as const;
  const samples = [...answers(900), { latencyMs: 1, failed }, ...answers(300).map((one) => ({ ...one, status: 503 }))];
  expect(warningsFor(samples, { ended: 'too-many-errors' }).at(-1)).toEqual({
    kind: 'partial',
    reason: 'too-many-errors',
    detail: 'ended after 1,201 requests, mostly 503 Service Unavailable',
  });
});
