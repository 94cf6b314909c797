import type { Expression } from '../syntax.ts';
import type { Node } from './tree-sitter.ts';

export const other = (parts: Expression[] = []): Expression => ({ kind: 'other', parts });

export const field = (node: Node | null, name: string): Node | null => node?.childForFieldName(name) ?? null;

export function children(node: Node | null): Node[] {
  return (node?.namedChildren ?? []).filter((child): child is Node => child !== null && child.type !== 'comment');
}

export const lineOf = (node: Node): number => node.startPosition.row + 1;

export const endLineOf = (node: Node): number => node.endPosition.row + 1;

/** A function that the language itself has, as if it came from a package. */
export const builtin = (name: string): Expression => ({
  kind: 'imported',
  specifier: { kind: 'literal', value: 'builtin', line: 0 },
  name,
});

export function callOf(callee: Expression, args: Expression[], node: Node): Expression {
  const line = callee.kind === 'member' ? callee.line : lineOf(node);
  return { kind: 'call', callee, args, constructs: false, line, endLine: endLineOf(node) };
}
