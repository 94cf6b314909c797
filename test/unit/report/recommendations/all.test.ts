import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MeasuredProfile } from '../../../../src/model.ts';
import { recommendationsOf } from '../../../../src/report/recommendations/index.ts';
import { at, faultless, found, query, withQueries } from '../../../support/facts.ts';
import { loadProfiles } from '../../../support/load-profiles.ts';
import { profiles } from '../../../support/profiles.ts';
import { searchWithSql, withAverages } from '../../../support/sql-profiles.ts';

const samples = [...Object.values(profiles), ...Object.values(loadProfiles), searchWithSql, withAverages];

it('a fast and faultless endpoint has none, and neither has one that was not measured', () => {
  expect(recommendationsOf([])).toEqual([]);
  expect(recommendationsOf([faultless()])).toEqual([]);
  expect(recommendationsOf([profiles.failed, profiles.needsSample, profiles.needsConsent, profiles.cancelled])).toEqual(
    [],
  );
});

it('every one of them says what to do and what was measured, in plain sentences', () => {
  const all = recommendationsOf(samples);
  expect(all.length).toBeGreaterThan(5);
  for (const { title, advice, evidence } of all) {
    expect(title).toMatch(/^\S.*[^.\s]$/s);
    expect(advice).toMatch(/^\S.*\S$/s);
    expect(evidence).not.toEqual([]);
    for (const { figure } of evidence) expect(figure).toMatch(/\S/);
    expect([title, advice, ...evidence.map(({ figure }) => figure)].join()).not.toMatch(
      /undefined|NaN|\bnull\b|\[object/,
    );
  }
});

it('every finding is spoken of, also one of a rule that nobody knew', () => {
  const unheardOf = found('unheard-of', 'LOW', { title: 'Something new' });
  expect(recommendationsOf([faultless({ findings: [unheardOf] })])).toMatchObject([
    { kind: 'see-finding', title: 'Something new', evidence: [{ figure: 'Why of unheard-of' }] },
  ]);
});

it('they come by priority, and within one by what they cost', () => {
  const loop = (ms: number, fingerprint: string, path: string): MeasuredProfile =>
    faultless({
      ...at(path),
      sql: withQueries([query({ fingerprint, msPerRequest: ms })], ms + 1),
      findings: [found('n-plus-one', 'LOW', { impactMs: ms * 0.9, fingerprint })],
    });
  const all = recommendationsOf([loop(2, 'b', '/b'), loop(20, 'd', '/d'), loop(0.5, 'a', '/a'), loop(60, 'c', '/c')]);
  expect(all.map(({ priority, evidence }) => [priority, evidence[0]!.endpoint])).toEqual([
    ['HIGH', 'GET /c'],
    ['HIGH', 'GET /d'],
    ['MEDIUM', 'GET /b'],
    ['LOW', 'GET /a'],
  ]);
});

it('whatever the order of the results, the same is recommended', () => {
  const told = (list: typeof samples) =>
    recommendationsOf(list)
      .map(({ kind, priority }) => `${kind} ${priority}`)
      .sort();
  expect(told(samples.toReversed())).toEqual(told(samples));
});

it('names and texts are data, whatever they hold', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (path, text, framework) => {
      const one = query({ text, msPerRequest: 3, callsPerRequest: { min: 9, median: 9, max: 9 } });
      const profile = faultless({
        endpoint: { ...at(path).endpoint, framework },
        sql: withQueries([one]),
        findings: [
          found('n-plus-one', 'HIGH', { impactMs: 2.6, fingerprint: one.fingerprint }),
          found('uncompressed-body'),
        ],
      });
      const all = recommendationsOf([profile]);
      expect(all.map(({ evidence }) => evidence[0]!.endpoint)).toEqual([`GET ${path}`, `GET ${path}`]);
      expect(all.every(({ code }) => code === null || typeof code === 'string')).toBe(true);
    }),
  );
});
