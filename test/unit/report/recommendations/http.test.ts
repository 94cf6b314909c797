import { describe, expect, it } from 'vitest';
import type { ColdStart, MeasuredProfile } from '../../../../src/model.ts';
import { recommendationsOf } from '../../../../src/report/recommendations/index.ts';
import { at, faultless, found, http, query, withQueries } from '../../../support/facts.ts';
import { anEndpoint } from '../../../support/profiles.ts';
import { compared } from '../../../support/verdicts.ts';

const kinds = (...profiles: MeasuredProfile[]) => recommendationsOf(profiles).map(({ kind }) => kind);

describe('fix-errors', () => {
  const failing = (status: number | null, path = '/a', share = 0.03): MeasuredProfile => {
    const profile = faultless({ ...at(path), findings: [found('error-rate')] });
    const errors = Math.round(share * profile.summary.count);
    const statusCodes = { 200: profile.summary.count - errors, ...(status === null ? {} : { [status]: errors }) };
    return { ...profile, summary: { ...profile.summary, errors, errorRate: share, statusCodes } };
  };

  it.each([
    [401, /lets them in/],
    [404, /^Correct the requests/],
    [429, /rate limit/],
    [503, /answered with 503/],
    [null, /no answer/],
  ])('answers with %s have a cure of their own', (status, title) => {
    expect(recommendationsOf([failing(status)])[0]!.title).toMatch(title);
  });

  it('is one for all endpoints that fail alike', () => {
    const all = recommendationsOf([failing(401, '/a'), failing(403, '/b'), failing(503, '/c'), failing(503, '/d')]);
    expect(all.map(({ evidence }) => evidence.length)).toEqual([2, 2]);
  });

  it('comes before what is slow, and is HIGH where the share misses its target', () => {
    const missed = { target: 'errorRate', limit: 0.01, actual: 0.03, met: false, selector: null } as const;
    const loop = query({ msPerRequest: 90, callsPerRequest: { min: 25, median: 25, max: 25 } });
    const slow = faultless({
      sql: withQueries([loop], 100),
      findings: [found('n-plus-one', 'HIGH', { impactMs: 88, fingerprint: loop.fingerprint })],
    });
    const [first, second] = recommendationsOf([slow, { ...failing(503), targets: [missed] }]);
    expect(first).toMatchObject({ kind: 'fix-errors', priority: 'HIGH' });
    expect(first!.evidence[0]!.figure).toContain('errors 3 %, target 1 %');
    expect(second!.kind).toBe('ask-once');
  });

  it('is all there is to say of an endpoint that mostly fails', () => {
    const findings = [found('error-rate', 'HIGH'), found('uncompressed-body'), found('slow-tail')];
    expect(kinds({ ...failing(500, '/a', 0.6), findings })).toEqual(['fix-errors']);
    expect(kinds({ ...failing(500, '/a', 0.4), findings })).toHaveLength(3);
  });
});

describe('caching', () => {
  const works = (laterCallsMs: number, latencyMs: number, cacheControl: string | null = null) =>
    faultless({
      ...http({ etag: 'W/"1"', conditional: { state: 'works', latencyMs }, laterCallsMs, cacheControl }),
      sql: withQueries([query()], laterCallsMs),
    });

  it('an answer that is made anew each time though it stays the same could be kept', () => {
    const [first] = recommendationsOf([works(84, 81)]);
    expect(first).toMatchObject({ kind: 'cache-answer', priority: 'LOW', savesMs: null });
    expect(first!.evidence[0]!.figure).toBe(
      '84.0 ms for the same content each time, and a 304 takes 81.0 ms; no Cache-Control',
    );
  });

  it('not where it is quick, the 304 is, or somebody said how long it keeps', () => {
    expect(kinds(works(12, 12), works(84, 2), works(84, 81, 'no-store'))).toEqual([]);
  });

  it('not where a measured saving comes first', () => {
    const loop = query({ msPerRequest: 60 });
    const findings = [found('n-plus-one', 'HIGH', { impactMs: 58, fingerprint: loop.fingerprint })];
    expect(kinds({ ...works(84, 81), sql: withQueries([loop], 84), findings })).toEqual(['ask-once']);
  });

  it('not where it has only become slow', () => {
    expect(kinds({ ...works(84, 81), verdict: compared('HIGH', 2.4) })).toEqual(['regression']);
  });

  it('an ETag that is ignored is one fault of all endpoints', () => {
    const ignoring = ['/a', '/b', '/c'].map((path) =>
      faultless({ ...at(path), findings: [found('etag-ignored', 'LOW')] }),
    );
    expect(recommendationsOf(ignoring)).toMatchObject([{ kind: 'answer-not-modified', priority: 'MEDIUM' }]);
  });

  it('a cache that mostly misses the same request is named with its rate', () => {
    const hits = (count: number, misses: number) => faultless(http({ cache: { hits: count, misses }, vary: 'Cookie' }));
    expect(recommendationsOf([hits(310, 690)])).toMatchObject([
      {
        ...{ kind: 'raise-cache-hits', priority: 'MEDIUM' },
        evidence: [{ figure: '31 % hits, 310 of 1,000 answers; Cache-Control: not sent, Vary: Cookie' }],
      },
    ]);
    expect(kinds(hits(800, 200), hits(10, 80))).toEqual([]);
  });
});

describe('size', () => {
  it('large text that comes uncompressed is one fault of the server, with the line of its framework', () => {
    const large = (path: string, framework = 'express') =>
      faultless({ endpoint: anEndpoint({ path, framework }), findings: [found('uncompressed-body', 'LOW')] });
    const [first] = recommendationsOf([large('/a'), large('/b')]);
    expect(first).toMatchObject({ kind: 'compress', priority: 'LOW' });
    expect(first!.code).toContain('app.use(compression())');
    expect(recommendationsOf([large('/a'), large('/b', 'fastify')])[0]!.code).toBeNull();
    expect(recommendationsOf([large('/a', 'constructor')])[0]!.code).toBeNull();
  });

  it('an answer of a megabyte is too large, and a statement without LIMIT goes with it', () => {
    const sized = (median: number, findings: MeasuredProfile['findings'] = []) => {
      const profile = faultless({ findings });
      return { ...profile, summary: { ...profile.summary, bodyBytes: { median, max: median } } };
    };
    const rows = found('no-limit', 'MEDIUM', {
      title: 'Returns 12,000 rows at once',
      fingerprint: query().fingerprint,
    });
    const [first, ...others] = recommendationsOf([sized(2_600_000, [rows])]);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ kind: 'shrink-answer', priority: 'MEDIUM' });
    expect(first!.evidence[0]!.figure).toBe('2.60 MB an answer; a statement returns 12,000 rows at once');
    expect(kinds(sized(990_000))).toEqual([]);
  });
});

describe('warm-up', () => {
  const cold = (kind: ColdStart['kind'], latencyMs: number, factor = 90): ColdStart => ({
    ...{ kind, atMs: 0, latencyMs, factor, times: 1, spreadMs: null },
  });

  it('the server’s start is said once, and of no endpoint', () => {
    const slow = { cold: [cold('process', 5_200)], findings: [found('server-start')] };
    expect(recommendationsOf([faultless(slow), faultless({ ...slow, ...at('/b') })])).toMatchObject([
      { kind: 'warm-up', evidence: [{ endpoint: null, figure: 'ready 5.20 s after its start' }] },
    ]);
  });

  it('first calls are one piece of work, each named with its own', () => {
    const slow = (path: string, ms: number) =>
      faultless({ ...at(path), cold: [cold('route', ms)], findings: [found('cold-start', 'LOW')] });
    const [first] = recommendationsOf([slow('/a', 342), slow('/b', 400)]);
    expect(first!.title).toBe('Move one-time work out of the first calls of 2 endpoints');
    expect(first!.evidence[0]!.figure).toMatch(/^the first call took 342 ms, 90× the steady median of/);
    expect(recommendationsOf([slow('/a', 342)])[0]!.title).toContain('the first call of GET /a');
  });

  it('new connections have no finding of their own, and need 200 ms and ten times the median', () => {
    expect(kinds(faultless({ cold: [cold('connection', 220, 26)] }))).toEqual(['warm-up']);
    expect(kinds(faultless({ cold: [cold('connection', 190, 26), cold('connection', 220, 6)] }))).toEqual([]);
  });
});
