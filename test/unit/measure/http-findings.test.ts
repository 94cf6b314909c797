import { describe, expect, it } from 'vitest';
import { httpFindings } from '../../../src/measure/http-findings.ts';
import { summarise } from '../../../src/measure/summarise.ts';
import type { ColdStart } from '../../../src/model.ts';
import { type ScriptedSample, scriptedRecording } from '../../support/recording.ts';

function findings(
  samples: ScriptedSample[],
  { cold = [], gzip = null }: { cold?: ColdStart[]; gzip?: { bytes: number; encoding: string | null } | null } = {},
  contentType = 'application/json; charset=utf-8',
) {
  const recording = scriptedRecording({
    phases: [{ kind: 'round', durationMs: 1000, samples }],
    heads: [{ status: 200, headers: { 'content-type': contentType } }],
  });
  return httpFindings(recording, summarise(recording), cold, gzip);
}

const answers = (count: number, sample: Partial<ScriptedSample> = {}): ScriptedSample[] =>
  Array.from({ length: count }, () => ({ latencyMs: 2, ...sample }));

it('a fast and faultless endpoint has none', () => {
  expect(findings(answers(1000), { gzip: { bytes: 500, encoding: null } })).toEqual([]);
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
      ['cold-start', 'MEDIUM', 'The server starts slowly: 5,200 ms'],
      ['cold-start', 'LOW', 'The first call is slow: 420 ms'],
    ]);
  });

  it('is none for a server that starts within 2 s: that is what servers take', () => {
    expect(findings(answers(1000), { cold: [cold('process', 1_999)] })).toEqual([]);
  });

  it('is none below 200 ms, below 10 times the median, and for connections', () => {
    expect(findings(answers(1000), { cold: [cold('route', 199), cold('connection', 4000)] })).toEqual([]);
    expect(findings(answers(1000), { cold: [{ ...cold('route', 500), factor: 9 }] })).toEqual([]);
  });
});

describe('uncompressed-body', () => {
  const gzip = { bytes: 412_300, encoding: null };

  it('speaks of what a request that accepts gzip was given', () => {
    const found = findings(answers(1000), { gzip });
    expect(found).toMatchObject([
      { rule: 'uncompressed-body', severity: 'MEDIUM', title: '412 kB are sent uncompressed' },
    ]);
    expect(found[0]!.why).toBe(
      'A request that accepts gzip was answered with 412 kB of application/json without a content-encoding.',
    );
  });

  it('says nothing without that request, of small, compressed or binary bodies', () => {
    expect(findings(answers(1000, { bodyBytes: 412_300 }))).toEqual([]);
    expect(findings(answers(1000), { gzip: { ...gzip, bytes: 19_999 } })).toEqual([]);
    expect(findings(answers(1000), { gzip: { ...gzip, encoding: 'gzip' } })).toEqual([]);
    expect(findings(answers(1000), { gzip }, 'image/png')).toEqual([]);
  });
});
