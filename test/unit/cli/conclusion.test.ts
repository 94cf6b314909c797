import { describe, expect, test } from 'vitest';
import { checkExitCode, conclusionOf, couldNotMeasure } from '../../../src/cli/conclusion.ts';
import { isToKeep } from '../../../src/cli/keep-baselines.ts';
import type { Finding, TargetResult, Verdict } from '../../../src/model.ts';
import { measured, profiles } from '../../support/profiles.ts';
import { compared, comparison } from '../../support/verdicts.ts';

const missed: TargetResult = { target: 'p95Ms', limit: 5, actual: 9.8, met: false, selector: null };
const planChanged: Finding = {
  rule: 'plan-changed',
  severity: 'HIGH',
  title: 'A statement is planned differently than in the baseline',
  why: 'Seq Scan on orders took the place of Index Scan using orders_customer_id, and it takes 0.2 ms a request.',
  advice: 'See whether an index was dropped.',
  impactMs: 0.1,
};
const open: Verdict = { state: 'inconclusive', moreRounds: 9, ...comparison(1.3) };
const elsewhere: Verdict = { state: 'incomparable', reason: "the baseline's processor is another" };
const fine = measured({ verdict: compared('OK', 1), findings: [], targets: [] });

describe('a check ends with', () => {
  const codeOf = (strict: boolean, ...overrides: Partial<typeof fine>[]) =>
    checkExitCode(
      overrides.map((parts) => ({ ...fine, ...parts })),
      { strict },
    );

  test('0 where nothing got worse, also with what nothing is known of', () => {
    expect(codeOf(false, {}, { verdict: compared('FASTER', 0.5) }, { verdict: { state: 'no-baseline' } })).toBe(0);
    expect(codeOf(false, { verdict: open }, { verdict: elsewhere })).toBe(0);
    expect(codeOf(true, { verdict: { state: 'no-baseline' } })).toBe(0);
  });
  test('1 for a regression, a missed target, or a statement that is planned worse, even if all is fast', () => {
    expect(codeOf(false, {}, { verdict: compared('LOW', 1.3) })).toBe(1);
    expect(codeOf(false, { targets: [missed] })).toBe(1);
    expect(codeOf(false, { findings: [planChanged] })).toBe(1);
    expect(codeOf(false, { findings: [{ ...planChanged, severity: 'MEDIUM' }] })).toBe(0);
    expect(codeOf(false, { findings: [{ ...planChanged, rule: 'n-plus-one' }] })).toBe(0);
  });
  test('3 where it has to be known and is not, unless something is known to be worse', () => {
    expect(codeOf(true, { verdict: open })).toBe(3);
    expect(codeOf(true, { verdict: elsewhere })).toBe(3);
    expect(codeOf(true, { verdict: open }, { targets: [missed] })).toBe(1);
  });
});

test('an endpoint that waits for a sample or for consent could not be measured only where it was asked for', () => {
  expect(couldNotMeasure([fine, profiles.needsSample, profiles.needsConsent], false)).toBe(false);
  expect(couldNotMeasure([fine, profiles.needsSample], true)).toBe(true);
  expect(couldNotMeasure([fine, profiles.failed], false)).toBe(true);
  const partial = measured({ warnings: [{ kind: 'partial', reason: 'cancelled', detail: 'after 2 rounds' }] });
  expect(couldNotMeasure([partial], false)).toBe(true);
});

test('the conclusion names each cause, and what nothing could be said of', () => {
  const said = conclusionOf([
    fine,
    { ...fine, verdict: compared('HIGH', 3.2), targets: [missed] },
    { ...fine, findings: [planChanged] },
    { ...fine, verdict: open },
    { ...fine, verdict: elsewhere },
    { ...fine, verdict: { state: 'no-baseline' } },
  ]);
  expect(said.split('\n').map((line) => line.replace(/GET [^\s:]+/, 'ID'))).toEqual([
    '4 endpoints of 6 passed the check.',
    '  failed        ID: HIGH · p95 3.20× slower',
    '  failed        ID: target missed: p95 9.80 ms, target 5.00 ms',
    `  failed        ID: ${planChanged.title}: ${planChanged.why}`,
    '  inconclusive  ID: inconclusive · p95 1.23 to 1.37× of the baseline. About 9 more rounds would tell.',
    "  not compared  ID: the baseline's processor is another",
    '  no baseline   ID',
    '',
  ]);
});

test('an update keeps what is new, faster or could not be compared, so that small slow-downs do not add up', () => {
  const kept: Verdict[] = [compared('FASTER', 0.6), { state: 'no-baseline' }, elsewhere];
  const left: Verdict[] = [compared('OK', 1.1), open];
  expect(kept.map((verdict) => isToKeep({ ...fine, verdict }))).toEqual([true, true, true]);
  expect(left.map((verdict) => isToKeep({ ...fine, verdict }))).toEqual([false, false]);
});
