import type { PlanNode } from '../../model.ts';
import { type Comparison, comparisonsIn, detail, type SortColumn, sortColumns } from '../conditions.ts';

/** What a node of a plan would look up in an index of its table, if there was one. */
export interface Wish {
  relation: string;
  /** The node that is slow for want of it, by its path of child indexes from the root. */
  node: number[];
  comparisons: Comparison[];
  /** The order in which the rows are wanted. */
  order: SortColumn[];
  /** Milliseconds that it takes now, one execution; null where nothing was executed. */
  ms: number | null;
  /** Rows that it gives of those that it has; only planned ones where nothing was executed. */
  rows: number;
}

interface Placed {
  node: PlanNode;
  path: number[];
}

/** Less than this share of the rows that were read has to be wanted, or an index would not pay. */
const mostWantedShare = 0.2;

/** Costliest first. */
export function indexWishes(root: PlanNode): Wish[] {
  const wishes: Wish[] = [];
  const visit = (lineage: Placed[]) => {
    const { node, path } = lineage.at(-1)!;
    wishes.push(...wishesOf(lineage));
    for (const [index, child] of node.children.entries()) {
      visit([...lineage, { node: child, path: [...path, index] }]);
    }
  };
  visit([{ node: root, path: [] }]);
  return wishes.sort((a, b) => (b.ms ?? 0) - (a.ms ?? 0));
}

const scans = /^(Parallel )?(Seq Scan|Index Scan|Index Scan Backward|Bitmap Heap Scan)$/;

/** `lineage`: from the root to the node in question. */
function wishesOf(lineage: Placed[]): Wish[] {
  const { node, path } = lineage.at(-1)!;
  const { relation } = node;
  if (relation === null || !scans.test(node.type)) return [];
  const alias = detail(node, 'Alias') ?? relation;
  const own = ['Filter', 'Index Cond', 'Recheck Cond'].flatMap((label) => inDetail(node, label, alias));
  const joined = joinOf(lineage, alias);
  const comparisons = [...own, ...joined];
  const sort = sortOver(lineage, alias);
  const kept = (node.actualRows ?? 0) * node.loops;
  const read = kept + node.rowsRemoved;
  // What a join or a limit keeps of the rows is not seen at the scan.
  const isPicky = node.actualRows === null || joined.length > 0 || kept <= read * mostWantedShare;
  if (comparisons.length > 0 && isPicky) {
    const order = sort?.columns ?? [];
    return [{ relation, node: path, comparisons, order, ms: node.selfMs, rows: kept || node.plannedRows }];
  }
  if (!sort?.isLimited || detail(node, 'Index Cond') !== undefined) return [];
  const ms = node.selfMs === null ? null : node.selfMs + (sort.at.node.selfMs ?? 0);
  return [{ relation, node: sort.at.path, comparisons: own, order: sort.columns, ms, rows: 0 }];
}

const inDetail = (node: PlanNode, label: string, alias: string): Comparison[] =>
  comparisonsIn(detail(node, label) ?? '', alias);

const isJoin = ({ type }: PlanNode): boolean =>
  /^(Parallel )?(Nested Loop|Hash|Merge)( \w+)? Join$|^Nested Loop/.test(type);
/** They hand on the rows of one input. */
const handsOn = /^(Gather|Gather Merge|Materialize|Memoize|Hash|Parallel Hash|Sort|Incremental Sort)$/;

/**
 * What the nearest join compares the table with, where it could look up its rows one by one instead: those of a table
 * that a nested loop reads again and again, and those of a large table that only a few rows of the other input match.
 */
function joinOf(lineage: Placed[], alias: string): Comparison[] {
  const scan = lineage.at(-1)!.node;
  if (!scan.type.endsWith('Seq Scan')) return [];
  const above = lineage.slice(0, -1).findLastIndex(({ node }) => !handsOn.test(node.type));
  const join = lineage[above]?.node;
  if (!join || !isJoin(join)) return [];
  const input = lineage[above + 1]!.node;
  const other = join.children.find((child) => child !== input);
  const conditions = ['Join Filter', 'Hash Cond', 'Merge Cond'].flatMap((label) => inDetail(join, label, alias));
  if (join.type.startsWith('Nested Loop')) return input.role === 'inner' && input.loops >= 2 ? conditions : [];
  const read = rowsOf(scan) + scan.rowsRemoved;
  return other && rowsOf(other) <= read * mostFewShare ? conditions : [];
}

/** As many look-ups, against all rows of a table, may be cheaper than to read them all. */
const mostFewShare = 0.02;

const rowsOf = ({ actualRows, plannedRows, loops }: PlanNode): number =>
  actualRows === null ? plannedRows : actualRows * Math.max(1, loops);

/** The sort that the rows of this scan go through, if an index of its table could give their order. */
function sortOver(lineage: Placed[], alias: string): { at: Placed; columns: SortColumn[]; isLimited: boolean } | null {
  const above = lineage.slice(0, -1);
  for (let index = above.length - 1; index >= 0; index--) {
    const { node } = above[index]!;
    if (node.type.endsWith('Sort')) {
      const columns = sortColumns(detail(node, 'Sort Key') ?? '', alias);
      const isLimited = above.slice(0, index).some((ancestor) => ancestor.node.type === 'Limit');
      return columns && { at: above[index]!, columns, isLimited };
    }
    const input = lineage[index + 1]!.node;
    const keepsOrder = handsOn.test(node.type) || (isJoin(node) && input.role === 'outer');
    if (!keepsOrder) return null;
  }
  return null;
}
