import type { PlanNode, PlanOutcome } from '../../src/model.ts';
import { aliasOf, planRows } from './plan-rows.ts';

type PlanWithRoot = Extract<PlanOutcome, { root: PlanNode }>;

/** Indented as EXPLAIN prints it, for a message or an issue; times and pages are each node's own. */
export function planText(plan: PlanWithRoot): string {
  const lines = planRows(plan.root, []).flatMap(({ node, level }) => {
    const indent = level === 1 ? '' : `${' '.repeat(6 * (level - 2) + 2)}->  `;
    const below = ' '.repeat(level === 1 ? 2 : indent.length + 2);
    return [`${indent}${headline(node)}`, ...properties(node).map((line) => `${below}${line}`)];
  });
  if (plan.state === 'executed') {
    if (plan.planningMs !== null) lines.push(`Planning Time: ${plan.planningMs.toFixed(3)} ms`);
    lines.push(`Execution Time: ${plan.executionMs.toFixed(3)} ms`);
  }
  return lines.join('\n');
}

function headline(node: PlanNode): string {
  const { type, relation, index, plannedRows, actualRows, selfMs, loops } = node;
  const name = [type, index && `using ${index}`, relation && `on ${relation}`, aliasOf(node)].filter(Boolean).join(' ');
  const planned = `(planned rows=${round(plannedRows)})`;
  if (actualRows === null || selfMs === null) return `${name}  ${planned}`;
  if (loops === 0) return `${name}  ${planned} (never executed)`;
  return `${name}  ${planned} (own time=${selfMs.toFixed(3)} ms rows=${round(actualRows)} loops=${loops})`;
}

function properties({ details, rowsRemoved, pagesHit, pagesRead, spilledBytes }: PlanNode): string[] {
  const pages = [pagesHit > 0 ? `hit=${round(pagesHit)}` : '', pagesRead > 0 ? `read=${round(pagesRead)}` : ''];
  return [
    ...details.filter(({ label }) => label !== 'Alias').map(({ label, text }) => `${label}: ${text}`),
    ...(rowsRemoved > 0 ? [`Rows Removed: ${round(rowsRemoved)}`] : []),
    ...(pagesHit + pagesRead > 0 ? [`Buffers: shared ${pages.filter(Boolean).join(' ')}`] : []),
    ...(spilledBytes > 0 ? [`Disk: ${Math.round(spilledBytes / 1024)}kB`] : []),
  ];
}

/** Averages over loops have fractions. */
const round = (value: number): string => String(Number(value.toFixed(2)));
