import { Writable } from 'node:stream';
import { describe, expect, it, test } from 'vitest';
import type { MeasuredProfile } from '../../../src/model.ts';
import { httpFacts, httpWords } from '../../../src/report/http-wording.ts';
import { loadWords, paceWords } from '../../../src/report/load-wording.ts';
import { fittedRps, fitWords, kneeWords } from '../../../src/report/scaling-wording.ts';
import { driftWords, resourceWords } from '../../../src/report/server-wording.ts';
import { profilesTable } from '../../../src/report/table.ts';
import { warningWords } from '../../../src/report/warning-wording.ts';
import { activityWords, coldWords, progressWords } from '../../../src/report/wording.ts';
import { cachedAnswers, loadProfiles, loadProgress, plainAnswers } from '../../support/load-profiles.ts';
import { measured, progress } from '../../support/profiles.ts';

describe('the line that tells what load was put on', () => {
  const line = (profile: MeasuredProfile) =>
    loadWords(profile)
      .map(({ text }) => text.replaceAll('\u00a0', ' '))
      .join(' · ');

  test.each([
    ['closed loop, 10 connections · 6 rounds × 0.5 s', measured()],
    ['open, 200/s · 6 rounds × 0.5 s', loadProfiles.openBurst],
    ['load profile “peak” · 3 phases, 4 min · open, up to 200/s · 2 workers', loadProfiles.peak],
    ['load profile “endurance” · 1 phase, 10 min · closed loop, up to 20 users', loadProfiles.endurance],
    ['sweep, 1 to 64 users · closed loop · figures of 16 users', loadProfiles.sweep],
    ['closed loop, 10 connections · 6 rounds × 0.5 s · 5 starts', loadProfiles.restarts],
  ])('%s', (words, profile) => {
    expect(line(profile)).toBe(words);
  });

  it('explains what a closed loop does not see, and that an open one sees it', () => {
    const meanings = (profile: MeasuredProfile) => loadWords(profile).flatMap(({ meaning }) => meaning ?? []);
    expect(meanings(measured())).toEqual([expect.stringContaining('coordinated omission')]);
    expect(meanings(loadProfiles.openBurst)).toEqual([expect.stringContaining('from when a request was due')]);
    for (const profile of Object.values(loadProfiles)) expect(meanings(profile)).toHaveLength(profile.load.mix ? 2 : 1);
  });
});

it('tells the pace of a phase', () => {
  expect(loadProfiles.manyPhases.phases.map(({ pace }) => paceWords(pace)).filter((_, at) => at % 6 === 0)).toEqual([
    '1 → 10 users, 0.2–0.8 s pause',
    '20 → 60/s',
  ]);
  expect(paceWords(loadProfiles.peak.phases[0]!.pace)).toBe('5/s');
});

describe('a sweep', () => {
  it('says where throughput stops growing, or that it did not', () => {
    expect(kneeWords(loadProfiles.sweep.scaling!)).toBe(
      'Beyond 16 users more of them bring next to nothing: 3,270/s there, 8.01× the first step’s.',
    );
    expect(kneeWords(loadProfiles.sweepGrowing.scaling!)).toMatch(/^Throughput still grew at the bound of 64 users: /);
    expect(kneeWords(loadProfiles.sweepStopped.scaling!)).toContain('stopped at 4 users, because too many');
  });

  it('puts the fitted law into plain words, each with its interval', () => {
    expect(fitWords(loadProfiles.sweep.scaling!.fit!).map(({ text }) => text)).toEqual([
      'One user alone gets about 412/s (401–423).',
      'About 5 % of the work waits for its turn (3.1–6.9 %).',
      'Each user slows every other one by about 0.12 %, because they must agree (0.078–0.16 %).',
      'The fitted curve is highest at about 28 users.',
    ]);
  });

  it('claims nothing of a share whose interval holds 0', () => {
    const fit = { ...loadProfiles.sweep.scaling!.fit!, sigma: { value: 0.001, low: -0.002, high: 0.004 } };
    expect(fitWords(fit)[1]!.text).toBe('No work that waits for its turn was seen (at most 0.4 %).');
    const wide = { ...fit, sigma: { value: 0.001, low: -2, high: 8.1 } };
    expect(fitWords(wide)[1]!.text).toBe('How much of the work waits for its turn cannot be told from these steps.');
    const vague = { ...fit, lambda: { value: 94, low: 2, high: 5_666 } };
    expect(fitWords(vague).map(({ text }) => text)).toEqual([
      expect.stringMatching(/^The steps vary too much to tell: .* from 2 to 5,666\/s/),
    ]);
    const growing = fitWords(loadProfiles.sweepGrowing.scaling!.fit!).map(({ text }) => text);
    expect(growing[2]).toContain('not seen to slow each other');
    expect(growing[3]).toContain('cannot be told');
  });

  it('draws the law that was fitted: λ for one user, linear without waiting and agreeing', () => {
    const none = { value: 0, low: 0, high: 0 };
    const linear = { lambda: { value: 100, low: 90, high: 110 }, sigma: none, kappa: none, peakUsers: null };
    expect([1, 8].map((users) => fittedRps(linear, users))).toEqual([100, 800]);
    expect(fittedRps({ ...linear, sigma: { ...none, value: 0.5 } }, 3)).toBe(150);
    expect(fittedRps({ ...linear, kappa: { ...none, value: 0.5 } }, 3)).toBe(75);
  });
});

describe('drift', () => {
  it('is told with its interval where the interval excludes 0', () => {
    expect(driftWords(loadProfiles.endurance.drift!)).toEqual([
      'Memory grew by 3.1 MB a minute (2.8–3.4).',
      'The median latency did not drift, as far as can be seen (−11 to 19 µs a minute).',
    ]);
    const falling = { overMs: 60_000, p50MsPerMinute: { value: -4, low: -5, high: -3 }, rssBytesPerMinute: null };
    expect(driftWords(falling)).toEqual(['The median latency fell by 4 ms a minute (3–5).']);
  });
});

describe('the server', () => {
  it('says what it took, or why that is not known', () => {
    expect(resourceWords(loadProfiles.burst.resources)).toMatch(/^14\d MB at most, 0.82 cores on average$/);
    expect(resourceWords(measured().resources)).toBe(
      'not known: the server was not started here, nor found by its port',
    );
  });
});

describe('HTTP behaviour', () => {
  const fact = (http: typeof cachedAnswers, name: string) => httpFacts(http).find((each) => each.name === name)?.value;

  it('says whether asking again is spared the body', () => {
    expect(fact(cachedAnswers, 'asking again')).toBe('ETag works: 304 in 0.812 ms');
    expect(fact(loadProfiles.restarts.http!, 'asking again')).toContain('ETag is ignored');
    expect(fact(plainAnswers, 'asking again')).toBe('not possible: neither ETag nor Last-Modified was sent');
  });

  it('says how often a cache answered', () => {
    expect(fact(cachedAnswers, 'caches on the way')).toBe('94 % hits, 3,208 of 3,412 answers');
    expect(fact(plainAnswers, 'caches on the way')).toBe('the answers name none');
  });

  it('fits into a line', () => {
    expect(httpWords(cachedAnswers)).toEqual(['HTTP/1.1', 'ETag works', '94 % cache hits', '182 kB, br 18.0 kB']);
    expect(httpWords(plainAnswers)).toEqual(['HTTP/1.1']);
  });
});

it('gives a cold start that was seen several times its spread', () => {
  expect(loadProfiles.restarts.cold.map(coldWords)).toEqual([
    'process 412 ms · 90×, 398–455 ms in 5 starts',
    'route 96.6 ms · 21×, 91.0–120 ms in 5 starts',
    'connections 27.1 ms · 5.90×, 19.0–44.0 ms on 10 sockets',
  ]);
});

it('names the phase that runs, and how long it will last', () => {
  expect(progressWords(loadProgress.phase)).toBe('peak, 40 s left');
  expect(activityWords(loadProgress.phase)).toBe('peak');
  expect(progressWords(loadProgress.sweep)).toBe('Sweep: 8 users');
  const stress = { ...loadProgress.phase, burst: { ...loadProgress.phase.burst, name: '20 users' } };
  expect(progressWords(stress)).toBe('20 users, 40 s left');
  expect(progressWords(progress.round)).toBe('Round 3 of 6');
});

it('says of a load what its figures leave out', () => {
  expect(loadProfiles.peak.warnings.map(warningWords)[0]).toBe(
    '140/s were asked for, 118/s were sent: 1,320 requests could not be sent in time. The waiting is part of the latencies.',
  );
  const [stall, , ended] = loadProfiles.stalled.warnings.map(warningWords);
  expect(stall).toMatch(/^For 1.00 s no answer came, .* In a closed loop .* about 2,110 requests/);
  expect(warningWords({ kind: 'partial', reason: 'request-limit', detail: 'ended after 2,500,008 requests' })).toBe(
    'The run ended early because one run records no more requests than that; a shorter one, or one with a rate, is over before (ended after 2,500,008 requests).',
  );
  expect(ended).toBe('The run ended early because the share of errors passed its bound (ended after 60 requests).');
});

describe('in a terminal', () => {
  const text = (profile: MeasuredProfile) => profilesTable([profile], new Writable());
  const rowsOf = (profile: MeasuredProfile, first: string) =>
    text(profile)
      .split('\n')
      .find((line) => line.trimStart().startsWith(first))!
      .trim()
      .split(/ {2,}/);

  it('has a row for each phase, the warm-up marked', () => {
    expect(rowsOf(loadProfiles.peak, 'warm-up').slice(0, 3)).toEqual(['warm-up (not counted)', '5/s', '300']);
    expect(rowsOf(loadProfiles.peak, 'peak').slice(1, 6)).toEqual([
      '80 → 200/s',
      '7,080',
      '118/s of 140/s',
      '1,320',
      '1.2 %',
    ]);
  });

  it('has a row for each step of a sweep, the knee marked', () => {
    expect(rowsOf(loadProfiles.sweep, 'knee 16').slice(0, 3)).toEqual(['knee 16', '3,270', '8.01×']);
    expect(text(loadProfiles.sweep)).toContain('About 5 % of the work waits for its turn');
  });

  it('says of the plain burst one line more, and nothing where nothing is known', () => {
    const plain = measured();
    const lines = (profile: MeasuredProfile) => text(profile).split('\n').length;
    expect(lines(loadProfiles.burst)).toBe(lines(plain) + 1);
    expect(lines({ ...plain, http: plainAnswers })).toBe(lines(plain));
  });
});
