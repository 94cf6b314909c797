import { children, field } from './nodes.ts';
import type { Node } from './tree-sitter.ts';

/** Of `import`, `export … from`, `import()` and `require()`; types are gone when the program runs. */
export function specifiers(root: Node): string[] {
  const found = root.descendantsOfType(['import_statement', 'import_require_clause', 'export_statement']);
  const sources = found.map((node) => (node && !isOfTypes(node) ? field(node, 'source') : null));
  const loaded = root.descendantsOfType('call_expression').map((call) => {
    const callee = field(call, 'function');
    const loads = callee?.type === 'import' || callee?.text === 'require';
    return loads ? (children(field(call, 'arguments'))[0] ?? null) : null;
  });
  return [...sources, ...loaded].flatMap((node) => (node?.type === 'string' ? [node.text.slice(1, -1)] : []));
}

const isOfTypes = (node: Node): boolean => node.children.some((child) => child?.type === 'type');
