import type { PlanNode, PlanOutcome, QueryProfile, Severity } from '../../model.ts';

export interface PlacedNode {
  node: PlanNode;
  /** Child indexes from the root. */
  path: number[];
  ancestors: PlanNode[];
}

export type ExecutedPlan = Extract<PlanOutcome, { state: 'executed' }>;

/** The nodes of an executed plan, parents before their children; none of any other plan. */
export function executedNodes({ plan }: QueryProfile): PlacedNode[] {
  return plan.state === 'executed' ? placed({ node: plan.root, path: [], ancestors: [] }) : [];
}

function placed(at: PlacedNode): PlacedNode[] {
  const { node, path, ancestors } = at;
  const below = node.children.flatMap((child, index) =>
    placed({ node: child, path: [...path, index], ancestors: [...ancestors, node] }),
  );
  return [at, ...below];
}

/** The node's share of the plan's time, 0 to 1. */
export function shareOf(node: PlanNode, { plan }: QueryProfile): number {
  const totalMs = plan.state === 'executed' ? (plan.root.totalMs ?? 0) : 0;
  return totalMs > 0 ? Math.min(1, (node.selfMs ?? 0) / totalMs) : 0;
}

/** Milliseconds a request: the node's share of what the query was measured to take, for EXPLAIN itself slows it. */
export const impactOf = (node: PlanNode, query: QueryProfile): number => shareOf(node, query) * query.msPerRequest;

/** HIGH where one fault is most of a query that takes long. */
export function severityOf(impactMs: number, share: number): Severity {
  if (impactMs >= 10 && share >= 0.5) return 'HIGH';
  return impactMs >= 1 ? 'MEDIUM' : 'LOW';
}

/** What a node handed on, all loops together. */
export const rowsKept = ({ actualRows, loops }: PlanNode): number => Math.round((actualRows ?? 0) * loops);

export const rowsRead = (node: PlanNode): number => rowsKept(node) + node.rowsRemoved;
