import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { MeasuredProfile, Profile, TargetResult } from '../../../src/model.ts';
import { junitReport } from '../../../src/report/junit.ts';
import { casesOf } from '../../../src/report/junit-cases.ts';
import { anEndpoint, measured, profiles, reportedRun } from '../../support/profiles.ts';
import { searchWithSql } from '../../support/sql-profiles.ts';
import { compared, comparison } from '../../support/verdicts.ts';

const schema = readFileSync(join(import.meta.dirname, '../../support/schemas/jenkins-junit.xsd'), 'utf8');

const met: TargetResult = { target: 'p95Ms', limit: 20, actual: 9.8, met: true, selector: null };
const missed: TargetResult = { target: 'errorRate', limit: 0, actual: 0.01, met: false, selector: 'GET /api/**' };

const caseNamed = (name: string, profile: Profile) => casesOf(profile).find((one) => one.name === name)!;
const comparisonOf = (verdict: MeasuredProfile['verdict']) =>
  caseNamed('comparison with the baseline', { ...profiles.slower, verdict });

describe('a JUnit report', () => {
  test.each([
    ['every state', Object.values(profiles)],
    ['targets and SQL', [searchWithSql, { ...profiles.slower, targets: [met, missed] }]],
    ['nothing', []],
    [
      'what XML cannot hold',
      [measured({ endpoint: anEndpoint({ path: '/\u0000\u001b[31m<a b="c">]]>&\ud800\uffff' }) })],
    ],
  ])('of %s is valid by the schema that Jenkins has for them', async (_, shown) => {
    const result = await validateXML({ xml: junitReport(reportedRun(shown)), schema });
    expect(result.errors).toEqual([]);
    expect(result.valid).toBe(true);
  });

  test('counts its cases', () => {
    const text = junitReport(
      reportedRun([{ ...profiles.slower, targets: [met, missed] }, profiles.failed, profiles.needsSample]),
    );
    expect(text).toContain('<testsuites name="orders-api" tests="6" failures="2" errors="1">');
    expect(text).toContain('<testsuite name="GET /api/orders/recent" tests="4" failures="2" errors="0" skipped="0"');
  });

  test('names the endpoint in every case, and gives the latency it is about in seconds', () => {
    const text = junitReport(reportedRun([{ ...profiles.slower, targets: [met] }]));
    const cases = text.match(/<testcase .*?>/g);
    expect(cases).toEqual([
      '<testcase classname="GET /api/orders/recent" name="measurement" time="0.004587">',
      '<testcase classname="GET /api/orders/recent" name="comparison with the baseline" time="0.009822">',
      '<testcase classname="GET /api/orders/recent" name="target p95" time="0.009800">',
    ]);
  });
});

describe('the cases of an endpoint', () => {
  test('a regression fails, with what was found', () => {
    expect(comparisonOf(compared('HIGH', 2.4)).outcome).toMatchObject({
      ...{ kind: 'failure', type: 'regression', message: 'HIGH · p95 2.40× slower' },
      lines: expect.arrayContaining([expect.stringContaining('HIGH: One query runs 25 times a request.')]),
    });
  });

  test.each(['OK', 'FASTER'] as const)('%s passes', (severity) => {
    expect(comparisonOf(compared(severity, 1)).outcome).toEqual({ kind: 'passed' });
  });

  test('what cannot be judged is skipped, with the reason', () => {
    const reasonOf = (verdict: MeasuredProfile['verdict']) => comparisonOf(verdict).outcome;
    expect(reasonOf({ state: 'no-baseline' })).toEqual({ kind: 'skipped', reason: 'no baseline is saved' });
    expect(reasonOf({ state: 'incomparable', reason: 'the load is another' })).toEqual({
      ...{ kind: 'skipped', reason: 'not compared: the load is another' },
    });
    expect(reasonOf({ state: 'inconclusive', moreRounds: 12, ...comparison(1.2) })).toEqual({
      ...{ kind: 'skipped', reason: 'inconclusive: About 12 more rounds would tell.' },
    });
  });

  test('each target is a case: missed, it fails with its figures', () => {
    const profile = { ...profiles.slower, targets: [met, missed] };
    expect(caseNamed('target p95', profile)).toMatchObject({ outcome: { kind: 'passed' } });
    expect(caseNamed('target errors', profile)).toMatchObject({
      outcome: { kind: 'failure', type: 'target', message: 'errors 1 %, target 0 %' },
      output: ['1 %, at most 0 %, set for GET /api/**'],
    });
  });

  test('a plan that got worse fails, however fast it still is; without a plan to compare there is no case', () => {
    const [finding] = profiles.slower.findings;
    const worse = { ...finding!, rule: 'plan-changed', severity: 'HIGH' as const, title: 'The plan changed' };
    expect(caseNamed('query plans', { ...profiles.slower, findings: [worse] }).outcome).toMatchObject({
      ...{ kind: 'failure', type: 'plan-changed', message: 'The plan changed' },
    });
    expect(caseNamed('query plans', searchWithSql).outcome).toEqual({ kind: 'passed' });
    expect(caseNamed('query plans', profiles.slower)).toBeUndefined();
  });

  test('what could not be measured is an error; what nobody let it measure is skipped', () => {
    expect(casesOf(profiles.failed)).toMatchObject([
      { name: 'measurement', outcome: { kind: 'error', message: 'The server did not answer within 30 s.' } },
    ]);
    for (const profile of [profiles.needsSample, profiles.needsConsent, profiles.cancelled]) {
      expect(casesOf(profile)).toMatchObject([{ name: 'measurement', outcome: { kind: 'skipped' } }]);
    }
    const partial = measured({ warnings: [{ kind: 'partial', reason: 'too-many-failures', detail: '30 of 40' }] });
    expect(caseNamed('measurement', partial).outcome).toMatchObject({ kind: 'error', type: 'partial' });
  });
});
