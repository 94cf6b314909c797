import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PlanNode } from '../../../src/model.ts';
import type { RawNode } from '../../../src/sql/exclusive.ts';
import { ruleNames, sqlFindings } from '../../../src/sql/findings/index.ts';
import { loadParser } from '../../../src/sql/parser.ts';
import { type CorpusPlan, corpus, profileOf } from '../../support/plan-corpus.ts';

const entries = corpus();
const title = ({ number, plan }: (typeof entries)[number]) => `${number}: ${plan.name}`;

const findingsIn = (plan: CorpusPlan) =>
  sqlFindings({
    state: 'recorded',
    probes: 5,
    queries: [profileOf(plan)],
    uncertain: [],
    waterfall: null,
    vanished: [],
  });

describe('Findings in the plans of real servers', () => {
  beforeAll(loadParser);

  test.each(entries.map((entry) => [title(entry), entry] as const))('%s', (_title, { plan, expected }) => {
    const found = findingsIn(plan).map(({ rule, severity, node }) => ({ rule, severity, ...(node ? { node } : {}) }));
    expect(found).toEqual(expected.findings);
    expect(found.map(({ rule }) => rule).filter((rule) => expected.nearMissOf.includes(rule))).toEqual([]);
  });

  test.each(ruleNames)('%s is found at least twice, and comes close without being found at least twice', (rule) => {
    const fires = entries.filter(({ expected }) => expected.findings.some((finding) => finding.rule === rule));
    const nearMisses = entries.filter(({ expected }) => expected.nearMissOf.includes(rule));
    expect(fires.length).toBeGreaterThanOrEqual(2);
    expect(nearMisses.length).toBeGreaterThanOrEqual(2);
  });

  test('PostgreSQL 15 and 18 made at least twenty plans each', () => {
    const versions = Object.groupBy(entries, ({ plan }) => /\d+/.exec(plan.postgres)![0]);
    expect(Object.keys(versions)).toEqual(['15', '18']);
    for (const plans of Object.values(versions)) expect(plans!.length).toBeGreaterThanOrEqual(20);
  });

  test('a request that needs less than a millisecond of a statement gains nothing from a better plan', () => {
    for (const { plan } of entries) {
      const tiny = { ...plan, calls: 1, repeated: 0, rowsPerCall: 1, msPerCall: 0.9 };
      expect(findingsIn(tiny), plan.name).toEqual([]);
    }
  });

  test('what is said is whole: sentences, with the cost within that of the statement', () => {
    for (const { plan } of entries) {
      for (const { title, why, advice, impactMs } of findingsIn(plan)) {
        expect(title).toMatch(/^[A-Z].*[^.]$/);
        for (const sentence of [why, advice]) expect(sentence).toMatch(/^[A-Z0-9].*\.$/);
        for (const text of [title, why, advice]) expect(text).not.toMatch(/undefined|null|NaN|Infinity/);
        expect(impactMs).toBeGreaterThanOrEqual(0);
        expect(impactMs).toBeLessThanOrEqual(plan.calls * plan.msPerCall * 1.001);
      }
    }
  });
});

describe('Any plan', () => {
  beforeAll(loadParser);

  const number = fc.oneof(
    fc.constant(0),
    fc.integer({ min: 0, max: 1e7 }),
    fc.double({ min: 0, max: 1e7, noNaN: true }),
  );
  const condition = fc.oneof(
    fc.constantFrom('(a = 1)', '((o.a)::text ~~ $1)', '(hashed SubPlan 1)', "(n = 'it''s'::text)", '((a < b.c) OR d)'),
    fc.string(),
  );
  const node: (depth: number) => fc.Arbitrary<RawNode> = fc.memo((depth) =>
    fc.record(
      {
        'Node Type': fc.oneof(
          fc.constantFrom('Seq Scan', 'Nested Loop', 'Hash Join', 'Merge Join', 'Hash', 'Sort', 'Limit', 'Gather'),
          fc.constantFrom('Index Only Scan', 'Function Scan', 'CTE Scan', 'Materialize', 'Recursive Union', 'Result'),
        ),
        'Parent Relationship': fc.constantFrom('Outer', 'Inner', 'InitPlan', 'SubPlan', 'Member'),
        'Relation Name': fc.oneof(fc.constantFrom('orders', 'order', 'Über "x"'), fc.string()),
        ...{ Alias: fc.string(), Filter: condition, 'Join Filter': condition, 'Recheck Cond': condition },
        ...{ 'Plan Rows': number, 'Actual Rows': number, 'Actual Loops': number, 'Actual Total Time': number },
        ...{ 'Rows Removed by Filter': number, 'Rows Removed by Join Filter': number, 'Heap Fetches': number },
        ...{ 'Sort Space Type': fc.constant('Disk'), 'Sort Space Used': number, 'Temp Written Blocks': number },
        Plans: depth > 1 ? fc.array(node(depth - 1), { maxLength: 3 }) : fc.constant([]),
      },
      { requiredKeys: ['Node Type'] },
    ),
  );
  const printed = fc.tuple(
    fc.record({
      Plan: node(4),
      'Planning Time': number,
      'Execution Time': number,
      JIT: fc.record({ Timing: fc.record({ Total: number }) }),
    }),
  );

  test('is judged, whatever a server prints: no finding costs more than its statement', () => {
    const [{ plan }] = entries as [(typeof entries)[number]];
    fc.assert(
      fc.property(printed, (json) => {
        for (const { title, why, advice, impactMs } of findingsIn({ ...plan, printed: json })) {
          for (const text of [title, why, advice]) expect(text).not.toMatch(/undefined|null|NaN|Infinity/);
          expect(impactMs).toBeGreaterThanOrEqual(0);
          expect(impactMs).toBeLessThanOrEqual(plan.msPerCall * 1.001);
        }
      }),
    );
  });
});

describe('Shares of real plans', () => {
  const flatten = (node: PlanNode): PlanNode[] => [node, ...node.children.flatMap(flatten)];
  const sum = (nodes: PlanNode[], share: (node: PlanNode) => number) =>
    nodes.reduce((total, node) => total + share(node), 0);
  const explained = entries.filter(({ plan }) => plan.printed !== null);

  test.each(explained.map((entry) => [title(entry), entry] as const))('%s', (_title, { plan }) => {
    const profile = profileOf(plan).plan;
    if (profile.state !== 'executed') throw new Error('It was not executed.');
    const [{ Plan: raw }] = plan.printed as [{ Plan: RawNode }];
    const nodes = flatten(profile.root);
    for (const { selfMs, pagesHit, pagesRead, spilledBytes } of nodes) {
      for (const share of [selfMs!, pagesHit, pagesRead, spilledBytes]) expect(share).toBeGreaterThanOrEqual(0);
    }
    expect(sum(nodes, ({ selfMs }) => selfMs!)).toBeCloseTo(raw['Actual Total Time']!, 6);
    expect(sum(nodes, ({ pagesHit }) => pagesHit)).toBeCloseTo(Number(raw['Shared Hit Blocks']), 6);
    expect(sum(nodes, ({ pagesRead }) => pagesRead)).toBeCloseTo(Number(raw['Shared Read Blocks']), 6);
    // What never ran has no share.
    for (const { loops, selfMs, pagesHit } of nodes) if (loops === 0) expect([selfMs, pagesHit]).toEqual([0, 0]);
  });
});
