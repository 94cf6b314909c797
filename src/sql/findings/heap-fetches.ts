import type { Finding, QueryProfile } from '../../model.ts';
import { count, identifier, ms, percent } from './format.ts';
import { executedNodes, impactOf, rowsRead, severityOf, shareOf } from './plan-nodes.ts';

const fewestFetches = 1_000;
const leastShare = 0.1;

/** An index-only scan that had to look into the table all the same, because it has not been vacuumed for long. */
export function heapFetches(query: QueryProfile): Finding[] {
  return executedNodes(query)
    .filter(({ node }) => node.heapFetches > Math.max(fewestFetches, leastShare * rowsRead(node)))
    .map(({ node, path }) => {
      const impactMs = impactOf(node, query);
      const table = node.relation ?? 'the table';
      return {
        rule: 'heap-fetches',
        severity: severityOf(impactMs, shareOf(node, query)),
        title: `Looks ${count(node.heapFetches)} rows up in ${table} that the index already holds`,
        why: `Those rows changed since the last VACUUM, so the index alone could not tell whether they still exist: ${percent(shareOf(node, query))} of the query's time, ${ms(impactMs)} a request.`,
        advice: `Run VACUUM ${node.relation === null ? 'on the table' : identifier(node.relation)}, and let autovacuum come by more often where the table changes much.`,
        impactMs,
        fingerprint: query.fingerprint,
        node: path,
      };
    });
}
