import type { Condition, Expression, Guard, Statement } from '../syntax.ts';
import { children, field } from './nodes.ts';
import { readExpression } from './python-expressions.ts';
import type { Node } from './tree-sitter.ts';

/** What has to hold for each branch of an `if` to be taken: its own condition, and none of those before it. */
export function guardsIn(statement: Node): (branch: Node) => Guard[] {
  const before: Guard[] = [];
  return (branch) => {
    const own = field(branch.type === 'elif_clause' ? branch : statement, 'condition');
    if (branch.type === 'else_clause' || !own) return [...before];
    const condition = readCondition(own);
    const guards = [...before, { condition, holds: true }];
    before.push({ condition, holds: false });
    return guards;
  };
}

/** All branches are walked; what they return depends on their conditions. */
export const guarded = (body: Statement[], guards: Guard[]): Statement[] =>
  body.map((statement) => {
    if (statement.kind === 'return') return { ...statement, when: [...guards, ...(statement.when ?? [])] };
    return statement.kind === 'loop' ? { ...statement, body: guarded(statement.body, guards) } : statement;
  });

export function readCondition(node: Node): Condition {
  const [left, right] = children(node);
  switch (node.type) {
    case 'parenthesized_expression':
      return left ? readCondition(left) : other(node);
    case 'not_operator':
      return left ? negated(readCondition(left)) : other(node);
    case 'boolean_operator':
      if (!left || !right) return other(node);
      return {
        kind: field(node, 'operator')?.type === 'and' ? 'all' : 'any',
        parts: [readCondition(left), readCondition(right)],
      };
    case 'comparison_operator':
      return readComparison(node) ?? other(node);
    default:
      return other(node);
  }
}

/** `a == b`, `a is not b`, `a in ('b', 'c')` */
function readComparison(node: Node): Condition | null {
  const sides = children(node);
  const operators = node.children.flatMap((child) => (child && !child.isNamed ? [child.text] : []));
  if (sides.length !== 2 || operators.length !== 1) return null;
  const [left, right] = sides.map(readExpression) as [Expression, Expression];
  const [operator = ''] = operators;
  if (/^(?:==|is)$/.test(operator)) return { kind: 'equal', left, right };
  if (/^(?:!=|is\s+not)$/.test(operator)) return { kind: 'equal', left, right, negated: true };
  if (right.kind !== 'array') return null;
  const isAmong: Condition = { kind: 'any', parts: right.items.map((item) => ({ kind: 'equal', left, right: item })) };
  if (operator === 'in') return isAmong;
  return /^not\s+in$/.test(operator) ? negated(isAmong) : null;
}

function negated(condition: Condition): Condition {
  if (condition.kind === 'equal' || condition.kind === 'other') return { ...condition, negated: !condition.negated };
  return { kind: condition.kind === 'all' ? 'any' : 'all', parts: condition.parts.map(negated) };
}

const other = (node: Node): Condition => ({ kind: 'other', value: readExpression(node) });
