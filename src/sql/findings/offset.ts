import type { Finding, QueryProfile } from '../../model.ts';
import { count, ms } from './format.ts';
import { executedNodes, rowsKept, severityOf } from './plan-nodes.ts';

const fewestDropped = 1_000;

/** Pages by OFFSET: all rows of the pages before are found, only to be dropped. */
export function offset(query: QueryProfile): Finding[] {
  return executedNodes(query).flatMap(({ node, path }) => {
    const input = node.children.find(({ role }) => role === 'outer');
    if (node.type !== 'Limit' || !input) return [];
    const read = rowsKept(input);
    // A LIMIT alone takes no more rows than it gives.
    const dropped = read - rowsKept(node);
    if (dropped < fewestDropped) return [];
    const { plan } = query;
    const totalMs = plan.state === 'executed' ? (plan.root.totalMs ?? 0) : 0;
    const share = totalMs > 0 ? Math.min(1, (input.totalMs ?? 0) / totalMs) * (dropped / read) : 0;
    const impactMs = share * query.msPerRequest;
    return [
      {
        rule: 'offset',
        severity: severityOf(impactMs, share),
        title: `OFFSET drops ${count(dropped)} of ${count(read)} rows`,
        why: `The rows of all pages before are found and thrown away, about ${ms(impactMs)} a request, and more with each page.`,
        advice:
          'Go on from the last row of the page before: WHERE (key) > ($1) ORDER BY key LIMIT n, with an index on key.',
        impactMs,
        fingerprint: query.fingerprint,
        node: path,
      },
    ];
  });
}
