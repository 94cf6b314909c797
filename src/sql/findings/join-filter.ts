import type { Finding, PlanNode, QueryProfile } from '../../model.ts';
import { detail } from '../conditions.ts';
import { count, ms, percent } from './format.ts';
import { repeatedScan } from './nested-loop-scan.ts';
import { executedNodes, rowsKept, severityOf, shareOf } from './plan-nodes.ts';

const fewestRejected = 10_000;
const leastTimesKept = 9;

/** A join that puts pairs of rows together only to find that they do not belong together. */
export function joinFilter(query: QueryProfile): Finding[] {
  return executedNodes(query)
    .filter(({ node }) => node.rowsRemovedByJoin >= fewestRejected)
    .filter(({ node }) => node.rowsRemovedByJoin >= leastTimesKept * pairsKept(node))
    .filter((join) => repeatedScan(join, query) === undefined) // It has a finding of its own.
    .map(({ node, path }) => {
      const share = shareOf(node, query) + repetitionShare(node, query);
      const impactMs = share * query.msPerRequest;
      return {
        rule: 'join-filter',
        severity: severityOf(impactMs, share),
        title: `Compares ${count(node.rowsRemovedByJoin + pairsKept(node))} pairs of rows to keep ${count(pairsKept(node))}`,
        why: `The join could not look its rows up by ${detail(node, 'Join Filter') ?? 'its condition'} and tried every pair: ${percent(share)} of the query's time, ${ms(impactMs)} a request.`,
        advice:
          'Compare columns for equality where you can: an OR, a function or a range in the condition of a join leaves no key to look up.',
        impactMs,
        fingerprint: query.fingerprint,
        node: path,
      };
    });
}

const pairsKept = (node: PlanNode): number => rowsKept(node) + node.rowsRemoved - node.rowsRemovedByJoin;

/** Rows that are kept in memory for a nested loop are handed out again for every pair. */
function repetitionShare({ children }: PlanNode, query: QueryProfile): number {
  const kept = children.filter(({ role, type }) => role === 'inner' && type === 'Materialize');
  return kept.reduce((sum, node) => sum + shareOf(node, query), 0);
}
