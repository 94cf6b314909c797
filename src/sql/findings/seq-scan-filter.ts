import type { Finding, PlanNode, QueryProfile, Severity } from '../../model.ts';
import { detail, indexableColumns } from '../conditions.ts';
import { count, identifier, ms, percent } from './format.ts';
import { executedNodes, impactOf, shareOf } from './plan-nodes.ts';

const fewestRemoved = 1_000;
const leastRemovedShare = 0.9;
/** Either is enough to matter. */
const leastTimeShare = 0.1;
const leastSelfMs = 1;

/** A table read from end to end to keep a few of its rows: an index would find them. */
export function seqScanFilter(query: QueryProfile): Finding[] {
  return executedNodes(query).flatMap(({ node, path }) => {
    const filter = detail(node, 'Filter');
    const kept = (node.actualRows ?? 0) * node.loops;
    const removedShare = node.rowsRemoved / (node.rowsRemoved + kept);
    if (!node.type.endsWith('Seq Scan') || filter === undefined) return [];
    if (node.rowsRemoved < fewestRemoved || removedShare < leastRemovedShare) return [];
    if (shareOf(node, query) < leastTimeShare && (node.selfMs ?? 0) < leastSelfMs) return [];

    const impactMs = impactOf(node, query);
    const table = node.relation ?? 'a table';
    return [
      {
        rule: 'seq-scan-filter',
        severity: severityOf(node, query, impactMs),
        title: `Reads all of ${table} to keep ${count(kept)} ${kept === 1 ? 'row' : 'rows'}`,
        why: `${count(node.rowsRemoved)} rows were read and thrown away by ${filter}: ${percent(shareOf(node, query))} of the query's time, ${ms(impactMs)} a request.`,
        advice: adviceFor(table, indexableColumns(filter, detail(node, 'Alias') ?? table)),
        impactMs,
        fingerprint: query.fingerprint,
        node: path,
      },
    ];
  });
}

function severityOf(node: PlanNode, query: QueryProfile, impactMs: number): Severity {
  if (impactMs >= 10 && shareOf(node, query) >= 0.5) return 'HIGH';
  return impactMs >= 1 ? 'MEDIUM' : 'LOW';
}

function adviceFor(table: string, columns: string[]): string {
  if (columns.length === 0) return `Give ${table} an index that serves this condition.`;
  return `Try an index: CREATE INDEX ON ${identifier(table)} (${columns.map(identifier).join(', ')}).`;
}
