import type { Node } from './tree-sitter.ts';

const whole = /_(statement|declaration|definition)$|^comment$/;

/** 1-based line of the innermost error. Where a whole file is one error, the first part of it that is no statement. */
export function errorLineOf(node: Node): number | null {
  if (!node.hasError) return null;
  const children = node.children.filter((child) => child !== null);
  for (const child of children) {
    const line = errorLineOf(child);
    if (line !== null) return line;
  }
  const broken = children.find((child) => !whole.test(child.type)) ?? node;
  return broken.startPosition.row + 1;
}
