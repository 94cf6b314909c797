import type { Finding, QueryProfile } from '../../model.ts';
import { count, identifier, ms, percent } from './format.ts';
import { executedNodes, rowsRead, severityOf, shareOf } from './plan-nodes.ts';

const fewestFetches = 1_000;
const leastShare = 0.1;

/** An index-only scan that had to look into the table all the same, because it has not been vacuumed for long. */
export function heapFetches(query: QueryProfile): Finding[] {
  const scans = executedNodes(query)
    .filter(({ node }) => node.heapFetches > Math.max(fewestFetches, leastShare * rowsRead(node)))
    .toSorted((a, b) => b.node.heapFetches - a.node.heapFetches);
  // One VACUUM mends all scans of a table.
  return [...Map.groupBy(scans, ({ node }) => node.relation)].map(([relation, [worst, ...others]]) => {
    const share = [worst!, ...others].reduce((sum, { node }) => sum + shareOf(node, query), 0);
    const impactMs = share * query.msPerRequest;
    const table = relation ?? 'the table';
    return {
      rule: 'heap-fetches',
      severity: severityOf(impactMs, share),
      title: `Looks ${count(worst!.node.heapFetches)} rows up in ${table}, though the index holds all it needs`,
      why: `Those rows changed since the last VACUUM, so the index alone could not tell whether they still exist: ${percent(share)} of the query's time, ${ms(impactMs)} a request.`,
      advice: `Run VACUUM ${relation === null ? 'on the table' : identifier(relation)}, and let autovacuum come by more often where the table changes much.`,
      impactMs,
      fingerprint: query.fingerprint,
      node: worst!.path,
    };
  });
}
