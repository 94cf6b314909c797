import type { Language } from '../language.ts';
import { errorLineOf } from './error-line.ts';
import { fileTypes } from './file-types.ts';
import { resolver, specifiers, submodule } from './python-modules.ts';
import { builtins, standardCall } from './python-standard.ts';
import { readModule } from './python-statements.ts';

export const python: Language = {
  name: 'python',
  extensions: fileTypes.python.extensions,
  grammars: () => ['python'],
  read: (file, text, root) => ({ file, text, body: readModule(root), errorLine: errorLineOf(root) }),
  specifiers,
  resolver,
  submodule,
  imports: (packages) => new RegExp(String.raw`\b(?:from|import)\s+(?:${packages.join('|')})(?!\w)`),
  builtins,
  standardCall,
};
