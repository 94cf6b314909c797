import type { Finding, PlanNode, QueryProfile } from '../../model.ts';
import { detail, indexableColumns } from '../conditions.ts';
import { count, ms, percent } from './format.ts';
import { executedNodes, type PlacedNode, rowsKept, rowsRead, shareOf } from './plan-nodes.ts';
import { indexAdvice, isWastefulScan, matters } from './seq-scan-filter.ts';

const fewestLoops = 10;
const manyLoops = 100;
/** In all loops together. To read a table of a few rows again and again is fine. */
const fewestRowsRead = 1_000;

/** The inner side of a nested loop reads a whole table again for each row of the outer side. */
export function nestedLoopScan(query: QueryProfile): Finding[] {
  return executedNodes(query).flatMap((join) => {
    const scan = repeatedScan(join, query);
    // That scan tells the same, and knows the columns.
    if (!scan || isWastefulScan(scan.node, query)) return [];
    const { node, path } = scan;
    const table = node.relation ?? 'a table';
    // Without the repetition the rows that do not match need not be compared either.
    const share =
      shareOf(node, query) + (join.node.rowsRemovedByJoin > rowsKept(join.node) ? shareOf(join.node, query) : 0);
    const impactMs = share * query.msPerRequest;
    const columns = indexableColumns(detail(join.node, 'Join Filter') ?? '', detail(node, 'Alias') ?? table);
    return [
      {
        rule: 'nested-loop-scan',
        severity: node.loops >= manyLoops ? 'HIGH' : 'MEDIUM',
        title: `Reads all of ${table} ${count(node.loops)} times`,
        why: `The join starts over with ${table} for each row of its other side: ${count(rowsRead(node))} rows were read in all, ${percent(share)} of the query's time, ${ms(impactMs)} a request.`,
        advice:
          columns.length > 0
            ? indexAdvice(table, columns)
            : `Join ${table} on a column that has an index, so that only matching rows are read.`,
        impactMs,
        fingerprint: query.fingerprint,
        node: path,
      },
    ];
  });
}

/** The table that a nested loop reads from end to end for each row of its outer side. */
export function repeatedScan(join: PlacedNode, query: QueryProfile): PlacedNode | undefined {
  if (!join.node.type.startsWith('Nested Loop')) return undefined;
  return join.node.children
    .flatMap((child, index) => (child.role === 'inner' ? seqScansIn(child, [...join.path, index], join) : []))
    .find(({ node }) => node.loops >= fewestLoops && rowsRead(node) >= fewestRowsRead && matters(node, query));
}

/** What a nested loop further down repeats by itself is left to that one. */
function seqScansIn(node: PlanNode, path: number[], above: PlacedNode): PlacedNode[] {
  const at = { node, path, ancestors: [...above.ancestors, above.node] };
  if (node.type.endsWith('Seq Scan')) return [at];
  const isLoop = node.type.startsWith('Nested Loop');
  return node.children.flatMap((child, index) =>
    child.role === 'outer' || (child.role === 'inner' && !isLoop) ? seqScansIn(child, [...path, index], at) : [],
  );
}
