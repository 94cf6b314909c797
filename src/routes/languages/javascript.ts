import { extname } from 'node:path';
import type { Language } from '../language.ts';
import { errorLineOf } from './error-line.ts';
import { resolver } from './javascript-modules.ts';
import { standardCall } from './javascript-standard.ts';
import { readStatements } from './javascript-statements.ts';

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
