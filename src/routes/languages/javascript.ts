import { extname } from 'node:path';
import type { Language } from '../language.ts';
import { resolver } from './javascript-modules.ts';
import { standardCall } from './javascript-standard.ts';
import { readStatements } from './javascript-statements.ts';
import type { Node } from './tree-sitter.ts';

const grammars: Record<string, string> = {
  '.js': 'javascript',
  '.jsx': 'javascript',
  '.mjs': 'javascript',
  '.cjs': 'javascript',
  '.ts': 'typescript',
  '.mts': 'typescript',
  '.cts': 'typescript',
  '.tsx': 'tsx',
};

/** JavaScript and TypeScript. */
export const javascript: Language = {
  name: 'javascript',
  extensions: Object.keys(grammars),
  grammar: (file) => grammars[extname(file).toLowerCase()] ?? 'javascript',
  read: (file, text, root) => ({ file, text, body: readStatements(root), errorLine: errorLineOf(root) }),
  resolver,
  standardCall,
};

const whole = /_(statement|declaration)$|^comment$/;

/** The innermost error. Where a whole file is one error, the first part of it that is no statement. */
function errorLineOf(node: Node): number | null {
  if (!node.hasError) return null;
  const children = node.children.filter((child) => child !== null);
  for (const child of children) {
    const line = errorLineOf(child);
    if (line !== null) return line;
  }
  const broken = children.find((child) => !whole.test(child.type)) ?? node;
  return broken.startPosition.row + 1;
}
