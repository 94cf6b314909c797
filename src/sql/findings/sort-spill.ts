import type { Finding, QueryProfile } from '../../model.ts';
import { detail } from '../conditions.ts';
import { bytes, ms, percent } from './format.ts';
import { executedNodes, impactOf, severityOf, shareOf } from './plan-nodes.ts';

const severeBytes = 100 * 1024 * 1024;

/** A sort, hash or aggregate that did not fit into work_mem and went to temporary files. */
export function sortSpill(query: QueryProfile): Finding[] {
  return executedNodes(query)
    .filter(({ node }) => node.spilledBytes > 0)
    .map(({ node, path }) => {
      const impactMs = impactOf(node, query);
      const key = detail(node, 'Sort Key');
      const index = key === undefined ? '' : `, or an index that already has the order ${key}`;
      return {
        rule: 'sort-spill',
        severity: node.spilledBytes >= severeBytes ? 'HIGH' : severityOf(impactMs, shareOf(node, query)),
        title: `${node.type} spills ${bytes(node.spilledBytes)} to disk`,
        why: `It did not fit into work_mem and takes ${percent(shareOf(node, query))} of the query's time, ${ms(impactMs)} a request.`,
        advice: `Read fewer rows or columns here${index}, or give this query a larger work_mem.`,
        impactMs,
        fingerprint: query.fingerprint,
        node: path,
      };
    });
}
