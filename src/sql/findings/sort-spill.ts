import type { Finding, PlanNode, QueryProfile } from '../../model.ts';
import { detail } from '../conditions.ts';
import { bytes, ms, percent } from './format.ts';
import { executedNodes, severityOf, shareOf } from './plan-nodes.ts';

const severeBytes = 100 * 1024 * 1024;

/** A sort, hash or aggregate that did not fit into work_mem and went to temporary files. */
export function sortSpill(query: QueryProfile): Finding[] {
  return executedNodes(query)
    .filter(({ node, ancestors }) => node.spilledBytes > 0 && !isTableOf(ancestors.at(-1), node))
    .map(({ node, path }) => {
      const parts = [node, ...node.children.filter((child) => isTableOf(node, child))];
      const spilledBytes = parts.reduce((sum, part) => sum + part.spilledBytes, 0);
      const share = parts.reduce((sum, part) => sum + shareOf(part, query), 0);
      const impactMs = share * query.msPerRequest;
      const key = detail(node, 'Sort Key');
      const index = key === undefined ? '' : `, add an index that already has the order ${key}`;
      return {
        rule: 'sort-spill',
        severity: spilledBytes >= severeBytes ? 'HIGH' : severityOf(impactMs, share),
        title: `${node.type} spills ${bytes(spilledBytes)} to disk`,
        why: `It did not fit into work_mem, the memory for one step of a query, and takes ${percent(share)} of the query's time, ${ms(impactMs)} a request.`,
        advice: `Read fewer rows or columns here${index}, or give this query a larger work_mem.`,
        impactMs,
        fingerprint: query.fingerprint,
        node: path,
      };
    });
}

/** A join and the hash table below it spill together. */
const isTableOf = (join: PlanNode | undefined, { type }: PlanNode): boolean =>
  /^(Parallel )?Hash$/.test(type) && join !== undefined && join.spilledBytes > 0;
