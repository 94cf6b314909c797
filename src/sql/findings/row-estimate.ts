import type { Finding, PlanNode, QueryProfile } from '../../model.ts';
import { detail, indexableColumns } from '../conditions.ts';
import { count, identifier } from './format.ts';
import { executedNodes, impactOf, type PlacedNode } from './plan-nodes.ts';

const lowFactor = 10;
const mediumFactor = 100;
const fewestRows = 100;

/** The planner was wrong by orders of magnitude about a node. The one to mend is where the error begins: the deepest. */
export function rowEstimate(query: QueryProfile): Finding[] {
  const wrong = executedNodes(query).filter(isWrong);
  const origins = wrong.filter(({ path }) => !wrong.some((other) => isBelow(other.path, path)));
  const [worst] = origins.filter(isMendable).toSorted((a, b) => factorOf(b.node) - factorOf(a.node));
  if (!worst) return [];
  const { node, path } = worst;
  const factor = factorOf(node);
  return [
    {
      rule: 'row-estimate',
      severity: factor >= mediumFactor ? 'MEDIUM' : 'LOW',
      title: `The planner expected ${count(node.plannedRows)} rows and got ${count(node.actualRows ?? 0)}`,
      why: whyOf(node, factor),
      advice: adviceFor(node),
      impactMs: impactOf(node, query),
      fingerprint: query.fingerprint,
      node: path,
    },
  ];
}

function whyOf(node: PlanNode, factor: number): string {
  const place = node.relation === null ? node.type : `${node.type} on ${node.relation}`;
  const fewCame = (node.actualRows ?? 0) > 0 ? `only one in ${count(factor)} came` : 'none came';
  const came = isTooFew(node) ? `${count(factor)} times as many came` : fewCame;
  return `PostgreSQL chose this plan for ${count(node.plannedRows)} rows at ${place}, but ${came}: for so ${isTooFew(node) ? 'many' : 'few'} another may be faster.`;
}

function adviceFor(node: PlanNode): string {
  const { relation, type } = node;
  if (type === 'Function Scan') return 'Tell the planner how many rows the function returns: ALTER FUNCTION … ROWS n.';
  if (relation === null) return 'Run ANALYZE on its tables, more often where they change much.';
  const columns = conditionColumns(node);
  const refresh = `Run ANALYZE ${identifier(relation)}`;
  if (columns.length < 2) return `${refresh}, more often where the table changes much.`;
  const name = identifier([relation, ...columns].join('_'));
  return `${refresh}; if that is not enough, CREATE STATISTICS ${name} ON ${columns.map(identifier).join(', ')} FROM ${identifier(relation)} and ANALYZE again.`;
}

const conditionColumns = (node: PlanNode): string[] => {
  const alias = detail(node, 'Alias') ?? node.relation ?? '';
  const conditions = ['Index Cond', 'Recheck Cond', 'Filter'].map((label) => detail(node, label) ?? '');
  return [...new Set(conditions.flatMap((condition) => indexableColumns(condition, alias)))];
};

function isWrong({ node }: PlacedNode): boolean {
  // These never count their rows.
  if (node.type === 'BitmapAnd' || node.type === 'BitmapOr') return false;
  const rows = Math.max(node.actualRows ?? 0, node.plannedRows);
  return node.loops > 0 && rows >= fewestRows && factorOf(node) >= lowFactor;
}

/** Whether better statistics could have told the planner. */
function isMendable({ node, ancestors }: PlacedNode): boolean {
  const line = [...ancestors, node];
  // How often a recursion goes round is always a guess, and a merge join reads the rows of equal keys again.
  if (line.some(({ type }) => type === 'Recursive Union') || isMergedInto(ancestors)) return false;
  // The WITH query has nodes of its own to tell it of; and what a subquery will keep, no statistics know.
  if (node.type === 'CTE Scan' || detail(node, 'Filter')?.includes('SubPlan')) return false;
  if (isTooFew(node)) return true;
  // Fewer groups than expected only means that memory was reserved in vain; a window that stops at a rank
  // (`row_number() <= 10`) is always expected to give all its rows; a function's rows are a round number, and so is the share of a range join.
  if (detail(node, 'Join Filter') !== undefined || /Aggregate$|^WindowAgg$|^Function Scan$/.test(node.type))
    return false;
  // What is stopped early has fewer rows than planned, which says nothing.
  return !line.some(
    ({ type, role }, depth) => type === 'Limit' || role === 'sub-plan' || stopsEarly(line[depth - 1], role),
  );
}

/** The first match is enough for EXISTS, and for a NOT EXISTS to fail. */
const stopsEarly = (parent: PlanNode | undefined, role: PlanNode['role']): boolean =>
  role === 'inner' && /^Nested Loop (Semi|Anti)/.test(parent?.type ?? '');

/** Either side of a merge join ends when the other does; but a sort in between has read all its rows by then. */
function isMergedInto(ancestors: PlanNode[]): boolean {
  const nearest = ancestors.findLast(
    ({ type }) => type.startsWith('Merge ') || /^(Sort|Hash|HashAggregate)$/.test(type),
  );
  return nearest?.type.startsWith('Merge ') ?? false;
}

/** The planner expected too few. */
const isTooFew = ({ actualRows, plannedRows }: PlanNode): boolean => (actualRows ?? 0) > plannedRows;

function factorOf({ actualRows, plannedRows }: PlanNode): number {
  const [actual, planned] = [Math.max(1, actualRows ?? 0), Math.max(1, plannedRows)];
  return Math.max(actual / planned, planned / actual);
}

const isBelow = (path: number[], above: number[]): boolean =>
  path.length > above.length && above.every((step, index) => path[index] === step);
