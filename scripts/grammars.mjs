// The parser and the grammars that are shipped: they stand beside the scan worker.
import { copyFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What `Language.grammar` gives, of all languages. */
const grammars = ['javascript', 'typescript', 'tsx', 'python', 'go'];

export async function copyGrammars(folder) {
  const from = dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm'));
  const files = ['tree-sitter.wasm', ...grammars.map((name) => `tree-sitter-${name}.wasm`)];
  await Promise.all(files.map((file) => copyFile(join(from, file), join(folder, file))));
}
