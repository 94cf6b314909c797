import type { PlanNode } from '../model.ts';
import { parseStatements, type SyntaxNode, wordsOf } from './parser.ts';

export const detail = (node: PlanNode, label: string): string | undefined =>
  node.details.find((entry) => entry.label === label)?.text;

const equalities = ['='];
/** Not `~~`, which is LIKE: a plain index serves it for some patterns and some collations only. */
const ranges = ['<', '<=', '>', '>='];

/**
 * The columns of one table by which an index could find the rows that a condition, as EXPLAIN prints it, keeps: those
 * compared for equality first. Only parts that all have to hold, and only bare columns, count. `alias`: the table's
 * name in the statement. Empty when the condition holds what is not SQL, such as `hashed SubPlan 1`.
 */
export function indexableColumns(condition: string, alias: string): string[] {
  const [statement] = parseStatements(`SELECT 1 WHERE ${condition}`) ?? [];
  const where = (statement?.SelectStmt as SyntaxNode | undefined)?.whereClause as SyntaxNode | undefined;
  const comparisons = conjuncts(where).flatMap((part) => (part.A_Expr ? [part.A_Expr as SyntaxNode] : []));
  const columnsComparedBy = (operators: string[]) =>
    comparisons
      .filter(({ name }) => operators.includes(wordsOf(name).at(-1) ?? ''))
      .flatMap(({ lexpr, rexpr }) => [columnOf(lexpr, alias), columnOf(rexpr, alias)])
      .filter((column) => column !== undefined);
  return [...new Set([...columnsComparedBy(equalities), ...columnsComparedBy(ranges)])];
}

function conjuncts(expression: SyntaxNode | undefined): SyntaxNode[] {
  if (!expression) return [];
  const bool = expression.BoolExpr as { boolop: string; args: SyntaxNode[] } | undefined;
  return bool?.boolop === 'AND_EXPR' ? bool.args.flatMap(conjuncts) : [expression];
}

/** EXPLAIN writes `(status)::text` where the column is a varchar: the cast changes nothing. */
function columnOf(operand: unknown, alias: string): string | undefined {
  const { ColumnRef, TypeCast } = (operand ?? {}) as Record<string, SyntaxNode | undefined>;
  if (TypeCast) return columnOf(TypeCast.arg, alias);
  const words = wordsOf(ColumnRef?.fields);
  return words.length === 1 || words.at(-2) === alias ? words.at(-1) : undefined;
}
