import type { Finding, QueryProfile, SqlOutcome } from '../../model.ts';
import { duplicateQuery } from './duplicate-query.ts';
import { nPlusOne } from './n-plus-one.ts';
import { rowEstimate } from './row-estimate.ts';
import { seqScanFilter } from './seq-scan-filter.ts';
import { sortSpill } from './sort-spill.ts';

/** Looks at one query that belongs to the endpoint for certain. */
export type Rule = (query: QueryProfile) => Finding[];

const rules: Rule[] = [nPlusOne, seqScanFilter, sortSpill, rowEstimate, duplicateQuery];

/**
 * Costliest first. Queries whose number varied from probe to probe may belong to something else: nothing is said about
 * them. Needs the parser, which whoever made the outcome has loaded.
 */
export function sqlFindings(outcome: SqlOutcome): Finding[] {
  if (outcome.state !== 'recorded') return [];
  return outcome.queries
    .filter(({ attribution }) => attribution === 'constant')
    .flatMap((query) => rules.flatMap((rule) => rule(query)))
    .sort((a, b) => b.impactMs - a.impactMs);
}
