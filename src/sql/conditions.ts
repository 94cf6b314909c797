import type { PlanNode } from '../model.ts';
import { parseStatements, walk, wordsOf } from './parser.ts';

export const detail = (node: PlanNode, label: string): string | undefined =>
  node.details.find((entry) => entry.label === label)?.text;

/**
 * The columns of a condition as EXPLAIN prints it, those that are compared for equality first, as an index wants
 * them. Empty when it holds what is not SQL, such as `hashed SubPlan 1`.
 */
export function columnsOf(condition: string): string[] {
  const [statement] = parseStatements(`SELECT 1 WHERE ${condition}`) ?? [];
  const equal = new Set<string>();
  const all = new Set<string>();
  walk(statement, (name, fields) => {
    if (name === 'ColumnRef') addColumn(all, fields);
    const isEquality = name === 'A_Expr' && wordsOf(fields.name).at(-1) === '=';
    if (isEquality) walk([fields.lexpr, fields.rexpr], (inner, ref) => inner === 'ColumnRef' && addColumn(equal, ref));
  });
  return [...new Set([...equal, ...all])];
}

function addColumn(columns: Set<string>, ref: Record<string, unknown>): void {
  const column = wordsOf(ref.fields).at(-1);
  if (column !== undefined) columns.add(column);
}
