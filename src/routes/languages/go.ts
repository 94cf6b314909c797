import type { Language } from '../language.ts';
import { errorLineOf } from './error-line.ts';
import { fileTypes } from './file-types.ts';
import { imports, isBuilt, outline, resolver } from './go-modules.ts';
import { standardCall } from './go-standard.ts';
import { readImports, readStatements, specifiers } from './go-statements.ts';

export const go: Language = {
  name: 'go',
  extensions: fileTypes.go.extensions,
  grammars: () => ['go'],
  read: (file, text, root) => ({
    file,
    text,
    imports: readImports(root),
    body: isBuilt(text) ? readStatements(root) : [],
    errorLine: errorLineOf(root),
  }),
  outline,
  imports,
  specifiers,
  resolver,
  standardCall,
};
