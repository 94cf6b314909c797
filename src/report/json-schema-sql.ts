/** The shape of what the JSON report tells of SQL. */

import { z } from 'zod';
import type {
  IndexProof,
  MaskedParameter,
  PlanNode,
  PlanOutcome,
  QueryBefore,
  SlowStatement,
  Spread,
  StatementAverages,
  VanishedQuery,
  Waterfall,
} from '../model.ts';

const ms = z.number();
const count = z.number();
const path = z.array(z.number().int());

export const spread: z.ZodType<Spread> = z.object({ min: ms, median: ms, max: ms });

const planNode: z.ZodType<PlanNode> = z.object({
  type: z.string(),
  role: z.enum(['outer', 'inner', 'member', 'init-plan', 'sub-plan']).nullable(),
  relation: z.string().nullable(),
  index: z.string().nullable(),
  details: z.array(z.object({ label: z.string(), text: z.string() })),
  plannedRows: count,
  actualRows: count.nullable(),
  loops: count,
  selfMs: ms.nullable(),
  totalMs: ms.nullable(),
  rowsRemoved: count,
  rowsRemovedByJoin: count,
  heapFetches: count,
  pagesHit: count,
  pagesRead: count,
  spilledBytes: count,
  get children() {
    return z.array(planNode);
  },
});

const plan: z.ZodType<PlanOutcome> = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('executed'),
    source: z.enum(['replay', 'auto_explain']),
    root: planNode,
    planningMs: ms.nullable(),
    executionMs: ms,
    jitMs: ms,
    json: z.string(),
  }),
  z.object({ state: z.literal('estimated'), root: planNode, json: z.string(), reason: z.string() }),
  z.object({ state: z.literal('refused'), reason: z.string() }),
  z.object({ state: z.literal('failed'), message: z.string() }),
]);

const candidate = z.object({ ddl: z.string(), table: z.string(), node: path });

const proof: z.ZodType<IndexProof> = z.discriminatedUnion('state', [
  candidate.extend({
    ...{ state: z.literal('proposed'), database: z.string() },
    ...{ tableRows: count, tableBytes: count, expectedBuildMs: ms },
  }),
  candidate.extend({
    ...{ state: z.literal('proven'), beforeMs: ms, afterMs: ms, factor: z.number(), runs: count, buildMs: ms },
    ...{ indexBytes: count, tableRows: count, planAfter: planNode },
  }),
  candidate.extend({
    ...{ state: z.literal('estimated'), source: z.literal('hypopg'), costBefore: z.number(), costAfter: z.number() },
    ...{ factor: z.number(), reason: z.string() },
  }),
  candidate.extend({
    ...{ state: z.literal('no-gain'), reason: z.enum(['unused', 'too-small', 'surpassed']) },
    ...{ beforeMs: ms, afterMs: ms },
  }),
  candidate.extend({ state: z.literal('refused'), reason: z.string() }),
]);

const planStep = z.object({
  type: z.string(),
  relation: z.string().nullable(),
  index: z.string().nullable(),
  rows: count,
  selfMs: ms.nullable(),
});

const before: z.ZodType<QueryBefore> = z.discriminatedUnion('state', [
  z.object({ state: z.literal('new') }),
  z.object({
    state: z.literal('known'),
    callsPerRequest: count,
    msPerCall: ms,
    planMs: z.object({ was: ms, now: ms }).nullable(),
    steps: z.array(z.object({ was: planStep.nullable(), now: planStep.nullable() })),
  }),
]);

const parameter: z.ZodType<MaskedParameter> = z.object({ type: z.string().nullable(), bytes: count.nullable() });

/** With what was found about it, whose shape `finding` is. */
export const querySchema = (finding: z.ZodType) =>
  z.object({
    fingerprint: z.string(),
    text: z.string(),
    source: z.object({ file: z.string(), line: z.number().int() }).nullable(),
    attribution: z.enum(['constant', 'varying']),
    callsPerRequest: spread,
    msPerCall: spread,
    msPerRequest: ms,
    rowsPerCall: count,
    duplicateCallsPerRequest: count,
    parameters: z.array(parameter).nullable(),
    plan,
    proofs: z.array(proof),
    before: before.nullable(),
    findings: z.array(finding),
  });

const waterfall: z.ZodType<Waterfall> = z.object({
  probeMs: ms,
  databaseMs: ms,
  statements: z.array(
    z.object({ fingerprint: z.string(), atMs: ms, durationMs: ms, rows: count, inTransaction: z.boolean() }),
  ),
  leftOut: count,
});

const average = z.object({ text: z.string(), callsPerRequest: count, msPerCall: ms });

const vanished: z.ZodType<VanishedQuery> = average.extend({ fingerprint: z.string() });

const averages: z.ZodType<StatementAverages> = z.object({ probes: count, statements: z.array(average) });

export const sqlSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('recorded'),
    probes: count,
    uncertain: z.array(z.string()),
    waterfall: waterfall.nullable(),
    vanished: z.array(vanished),
  }),
  z.object({
    state: z.literal('not-recorded'),
    reason: z.object({ kind: z.string() }),
    averages: averages.optional(),
  }),
]);

export const slowStatement: z.ZodType<SlowStatement> = z.object({
  text: z.string(),
  calls: count,
  meanMs: ms,
  totalMs: ms,
  share: z.number(),
});
