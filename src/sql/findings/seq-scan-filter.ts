import type { Finding, PlanNode, QueryProfile } from '../../model.ts';
import { detail, indexableColumns } from '../conditions.ts';
import { conditionText, count, identifier, ms, percent } from './format.ts';
import { executedNodes, impactOf, rowsKept, rowsRead, severityOf, shareOf } from './plan-nodes.ts';

const fewestRemoved = 1_000;
const leastRemovedShare = 0.9;
/** Either is enough to matter. */
const leastTimeShare = 0.1;
const leastSelfMs = 1;

/** A table read from end to end to keep a few of its rows: an index would find them. */
export function seqScanFilter(query: QueryProfile): Finding[] {
  return executedNodes(query)
    .filter(({ node }) => isWastefulScan(node, query))
    .map(({ node, path }) => {
      const filter = detail(node, 'Filter') ?? '';
      const share = shareOf(node, query);
      const impactMs = impactOf(node, query);
      const table = node.relation ?? 'a table';
      return {
        rule: 'seq-scan-filter',
        severity: severityOf(impactMs, share),
        title: `Reads all of ${table}${timesWords(node)} to keep ${rowWords(rowsKept(node))}`,
        why: `${count(node.rowsRemoved)} rows were read and thrown away by ${conditionText(filter)}: ${percent(share)} of the query's time, ${ms(impactMs)} a request.`,
        advice: adviceFor(table, indexableColumns(filter, detail(node, 'Alias') ?? table)),
        impactMs,
        fingerprint: query.fingerprint,
        node: path,
      };
    });
}

export function isWastefulScan(node: PlanNode, query: QueryProfile): boolean {
  return (
    node.type.endsWith('Seq Scan') &&
    detail(node, 'Filter') !== undefined &&
    node.rowsRemoved >= fewestRemoved &&
    node.rowsRemoved >= leastRemovedShare * rowsRead(node) &&
    matters(node, query)
  );
}

export const matters = (node: PlanNode, query: QueryProfile): boolean =>
  shareOf(node, query) >= leastTimeShare || (node.selfMs ?? 0) >= leastSelfMs;

/** The loops of a parallel scan are processes that read a part each. */
const timesWords = ({ type, loops }: PlanNode): string =>
  loops > 1 && !type.startsWith('Parallel') ? ` ${count(loops)} times` : '';

const rowWords = (rows: number): string => (rows === 0 ? 'none' : `${count(rows)} ${rows === 1 ? 'row' : 'rows'}`);

const adviceFor = (table: string, columns: string[]): string =>
  columns.length === 0
    ? `Give ${table} an index that serves this condition: on the very expression, or with pg_trgm for LIKE.`
    : indexAdvice(table, columns);

export const indexAdvice = (table: string, columns: string[]): string =>
  `Try an index: CREATE INDEX ON ${identifier(table)} (${columns.map(identifier).join(', ')}).`;
