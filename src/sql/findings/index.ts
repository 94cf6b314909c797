import type { Finding, QueryProfile, SqlOutcome } from '../../model.ts';
import { duplicateQuery } from './duplicate-query.ts';
import { heapFetches } from './heap-fetches.ts';
import { jit } from './jit.ts';
import { joinFilter } from './join-filter.ts';
import { withProofs } from './missing-index.ts';
import { nPlusOne } from './n-plus-one.ts';
import { nestedLoopScan } from './nested-loop-scan.ts';
import { noLimit } from './no-limit.ts';
import { offset } from './offset.ts';
import { planning } from './planning.ts';
import { rowEstimate } from './row-estimate.ts';
import { seqScanFilter } from './seq-scan-filter.ts';
import { sortSpill } from './sort-spill.ts';

/** Looks at one query that belongs to the endpoint for certain. */
export type Rule = (query: QueryProfile) => Finding[];

/** These count calls and rows, which matter however quick the query is on this machine. */
const rulesByCount: Record<string, Rule> = {
  'n-plus-one': nPlusOne,
  'duplicate-query': duplicateQuery,
  'no-limit': noLimit,
};

const rulesByPlan: Record<string, Rule> = {
  'seq-scan-filter': seqScanFilter,
  'nested-loop-scan': nestedLoopScan,
  'join-filter': joinFilter,
  'sort-spill': sortSpill,
  'heap-fetches': heapFetches,
  offset,
  'row-estimate': rowEstimate,
  jit,
  planning,
};

export const ruleNames: string[] = Object.keys({ ...rulesByCount, ...rulesByPlan });

/** A request gains nothing from a better plan of a query that takes less. */
const leastMsPerRequest = 1;

/**
 * Costliest first. Queries whose number varied from probe to probe may belong to something else: nothing is said about
 * them. Needs the parser, which whoever made the outcome has loaded.
 */
export function sqlFindings(outcome: SqlOutcome): Finding[] {
  if (outcome.state !== 'recorded') return [];
  return outcome.queries
    .filter(({ attribution }) => attribution === 'constant')
    .flatMap((query) =>
      withProofs(
        rulesFor(query).flatMap((rule) => rule(query)),
        query,
      ),
    )
    .sort((a, b) => b.impactMs - a.impactMs);
}

const rulesFor = ({ msPerRequest }: QueryProfile): Rule[] =>
  Object.values(msPerRequest >= leastMsPerRequest ? { ...rulesByCount, ...rulesByPlan } : rulesByCount);
