import type { PlanNode } from '../model.ts';
import { parseStatements, type SyntaxNode, walk, wordsOf } from './parser.ts';

export const detail = (node: PlanNode, label: string): string | undefined =>
  node.details.find((entry) => entry.label === label)?.text;

/** One part of a condition that a b-tree index on the column serves. */
export interface Comparison {
  column: string;
  /** `one-of`: equality with any of a list, behind which an index gives no order. */
  kind: 'equal' | 'one-of' | 'range' | 'is-null';
  /** Compared as a text, which costs nothing where the column is a varchar and forbids an index where it is none. */
  asText: boolean;
  /** The constant that it is compared with, without quotes; a boolean column by itself is compared with `true`. */
  constant: string | null;
}

/** Not `~~`, which is LIKE: a plain index serves it for some patterns and some collations only. */
const ranges = ['<', '<=', '>', '>='];

/**
 * What a condition, as EXPLAIN prints it, demands of bare columns of one table, of all parts that have to hold.
 * `alias`: the table's name in the statement. Empty when the condition holds what is not SQL, such as
 * `hashed SubPlan 1`.
 */
export function comparisonsIn(condition: string, alias: string): Comparison[] {
  const [statement] = parseStatements(`SELECT 1 WHERE ${condition}`) ?? [];
  const where = (statement?.SelectStmt as SyntaxNode | undefined)?.whereClause as SyntaxNode | undefined;
  return conjuncts(where).flatMap((part) => comparisonOf(part, alias) ?? []);
}

/** The columns of one table by which an index could find the rows that a condition keeps: those of equalities first. */
export function indexableColumns(condition: string, alias: string): string[] {
  const comparisons = comparisonsIn(condition, alias).filter(({ kind }) => kind !== 'is-null');
  const [later, first] = [true, false].map((isRange) =>
    comparisons.filter(({ kind }) => (kind === 'range') === isRange).map(({ column }) => column),
  );
  return [...new Set([...first!, ...later!])];
}

export interface SortColumn {
  column: string;
  /** As CREATE INDEX has it: ` DESC`, ` NULLS FIRST`, or empty. */
  order: string;
}

/** The columns of a sort key as EXPLAIN prints it; `null` unless all of them are bare columns of one table. */
export function sortColumns(key: string, alias: string): SortColumn[] | null {
  const [statement] = parseStatements(`SELECT 1 ORDER BY ${key}`) ?? [];
  const clause = (statement?.SelectStmt as { sortClause?: { SortBy: SyntaxNode }[] } | undefined)?.sortClause ?? [];
  const columns = clause.flatMap(({ SortBy: { node, sortby_dir, sortby_nulls } }) => {
    const column = sortby_dir === 'SORTBY_USING' ? undefined : columnOf(node, alias);
    const order = `${orders[String(sortby_dir)] ?? ''}${orders[String(sortby_nulls)] ?? ''}`;
    return column === undefined || column.asText ? [] : [{ column: column.name, order }];
  });
  return columns.length === clause.length && columns.length > 0 ? columns : null;
}

const orders: Record<string, string> = {
  SORTBY_DESC: ' DESC',
  SORTBY_NULLS_FIRST: ' NULLS FIRST',
  SORTBY_NULLS_LAST: ' NULLS LAST',
};

function conjuncts(expression: SyntaxNode | undefined): SyntaxNode[] {
  if (!expression) return [];
  const bool = expression.BoolExpr as { boolop: string; args: SyntaxNode[] } | undefined;
  return bool?.boolop === 'AND_EXPR' ? bool.args.flatMap(conjuncts) : [expression];
}

function comparisonOf(part: SyntaxNode, alias: string): Comparison | undefined {
  const { A_Expr, NullTest, BoolExpr } = part as Record<string, SyntaxNode | undefined>;
  if (NullTest) {
    const column = NullTest.nulltesttype === 'IS_NULL' ? columnOf(NullTest.arg, alias) : undefined;
    return column && { column: column.name, kind: 'is-null', asText: false, constant: null };
  }
  if (A_Expr) return operation(A_Expr, alias);
  const negated = BoolExpr?.boolop === 'NOT_EXPR' ? (BoolExpr.args as SyntaxNode[])[0] : undefined;
  const column = columnOf(negated ?? part, alias);
  return column && { column: column.name, kind: 'equal', asText: false, constant: negated ? 'false' : 'true' };
}

function operation({ kind, name, lexpr, rexpr }: SyntaxNode, alias: string): Comparison | undefined {
  const operator = wordsOf(name).at(-1) ?? '';
  const [column, other] = columnOf(lexpr, alias) ? [columnOf(lexpr, alias)!, rexpr] : [columnOf(rexpr, alias), lexpr];
  if (!column || isAbout(other, alias)) return undefined;
  const { name: columnName, asText } = column;
  if (ranges.includes(operator) && kind === 'AEXPR_OP')
    return { column: columnName, kind: 'range', asText, constant: null };
  if (operator !== '=') return undefined;
  if (kind === 'AEXPR_OP_ANY') return { column: columnName, kind: 'one-of', asText, constant: null };
  return kind === 'AEXPR_OP' ? { column: columnName, kind: 'equal', asText, constant: constantOf(other) } : undefined;
}

/** EXPLAIN writes `(status)::text` where the column is a varchar. Any other cast is an expression of its own. */
function columnOf(operand: unknown, alias: string): { name: string; asText: boolean } | undefined {
  const { ColumnRef, TypeCast } = (operand ?? {}) as Record<string, SyntaxNode | undefined>;
  if (TypeCast) {
    const type = wordsOf((TypeCast.typeName as SyntaxNode | undefined)?.names).at(-1) ?? '';
    const column = columnOf(TypeCast.arg, alias);
    return column && ['text', 'bpchar', 'varchar'].includes(type) ? { ...column, asText: true } : undefined;
  }
  const words = wordsOf(ColumnRef?.fields);
  const name = words.length === 1 || words.at(-2) === alias ? words.at(-1) : undefined;
  return name === undefined ? undefined : { name, asText: false };
}

/** Whether an expression needs the table's own row. */
function isAbout(expression: unknown, alias: string): boolean {
  let found = false;
  walk([expression], (name, fields) => {
    if (name === 'ColumnRef') found ||= columnOf({ ColumnRef: fields }, alias) !== undefined;
  });
  return found;
}

/** `'open'::text`, `42`, `'-1'::integer`; `null` for everything else. */
function constantOf(expression: unknown): string | null {
  const { A_Const, TypeCast } = (expression ?? {}) as Record<string, SyntaxNode | undefined>;
  if (TypeCast) return constantOf(TypeCast.arg);
  const { sval, ival, fval, boolval } = (A_Const ?? {}) as Record<string, Record<string, unknown> | undefined>;
  if (boolval) return String(boolval.boolval ?? false);
  const value = sval?.sval ?? fval?.fval ?? (ival ? (ival.ival ?? 0) : undefined);
  return value === undefined ? null : String(value);
}
