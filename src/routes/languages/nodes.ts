import type { Expression } from '../syntax.ts';
import type { Node } from './tree-sitter.ts';

/** What the readers of all languages do with the parser's nodes. */

export const other = (parts: Expression[] = []): Expression => ({ kind: 'other', parts });

export const field = (node: Node | null, name: string): Node | null => node?.childForFieldName(name) ?? null;

export function children(node: Node | null): Node[] {
  return (node?.namedChildren ?? []).filter((child): child is Node => child !== null && child.type !== 'comment');
}

export const lineOf = (node: Node): number => node.startPosition.row + 1;

export const endLineOf = (node: Node): number => node.endPosition.row + 1;

/**
 * What a chain of one binary operator joins, `a + b + c`, from left to right. Walks down the left spine in a loop:
 * generated code joins thousands of strings.
 */
export function operandsOf(node: Node): Node[] {
  const operator = field(node, 'operator')?.type;
  const operands: Node[] = [];
  let left: Node | null = node;
  while (left?.type === node.type && field(left, 'operator')?.type === operator) {
    const right = field(left, 'right');
    if (right) operands.push(right);
    left = field(left, 'left');
  }
  if (left) operands.push(left);
  return operands.reverse();
}
