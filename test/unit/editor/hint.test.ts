import { describe, expect, test } from 'vitest';
import { hintOf } from '../../../src/editor/hint.ts';
import type { MeasuredProfile, Verdict } from '../../../src/model.ts';
import { anEndpoint, measured, recorded } from '../../support/profiles.ts';
import { customersById } from '../../support/queries.ts';

const regression = measured().verdict;
const none: Verdict = { state: 'no-baseline' };
const ok: Verdict = regression.state === 'compared' ? { ...regression, severity: 'OK' } : none;

const slow = (overrides: Partial<MeasuredProfile> = {}) => {
  const profile = measured({ verdict: none, ...overrides });
  return { profile: { ...profile, summary: { ...profile.summary, p95Ms: 184 } }, stale: false, isBaseline: false };
};

describe('at the end of a route’s line', () => {
  test('nothing stands without a measurement', () => {
    expect(hintOf(undefined, 100)).toBeNull();
    expect(
      hintOf({ profile: { state: 'cancelled', endpoint: anEndpoint() }, stale: false, isBaseline: false }, 100),
    ).toBeNull();
  });

  test('nothing stands where it is fast enough', () => {
    expect(hintOf(slow({ verdict: ok }), 185)).toBeNull();
    expect(hintOf(slow({ verdict: ok }), 184)).not.toBeNull();
  });

  test('stands the p95 with the finding that explains most', () => {
    const { findings } = measured();
    expect(hintOf(slow(), 100)?.text).toBe(`p95 184 ms · ${findings[0]!.title}`);
  });

  test('stands the number of queries where these are many and nothing was found', () => {
    const chatty = { ...customersById, callsPerRequest: { min: 26, median: 26, max: 26 } };
    expect(hintOf(slow({ findings: [], sql: recorded([chatty]) }), 100)?.text).toBe(
      'p95 184 ms · 26 queries a request',
    );
    const few = { ...customersById, callsPerRequest: { min: 2, median: 2, max: 2 } };
    expect(hintOf(slow({ findings: [], sql: recorded([few]) }), 100)?.text).toBe('p95 184 ms');
  });

  test('stands the verdict of a regression, however fast it is', () => {
    expect(hintOf(slow({ verdict: regression, findings: [] }), 10_000)?.text).toMatch(
      /^p95 184 ms · (HIGH|MEDIUM|LOW) \d\.\d\d×/,
    );
  });

  test('a regression is none once it has been saved as the baseline', () => {
    expect(hintOf({ ...slow({ verdict: regression }), isBaseline: true }, 10_000)).toBeNull();
    expect(hintOf({ ...slow({ verdict: regression }), isBaseline: true }, 100)?.text).not.toMatch(/HIGH|MEDIUM|LOW/);
  });

  test('a result from before the last edit is told as such', () => {
    expect(hintOf({ ...slow(), stale: true }, 100)).toMatchObject({ stale: true });
    expect(hintOf({ ...slow(), stale: true }, 100)?.hover).toContain('changed after');
  });
});

describe('its hover', () => {
  test('lays the percentiles beside the baseline', () => {
    const { hover } = hintOf(slow({ verdict: regression }), 100)!;
    expect(hover).toMatch(/\| p95 \| 184 ms \| [\d.]+ ms \| \d\.\d\d× \|/);
  });

  test('cannot be given markup by the code or the database', () => {
    const finding = { ...measured().findings[0]!, title: '[x](command:evil) <img>' };
    expect(hintOf(slow({ findings: [finding] }), 100)!.hover).not.toMatch(/\]\(command:evil|<img>/);
  });
});
