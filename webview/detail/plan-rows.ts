/** A plan's tree as rows, in the order of reading. */

import type { Finding, PlanNode } from '../../src/model.ts';
import { formatBytes, formatCount, formatMean, plural } from '../../src/report/format.ts';

export interface PlanRow {
  node: PlanNode;
  /** Child indexes from the root, `0.1`; empty for the root. */
  path: string;
  /** 1 for the root. */
  level: number;
  position: number;
  siblings: number;
  findings: Finding[];
}

export function planRows(root: PlanNode, findings: Finding[]): PlanRow[] {
  const rows: PlanRow[] = [];
  const visit = (node: PlanNode, path: number[], position: number, siblings: number) => {
    const key = path.join('.');
    const own = findings.filter((finding) => finding.node?.join('.') === key);
    rows.push({ node, path: key, level: path.length + 1, position, siblings, findings: own });
    node.children.forEach((child, index) => {
      visit(child, [...path, index], index + 1, node.children.length);
    });
  };
  visit(root, [], 1, 1);
  return rows;
}

/** Rows below a closed node are hidden. */
export const isVisible = (row: PlanRow, closed: ReadonlySet<string>): boolean =>
  ![...closed].some((path) => row.path !== path && (path === '' || row.path.startsWith(`${path}.`)));

export const selfTimeOf = (node: PlanNode): number =>
  (node.selfMs ?? 0) + node.children.reduce((sum, child) => sum + selfTimeOf(child), 0);

/** As EXPLAIN prints it behind the table's name. */
export const aliasOf = ({ details }: PlanNode): string | null =>
  details.find(({ label }) => label === 'Alias')?.text ?? null;

export const conditionWords = ({ details }: PlanNode): string =>
  details
    .filter(({ label }) => label !== 'Alias')
    .map(({ label, text }) => `${label} ${text}`)
    .join(' · ');

/** A loop's rows as they were planned, and as they were. */
export const rowWords = ({ plannedRows, actualRows }: PlanNode): string =>
  actualRows === null
    ? `${formatCount(plannedRows)} planned`
    : `${formatCount(plannedRows)} → ${formatMean(actualRows)}`;

/** Pages, removed rows and spilled bytes, as far as there are any. */
export function readWords({ rowsRemoved, pagesRead, pagesHit, spilledBytes }: PlanNode): string {
  return [
    rowsRemoved > 0 ? `${plural(rowsRemoved, 'row')} removed` : '',
    pagesHit > 0 ? `${plural(pagesHit, 'page')} cached` : '',
    pagesRead > 0 ? `${plural(pagesRead, 'page')} read` : '',
    spilledBytes > 0 ? `${formatBytes(spilledBytes)} spilled to disk` : '',
  ]
    .filter(Boolean)
    .join(' · ');
}
