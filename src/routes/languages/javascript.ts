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

function errorLineOf(node: Node): number | null {
  if (!node.hasError) return null;
  if (node.isError || node.isMissing) return node.startPosition.row + 1;
  for (const child of node.children) {
    const line = child && errorLineOf(child);
    if (line) return line;
  }
  return node.startPosition.row + 1;
}
