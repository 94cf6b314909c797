import { join } from 'node:path';
import * as treeSitter from '@vscode/tree-sitter-wasm';

// The package is CommonJS: Node puts its exports into `default`, the bundler may spread them.
const { Language, Parser } = (treeSitter as { default?: typeof treeSitter }).default ?? treeSitter;

export type Node = treeSitter.Node;
type Tree = treeSitter.Tree;

/** Parses with the grammars in one folder; each is loaded when it is first needed. */
export interface Grammars {
  load(name: string): Promise<void>;
  /** Hands the tree to `read` and frees it afterwards: trees live in WebAssembly's memory. The grammar is loaded. */
  parse<T>(name: string, text: string, read: (root: Node) => T): T;
}

export async function openGrammars(folder: string): Promise<Grammars> {
  await Parser.init({ locateFile: (file: string) => join(folder, file) });
  const parsers = new Map<string, treeSitter.Parser>();
  return {
    async load(name) {
      if (parsers.has(name)) return;
      const language = await Language.load(join(folder, `tree-sitter-${name}.wasm`));
      parsers.set(name, new Parser().setLanguage(language));
    },
    parse(name, text, read) {
      let tree: Tree | null = null;
      try {
        tree = parsers.get(name)!.parse(text);
        if (!tree) throw new Error('The parser gave no tree.');
        return read(tree.rootNode);
      } finally {
        tree?.delete();
      }
    },
  };
}
