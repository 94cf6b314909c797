import { describe, expect, it } from 'vitest';
import { sqlShare } from '../../../src/report/sql-share.ts';
import { noSqlWords, warningWords } from '../../../src/report/warning-wording.ts';
import {
  baselineWords,
  coldWords,
  methodWords,
  profileWords,
  progressWords,
  verdictWords,
} from '../../../src/report/wording.ts';
import { measured, profiles, progress, recorded } from '../../support/profiles.ts';
import { customersById } from '../../support/queries.ts';
import { compared } from '../../support/verdicts.ts';

describe('a verdict', () => {
  it('says how much slower p95 became', () => {
    expect(verdictWords(compared('MEDIUM', 1.634))).toEqual({
      tone: 'medium',
      short: 'MEDIUM',
      long: 'MEDIUM · p95 1.63× slower',
    });
  });

  it('does not call slower what is not', () => {
    expect(verdictWords(compared('OK', 1.02)).long).toBe('OK · p95 1.02× of the baseline');
    expect(verdictWords(compared('FASTER', 0.61)).long).toBe('FASTER · p95 0.61× of the baseline');
    expect(verdictWords({ state: 'no-baseline' }).long).toBe('no baseline yet');
  });

  it('names what it was compared with', () => {
    expect(baselineWords(compared('OK', 1))).toBe('against the baseline of 18 Nov 2025, commit a1b2c3d');
    expect(baselineWords({ state: 'no-baseline' })).toBe('no baseline saved');
    expect(baselineWords({ state: 'incomparable', reason: 'another machine' })).toBe('not compared: another machine');
  });
});

it('tells what was done in one line', () => {
  expect(
    methodWords(measured(), false)
      .map(({ text }) => text)
      .join(' · '),
  ).toBe(
    'closed loop, 10 connections · 6\u00a0rounds\u00a0×\u00a00.5\u00a0s · 3,412 requests · against the baseline of 18 Nov 2025, ' +
      'commit a1b2c3d · with the SQL tap · generator 31 % busy',
  );
});

it('says of every unmeasured endpoint what it waits for', () => {
  expect(profileWords(null).long).toBe('not profiled yet');
  expect(profileWords(profiles.needsSample).long).toBe('needs a sample value for id');
  expect(profileWords(profiles.needsConsent).long).toBe('may change data and waits for your consent');
  expect(profileWords(profiles.failed).long).toContain('did not answer');
});

it('puts the numbers of a warning into its sentence', () => {
  expect(profiles.failingSometimes.warnings.map(warningWords)).toEqual([
    '25 requests (2.9 %) failed; the first with: 503 Service Unavailable.',
    '860 requests are few for p99: take it as a hint.',
    'The load generator itself was busy 93 % of the time: the endpoint may be faster than shown. ' +
      'Give it more workers, or ask for less load.',
  ]);
});

it('says why there is no SQL and what brings it', () => {
  expect(noSqlWords({ kind: 'host-not-allowed', host: 'db.example.com' }).message).toContain('db.example.com');
  expect(noSqlWords({ kind: 'tap-failed', message: 'x', nextStep: 'Do y.' }).nextStep).toBe('Do y.');
  expect(warningWords({ kind: 'no-sql', reason: { kind: 'nothing-passed-the-tap' } })).toMatch(
    /no database connection .*database\.env.*host and port/,
  );
  expect(noSqlWords({ kind: 'no-database-configured' }).nextStep).toContain('database.url');
});

it('labels cold starts and progress', () => {
  expect(coldWords({ kind: 'process', atMs: 0, latencyMs: 412, factor: 90, times: 1, spreadMs: null })).toBe(
    'process 412 ms · 90×',
  );
  expect(progressWords(progress.round)).toBe('Round 3 of 6');
});

describe('the share of SQL', () => {
  it('is that of one request, in which statements may overlap', () => {
    const waterfall = { probeMs: 4, databaseMs: 3, statements: [], leftOut: 25 };
    const sql = { ...recorded([customersById]), waterfall };
    expect(sqlShare(measured({ sql }))).toEqual({ queries: 25, ms: 3.3, share: 0.75 });
  });

  it('is unknown where nothing was recorded', () => {
    expect(sqlShare(profiles.noBaseline)).toBeNull();
  });
});
