/** The statements of an endpoint as a baseline keeps them: no condition, no parameter, no constant of their texts. */

import { z } from 'zod';
import type { PlanNode, PlanStep, QueryProfile, SqlOutcome } from '../model.ts';
import { withoutConstants } from './without-constants.ts';

const figure = z.number().nonnegative();

const planShapeSchema = z.strictObject({
  type: z.string(),
  relation: z.string().nullable(),
  index: z.string().nullable(),
  rows: figure,
  selfMs: figure.nullable(),
  get children() {
    return z.array(planShapeSchema);
  },
});

export const keptQuerySchema = z.strictObject({
  fingerprint: z.string(),
  text: z.string(),
  attribution: z.enum(['constant', 'varying']),
  callsPerRequest: figure,
  msPerCall: figure,
  rowsPerCall: figure.nullable(),
  plan: planShapeSchema.nullable().describe('Null where the database gave none'),
});

export type PlanShape = z.infer<typeof planShapeSchema>;
export type KeptQuery = z.infer<typeof keptQuerySchema>;

/** In the order of their fingerprints: that of their times would differ from run to run. Null where none was recorded. */
export function keptQueries(sql: SqlOutcome): KeptQuery[] | null {
  if (sql.state !== 'recorded') return null;
  return sql.queries
    .map((query) => ({
      fingerprint: keyOf(query),
      text: withoutConstants(query.text),
      attribution: query.attribution,
      callsPerRequest: query.callsPerRequest.median,
      msPerCall: query.msPerCall.median,
      rowsPerCall: query.rowsPerCall,
      plan: 'root' in query.plan ? shapeOf(query.plan.root) : null,
    }))
    .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
}

/** The fingerprint of a text that cannot be parsed is that text. */
export const keyOf = ({ fingerprint }: Pick<QueryProfile, 'fingerprint'>): string =>
  /^[0-9a-f]{16}$/.test(fingerprint) ? fingerprint : withoutConstants(fingerprint);

export function shapeOf(node: PlanNode): PlanShape {
  return { ...stepOf(node), children: node.children.map(shapeOf) };
}

function stepOf({ type, relation, index, plannedRows, actualRows, loops, selfMs }: PlanNode): PlanStep {
  const rows = actualRows === null ? plannedRows : actualRows * loops;
  return { type, relation, index, rows, selfMs };
}
