import { describe, expect, it } from 'vitest';
import { httpFindings } from '../../../src/measure/http-findings.ts';
import { summarise } from '../../../src/measure/summarise.ts';
import type { ColdStart, HttpBehaviour, Pace, Standstill } from '../../../src/model.ts';
import { plainAnswers } from '../../support/load-profiles.ts';
import { type ScriptedSample, scriptedRecording } from '../../support/recording.ts';

function findings(
  samples: ScriptedSample[],
  { cold = [], http = null }: { cold?: ColdStart[]; http?: HttpBehaviour | null } = {},
  contentType = 'application/json; charset=utf-8',
) {
  const recording = scriptedRecording({
    phases: [{ kind: 'round', durationMs: 1000, samples }],
    heads: [{ status: 200, headers: { 'content-type': contentType } }],
  });
  return httpFindings(recording, summarise(recording), cold, http);
}

const answers = (count: number, sample: Partial<ScriptedSample> = {}): ScriptedSample[] =>
  Array.from({ length: count }, () => ({ latencyMs: 2, ...sample }));

it('a fast and faultless endpoint has none', () => {
  expect(findings(answers(1000), { http: plainAnswers })).toEqual([]);
});

describe('error-rate', () => {
  it.each([
    [10, 'LOW'],
    [30, 'MEDIUM'],
    [80, 'HIGH'],
  ])('%i errors in 1000 are %s', (errors, severity) => {
    const found = findings([...answers(errors, { status: 500 }), ...answers(1000 - errors)]);
    expect(found).toMatchObject([{ rule: 'error-rate', severity }]);
    expect(found[0]!.why).toContain(`${errors} of 1000`);
    expect(found[0]!.why).toContain('500 Internal Server Error');
  });

  it('that limit the rate have a cure of their own', () => {
    const [limited] = findings([...answers(80, { status: 429 }), ...answers(20, { status: 500 }), ...answers(900)]);
    expect(limited!.advice).toContain('limits the rate');
    const [broken] = findings([...answers(20, { status: 429 }), ...answers(80, { status: 500 }), ...answers(900)]);
    expect(broken!.advice).toContain("server's log");
  });

  it('9 in 1000 are none', () => {
    expect(findings([...answers(9, { status: 500 }), ...answers(991)])).toEqual([]);
  });
});

describe('slow-tail', () => {
  it('has the measured numbers and what the tail adds to the mean', () => {
    const found = findings([...answers(980), ...answers(20, { latencyMs: 302 })]);
    expect(found).toMatchObject([{ rule: 'slow-tail', severity: 'MEDIUM', impactMs: 6 }]);
    expect(found[0]!.why).toBe('The 99th percentile is 302 ms, 151× the median of 2 ms.');
  });

  it('is not the server’s where the generator was late, or stood still', () => {
    const tail = [...answers(980), ...answers(20, { latencyMs: 302, lagMs: 299 })];
    const round = (pace: Pace, standstills: Standstill[] = []) => {
      const recording = scriptedRecording({
        phases: [{ kind: 'round', durationMs: 10_000, pace, samples: tail }],
        standstills,
      });
      return httpFindings(recording, summarise(recording), []);
    };
    const closed: Pace = { model: 'closed', users: { from: 10, to: 10 }, think: { minMs: 0, maxMs: 0 } };
    expect(round(closed)).toHaveLength(1);
    expect(round(closed, [{ fromMs: 1000, toMs: 1295 }])).toEqual([]);
    expect(round({ model: 'open', ratePerS: { from: 100, to: 100 }, maxInFlight: 50 })).toEqual([]);
  });

  it('needs 10 times the median and 50 ms more', () => {
    expect(findings([...answers(980), ...answers(20, { latencyMs: 51 })])).toEqual([]);
    expect(findings([...answers(980, { latencyMs: 40 }), ...answers(20, { latencyMs: 390 })])).toEqual([]);
  });
});

describe('cold-start', () => {
  const cold = (kind: ColdStart['kind'], latencyMs: number): ColdStart => ({
    kind,
    atMs: 0,
    latencyMs,
    factor: latencyMs / 2,
    times: 1,
    spreadMs: null,
  });

  it('is one for the process and one for the route, each with its slowest', () => {
    const found = findings(answers(1000), { cold: [cold('process', 5200), cold('route', 250), cold('route', 420)] });
    expect(found.map(({ rule, severity, title }) => [rule, severity, title])).toEqual([
      ['server-start', 'MEDIUM', 'The server starts slowly: 5,200 ms'],
      ['cold-start', 'LOW', 'The first call is slow: 420 ms'],
    ]);
  });

  it('is none for a server that starts within 2 s: that is what servers take', () => {
    expect(findings(answers(1000), { cold: [cold('process', 1_999)] })).toEqual([]);
  });

  it('is none below 100 ms, below 10 times the median, and for connections', () => {
    expect(findings(answers(1000), { cold: [cold('route', 99), cold('connection', 4000)] })).toEqual([]);
    expect(findings(answers(1000), { cold: [{ ...cold('route', 500), factor: 9 }] })).toEqual([]);
  });
});

describe('uncompressed-body', () => {
  const sent = (bytes: number, gzip = 'identity'): HttpBehaviour => ({
    ...plainAnswers,
    encodings: [
      { offered: 'identity', encoding: 'identity', bytes },
      { offered: 'gzip', encoding: gzip, bytes },
      { offered: 'br', encoding: 'identity', bytes },
    ],
  });

  it('speaks of what requests that accept compression were given', () => {
    const found = findings(answers(1000), { http: sent(412_300) });
    expect(found).toMatchObject([
      { rule: 'uncompressed-body', severity: 'MEDIUM', title: '412 kB are sent uncompressed' },
    ]);
    expect(found[0]!.why).toBe(
      'Requests that accept gzip, br were answered with 412 kB of application/json without a content-encoding.',
    );
  });

  it('says nothing without such requests, of small, compressed or binary bodies', () => {
    expect(findings(answers(1000, { bodyBytes: 412_300 }))).toEqual([]);
    expect(findings(answers(1000), { http: { ...plainAnswers, encodings: [] } })).toEqual([]);
    expect(findings(answers(1000), { http: sent(19_999) })).toEqual([]);
    expect(findings(answers(1000), { http: sent(412_300, 'gzip') })).toEqual([]);
    expect(findings(answers(1000), { http: sent(412_300) }, 'image/png')).toEqual([]);
  });
});

describe('etag-ignored', () => {
  const ignored: HttpBehaviour = { ...plainAnswers, etag: '"v1"', conditional: { state: 'ignored', status: 200 } };

  it('says what comes again, and how long it takes', () => {
    const found = findings(answers(1000, { bodyBytes: 34_000 }), { http: ignored });
    expect(found).toMatchObject([{ rule: 'etag-ignored', severity: 'LOW', title: 'Its ETag spares nobody the body' }]);
    expect(found[0]!.why).toBe(
      'A request with If-None-Match for the version that the answer names was answered with status 200 and all 34 kB again; each answer takes 2 ms.',
    );
  });

  it('is worse with a large body, and speaks of Last-Modified where there is no ETag', () => {
    const http = { ...ignored, etag: null, lastModified: 'Tue, 03 Nov 2026 08:00:00 GMT' };
    const found = findings(answers(1000, { bodyBytes: 200_000 }), { http });
    expect(found).toMatchObject([{ severity: 'MEDIUM', title: 'Its Last-Modified spares nobody the body' }]);
    expect(found[0]!.why).toContain('If-Modified-Since');
  });

  it('says nothing of small bodies, and where it works or was not tried', () => {
    expect(findings(answers(1000, { bodyBytes: 1_999 }), { http: ignored })).toEqual([]);
    for (const state of ['no-validator', 'not-tried', 'content-changes'] as const) {
      expect(findings(answers(1000, { bodyBytes: 34_000 }), { http: { ...ignored, conditional: { state } } })).toEqual(
        [],
      );
    }
  });
});

describe('drift', () => {
  const samples = answers(1000);
  const recording = scriptedRecording({ phases: [{ kind: 'round', durationMs: 1000, samples }] });
  const slope = (low: number) => ({ value: low * 1.5, low, high: low * 2 });
  const found = (p50: number, rss: number) =>
    httpFindings(recording, summarise(recording), [], null, {
      overMs: 120_000,
      p50MsPerMinute: slope(p50),
      rssBytesPerMinute: slope(rss),
    });

  it('is told with its slope when even the lower bound is much', () => {
    expect(found(0.3, 6e6).map(({ rule, title }) => [rule, title])).toEqual([
      ['memory-drift', 'The server’s memory grows: 9.0 MB a minute'],
      ['latency-drift', 'Answers take longer and longer: 0.45 ms a minute'],
    ]);
  });

  it('is not told when it may be little', () => {
    expect(found(0.1, 4e6)).toEqual([]);
    expect(found(-1, -1e9)).toEqual([]);
  });
});
