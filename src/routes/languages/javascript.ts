import { extname } from 'node:path';
import type { Language, Later, Unread } from '../language.ts';
import type { ModuleSyntax, Statement } from '../syntax.ts';
import { errorLineOf } from './error-line.ts';
import { fileTypes } from './file-types.ts';
import { functionBodies } from './javascript-bodies.ts';
import { leaveUnread } from './javascript-functions.ts';
import { specifiers } from './javascript-imports.ts';
import { resolver } from './javascript-modules.ts';
import { standardCall } from './javascript-standard.ts';
import { readStatements } from './javascript-statements.ts';
import { children } from './nodes.ts';
import type { Node } from './tree-sitter.ts';

const grammars: Record<string, string[]> = {
  '.ts': ['typescript'],
  '.mts': ['typescript'],
  '.cts': ['typescript'],
  '.tsx': ['tsx'],
};

/** Files with types in them may be called JavaScript: https://flow.org/en/docs/usage/ */
const javascriptGrammars = ['javascript', 'tsx'];

/** JavaScript and TypeScript. */
export const javascript: Language = {
  name: 'javascript',
  extensions: fileTypes.javascript.extensions,
  grammars: (file) => grammars[extname(file).toLowerCase()] ?? javascriptGrammars,
  unread: functionBodies,
  read(file, text, root, later) {
    const syntax: ModuleSyntax = { file, text, body: [], errorLine: null };
    syntax.body = readPart(root, later, syntax, false);
    return syntax;
  },
  specifiers,
  resolver,
  imports: (packages) =>
    new RegExp(
      String.raw`\b(?:from|import|require)\s*\(?\s*['"\`](?:npm:|jsr:)?(?:${packages.join('|')})(?:[/@][^'"\`]*)?['"\`]`,
    ),
  standardCall,
};

/** `isBody`: it is a function's, all of which is one block. */
function readPart(root: Node, later: Later | undefined, syntax: ModuleSyntax, isBody: boolean): Statement[] {
  syntax.errorLine ??= errorLineOf(root);
  if (later) {
    const readBody = (part: Unread) =>
      later.parse(part, (body) => readPart(body, { ...later, unread: part.inner }, syntax, true));
    leaveUnread(root, later.unread, readBody);
  }
  const [block] = children(root);
  return readStatements(isBody && block?.type === 'statement_block' ? block : root);
}
