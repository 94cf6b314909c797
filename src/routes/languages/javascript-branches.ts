import type { Condition, Statement } from '../syntax.ts';
import { readExpression } from './javascript-expressions.ts';
import { readStatement, readStatements } from './javascript-statements.ts';
import { children, field } from './nodes.ts';
import type { Node } from './tree-sitter.ts';

export function readIf(node: Node): Statement {
  const condition = field(node, 'condition');
  const alternative = field(node, 'alternative');
  // In code that is being typed, statements may stand where the grammar has no place for them.
  if (node.hasError || !condition) return { kind: 'block', body: readStatements(node) };
  const body = field(node, 'consequence');
  return {
    kind: 'if',
    condition: readCondition(condition),
    body: body ? readStatement(body) : [],
    otherwise: alternative ? readStatements(alternative) : [],
  };
}

export function readCondition(node: Node): Condition {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  if (node.type === 'parenthesized_expression' && node.namedChildCount === 1) return readCondition(children(node)[0]!);
  if (node.type !== 'binary_expression' || !left || !right) return { kind: 'other', value: readExpression(node) };
  switch (field(node, 'operator')?.type) {
    case '==':
    case '===':
      return { kind: 'equal', left: readExpression(left), right: readExpression(right) };
    case '!=':
    case '!==':
      return { kind: 'equal', left: readExpression(left), right: readExpression(right), negated: true };
    case '&&':
      return { kind: 'all', parts: [readCondition(left), readCondition(right)] };
    case '||':
      return { kind: 'any', parts: [readCondition(left), readCondition(right)] };
    default:
      return { kind: 'other', value: readExpression(node) };
  }
}
