import type { Expression } from '../syntax.ts';
import { endLineOf, lineOf } from './nodes.ts';
import type { Node } from './tree-sitter.ts';

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
