import { describe, expect, it } from 'vitest';
import type { MeasuredProfile, TargetResult } from '../../../../src/model.ts';
import { recommendationsOf } from '../../../../src/report/recommendations/index.ts';
import { at, cores, faultless, found, query, withQueries } from '../../../support/facts.ts';
import { loadProfiles } from '../../../support/load-profiles.ts';
import { compared } from '../../../support/verdicts.ts';

const kinds = (...profiles: MeasuredProfile[]) => recommendationsOf(profiles).map(({ kind }) => kind);

/** Ten connections; one request alone takes 4 ms, 0.5 of them in the database. */
function crowded(p50Ms: number, rps: number, overrides: Partial<MeasuredProfile> = {}): MeasuredProfile {
  const profile = faultless({ ...cores(0.2), ...overrides });
  return { ...profile, summary: { ...profile.summary, p50Ms, rps } };
}

const missed: TargetResult = { target: 'p95Ms', limit: 20, actual: 82, met: false, selector: null };

describe('shorten-queue', () => {
  it('says how many are served at once while the server has time', () => {
    const [first] = recommendationsOf([crowded(40, 250)]);
    expect(first!.kind).toBe('shorten-queue');
    expect(first!.title).toContain('the server has time');
    expect(first!.advice).toContain('about 1 at once');
    expect(first!.evidence[0]!.figure).toBe(
      '4.00 ms alone, 40.0 ms with 10 connections at 250/s, while the server used 0.2 cores',
    );
  });

  it('names the connection pool where the database is much of a request', () => {
    const sql = withQueries([query({ msPerRequest: 3 })]);
    expect(recommendationsOf([crowded(40, 250, { sql })])[0]!.title).toContain('connection pool');
  });

  it('is none where the server is busy, few wait, they wait shortly, or the generator was in the way', () => {
    const heldUp = { warnings: [{ kind: 'generator-held-up', longestMs: 60, totalMs: 200 }] } as const;
    expect(kinds(crowded(40, 250, cores(0.9)))).toEqual([]);
    expect(kinds(crowded(40, 250, { ...heldUp, warnings: [...heldUp.warnings] }))).toEqual([]);
    expect(kinds(crowded(11, 900), crowded(40, 2_400))).toEqual([]);
  });

  it('is none where the cause is known', () => {
    const loop = query({ msPerRequest: 3 });
    const findings = [found('n-plus-one', 'HIGH', { impactMs: 2.9, fingerprint: loop.fingerprint })];
    expect(kinds(crowded(40, 250, { sql: withQueries([loop]), findings }))).toEqual(['ask-once']);
  });
});

describe('raise-capacity', () => {
  const sweep = (coreCount: number) => ({ ...loadProfiles.sweep, ...cores(coreCount) });

  it.each([
    [0.96, 'One core is busy all the time'],
    [3.1, 'the processor that is short'],
    [0.3, 'The server itself has time left'],
  ])('with %s cores used at the knee the advice is another', (used, advice) => {
    const [first] = recommendationsOf([sweep(used)]);
    expect(first!.kind).toBe('raise-capacity');
    expect(first!.advice).toContain(advice);
    expect(first!.evidence[0]!.figure).toContain('Beyond 16 users more of them bring next to nothing: 3,270/s');
  });

  it('where more users make it worse, it says how many to let in', () => {
    const declining = structuredClone(sweep(0.96));
    declining.scaling!.steps.at(-1)!.rps = 2_000;
    expect(recommendationsOf([sweep(0.96)])[0]!.priority).toBe('LOW');
    const [first] = recommendationsOf([declining]);
    expect(first).toMatchObject({ priority: 'MEDIUM' });
    expect(first!.advice).toContain('no more than about 16 requests');
  });

  it('is none while throughput still grows, nor where the generator was the limit', () => {
    expect(kinds(loadProfiles.sweepGrowing)).toEqual([]);
    const warnings: MeasuredProfile['warnings'] = [{ kind: 'generator-saturated', utilisation: 0.97 }];
    expect(kinds({ ...sweep(0.96), warnings })).toEqual(['faster-generator']);
  });

  it('a rate that is not reached is a limit too', () => {
    const warnings: MeasuredProfile['warnings'] = [
      { kind: 'rate-not-reached', offeredPerS: 140, reachedPerS: 118, unsent: 1_320 },
    ];
    expect(recommendationsOf([faultless({ warnings })])).toMatchObject([{ kind: 'raise-capacity', priority: 'HIGH' }]);
  });
});

describe('missed-target', () => {
  it.each([
    ['database', { sql: withQueries([query({ msPerRequest: 70 })], 80) }, /^Begin with its dearest statement/],
    ['handler', { sql: withQueries([query({ msPerRequest: 2 })], 80) }, /^Profile the handler of GET/],
  ])('says what dominates where no cause is known: %s', (_, overrides, title) => {
    const [first] = recommendationsOf([crowded(90, 110, { targets: [missed], ...overrides, ...cores(0.9) })]);
    expect(first).toMatchObject({ kind: 'missed-target', priority: 'HIGH' });
    expect(first!.title).toMatch(title);
    expect(first!.evidence[0]!.figure).toContain('p95 82.0 ms, target 20.0 ms');
  });

  it('blames the load where one alone is quick enough', () => {
    const [first] = recommendationsOf([crowded(80, 120, { targets: [missed], ...cores(0.9) })]);
    expect(first!.title).toContain('under load');
  });

  it('is none where it is met, or its cause is named: that becomes HIGH instead', () => {
    expect(kinds(faultless({ targets: [{ ...missed, met: true }] }))).toEqual([]);
    const loop = query({ msPerRequest: 3 });
    const findings = [found('n-plus-one', 'LOW', { impactMs: 2.9, fingerprint: loop.fingerprint })];
    const [first, ...others] = recommendationsOf([
      faultless({ targets: [missed], sql: withQueries([loop]), findings }),
    ]);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ kind: 'ask-once', priority: 'HIGH' });
    expect(first!.evidence[0]!.figure).toContain('p95 82.0 ms, target 20.0 ms');
  });
});

describe('regression', () => {
  const was = (msPerCall: number, now: number) =>
    query({
      msPerRequest: now,
      before: { state: 'known', callsPerRequest: 1, msPerCall, planMs: null, steps: [] },
    });
  const slower = (overrides: Partial<MeasuredProfile> = {}) =>
    faultless({ verdict: compared('HIGH', 2.4), ...overrides });

  it('looks at the handler where the statements take what they took', () => {
    const [first] = recommendationsOf([slower({ sql: withQueries([was(0.5, 0.5)]) })]);
    expect(first).toMatchObject({ kind: 'regression', priority: 'HIGH', savesMs: null });
    expect(first!.title).toBe('Find out what made GET /api/orders/recent slower since commit a1b2c3d');
    expect(first!.advice).toContain('look at its handler');
    expect(first!.code).toBe('git log -p a1b2c3d.. -- src/routes/orders.ts');
    expect(first!.evidence[0]!.figure).toBe(
      'p95 2.40× (2.28 to 2.52) of the baseline; alone it takes 4.00 ms now, its statements 0.500 ms → 0.500 ms',
    );
  });

  it('names the statement that grew, or is new', () => {
    const [grown] = recommendationsOf([slower({ sql: withQueries([was(0.5, 3)]) })]);
    expect(grown!.advice).toContain('0.500 ms → 3.00 ms a request: SELECT name');
    const [fresh] = recommendationsOf([
      slower({ sql: withQueries([query({ msPerRequest: 3, before: { state: 'new' } })]) }),
    ]);
    expect(fresh!.advice).toContain('did not send then: SELECT name');
  });

  it('does not take a statement for the reason that grew by a little of it', () => {
    const [first] = recommendationsOf([slower({ sql: withQueries([was(0.2, 3)], 45) })]);
    expect(first!.advice).toContain('not the reason');
    expect(first!.evidence[0]!.figure).toContain('alone it takes 45.0 ms now, its statements 0.200 ms → 3.00 ms');
  });

  it('is none where that statement has a recommendation already, nor without a regression', () => {
    const grown = was(0.5, 3);
    const findings = [found('n-plus-one', 'HIGH', { impactMs: 2.5, fingerprint: grown.fingerprint })];
    expect(kinds(slower({ sql: withQueries([grown]), findings }))).toEqual(['ask-once']);
    expect(kinds(faultless({ verdict: compared('OK', 1.1) }), faultless({ verdict: compared('FASTER', 0.5) }))).toEqual(
      [],
    );
  });

  it('what a baseline or a file name says never becomes a command', () => {
    const hostile = slower({ endpoint: { ...at('/a').endpoint, file: "a'; rm -rf ~; '.ts" } });
    expect(recommendationsOf([hostile])[0]!.code).toBe(String.raw`git log -p a1b2c3d.. -- 'a'\''; rm -rf ~; '\''.ts'`);
    const verdict = compared('HIGH', 2.4);
    if (verdict.state === 'compared') verdict.baseline.commit = '$(reboot)';
    const [first] = recommendationsOf([slower({ verdict })]);
    expect(first!.code).toBeNull();
    expect(first!.title).not.toContain('reboot');
  });
});

describe('what long and busy runs show', () => {
  it('drift has a recommendation of its own for memory and for latency', () => {
    const findings = [found('memory-drift'), found('latency-drift')];
    expect(kinds(faultless({ findings }))).toEqual(['stop-drift', 'stop-drift']);
  });

  it('slow tails of several endpoints are one question', () => {
    const slow = ['/a', '/b'].map((path) => faultless({ ...at(path), findings: [found('slow-tail')] }));
    expect(recommendationsOf(slow)).toMatchObject([{ kind: 'slow-tail', evidence: [{}, {}] }]);
  });

  it('a generator at its limit asks for another measurement, last of all', () => {
    const warnings: MeasuredProfile['warnings'] = [{ kind: 'generator-saturated', utilisation: 0.93 }];
    const all = recommendationsOf([faultless({ warnings, findings: [found('uncompressed-body', 'LOW')] })]);
    expect(all.map(({ kind }) => kind)).toEqual(['compress', 'faster-generator']);
    expect(all[1]!.code).toBe('--workers 2');
  });
});
