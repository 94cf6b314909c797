import type { Finding, PlanNode, QueryProfile } from '../../model.ts';
import { detail, indexableColumns } from '../conditions.ts';
import { conditionText, count, ms, percent } from './format.ts';
import { repeatedScan } from './nested-loop-scan.ts';
import { executedNodes, rowsKept, rowsRead, severityOf, shareOf } from './plan-nodes.ts';
import { indexAdvice } from './seq-scan-filter.ts';

const fewestRejected = 10_000;
const leastTimesKept = 9;
/** For fewer an index is not worth its upkeep. */
const fewestIndexedRows = 1_000;

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
        title: `Compares ${count(node.rowsRemovedByJoin + pairsKept(node))} pairs of rows to keep ${pairsKept(node) === 0 ? 'none' : count(pairsKept(node))}`,
        why: `The join could not look its rows up by ${conditionText(detail(node, 'Join Filter') ?? 'its condition')} and tried every pair: ${percent(share)} of the query's time, ${ms(impactMs)} a request.`,
        advice: adviceFor(node),
        impactMs,
        fingerprint: query.fingerprint,
        node: path,
      };
    });
}

/** A nested loop would look rows up in an index of its inner table, if there were one. */
function adviceFor({ children, details }: PlanNode): string {
  const inner = children.find(({ role }) => role === 'inner');
  const scan = inner?.type === 'Materialize' ? inner.children[0] : inner;
  const filter = details.find(({ label }) => label === 'Join Filter')?.text ?? '';
  const columns = indexableColumns(filter, (scan && detail(scan, 'Alias')) ?? scan?.relation ?? '');
  return scan?.type === 'Seq Scan' &&
    scan.relation !== null &&
    columns.length > 0 &&
    rowsRead(scan) >= fewestIndexedRows
    ? indexAdvice(scan.relation, columns)
    : 'Let the join compare indexed columns for equality: an OR, a function or a range leaves it no key to look up.';
}

const pairsKept = (node: PlanNode): number => rowsKept(node) + node.rowsRemoved - node.rowsRemovedByJoin;

/** Rows that are kept in memory for a nested loop are handed out again for every pair. */
function repetitionShare({ children }: PlanNode, query: QueryProfile): number {
  const kept = children.filter(({ role, type }) => role === 'inner' && type === 'Materialize');
  return kept.reduce((sum, node) => sum + shareOf(node, query), 0);
}
