import { join } from 'node:path';
import * as treeSitter from '@vscode/tree-sitter-wasm';
import type { TextPlace, Unread } from '../language.ts';

// The package is CommonJS: Node puts its exports into `default`, the bundler may spread them.
const { Language, Parser } = (treeSitter as { default?: typeof treeSitter }).default ?? treeSitter;

export type Node = treeSitter.Node;
type Tree = treeSitter.Tree;

/** Parses with the grammars in one folder; each is loaded when it is first needed. */
export interface Grammars {
  load(name: string): Promise<void>;
  /**
   * Hands the tree to `read` and frees it afterwards: trees live in WebAssembly's memory. The grammars are loaded; the
   * next is tried where the code has errors in the one before, and the tree with the fewest is taken.
   */
  parse<T>(names: string[], text: string, read: (root: Node) => T, part?: Part): T;
}

/** What of a text is parsed: this part of it or all, without these parts in it. */
export interface Part {
  within: Unread | null;
  without: Unread[];
}

/** A file of a megabyte takes half of it. */
const maxParseMs = 1000;

export async function openGrammars(folder: string): Promise<Grammars> {
  await Parser.init({ locateFile: (file: string) => join(folder, file) });
  const parsers = new Map<string, treeSitter.Parser>();
  return {
    async load(name) {
      if (parsers.has(name)) return;
      const language = await Language.load(join(folder, `tree-sitter-${name}.wasm`));
      parsers.set(name, new Parser().setLanguage(language));
    },
    parse(names, text, read, part) {
      const [first, ...others] = names.map((name) => parsers.get(name)!);
      let tree = parse(first!, text, part);
      try {
        for (const parser of tree.rootNode.hasError ? others : []) {
          const other = parse(parser, text, part);
          const isBetter = errorsIn(other.rootNode) < errorsIn(tree.rootNode);
          (isBetter ? tree : other).delete();
          if (isBetter) tree = other;
        }
        return read(tree.rootNode);
      } finally {
        tree.delete();
      }
    },
  };
}

function parse(parser: treeSitter.Parser, text: string, part: Part | undefined): Tree {
  const startedMs = performance.now();
  const progressCallback = () => performance.now() - startedMs > maxParseMs;
  const tree = part ? parsePart(parser, text, part, progressCallback) : parser.parse(text, null, { progressCallback });
  if (tree) return tree;
  // Without this it would go on with this text when it is given the next.
  parser.reset();
  throw new Error('The code takes too long to parse');
}

/** How many characters are not understood, and how many are missing. */
function errorsIn(node: Node): number {
  if (!node.hasError) return 0;
  if (node.isError || node.isMissing) return node.endIndex - node.startIndex + 1;
  return node.children.reduce((sum, child) => sum + (child ? errorsIn(child) : 0), 0);
}

function parsePart(
  parser: treeSitter.Parser,
  text: string,
  { within, without }: Part,
  progressCallback: () => boolean,
): Tree | null {
  const places = [
    within?.start ?? textStart,
    ...without.flatMap(({ start, end }) => [moved(start, 1), moved(end, -1)]),
    within?.end ?? endOf(text),
  ];
  const includedRanges: treeSitter.Range[] = [];
  for (let i = 0; i < places.length; i += 2) {
    const [start, end] = [places[i]!, places[i + 1]!];
    includedRanges.push({ startIndex: start.index, startPosition: start, endIndex: end.index, endPosition: end });
  }
  // The parser copies all that it is handed each time: no more than up to the next gap.
  let range = 0;
  const read = (index: number) => {
    while (range > 0 && index < includedRanges[range]!.startIndex) range--;
    while (range < includedRanges.length - 1 && index >= includedRanges[range]!.endIndex) range++;
    const { endIndex } = includedRanges[range]!;
    return text.slice(index, index < endIndex ? Math.min(endIndex, index + maxChunk) : index + maxChunk);
  };
  return parser.parse(read, null, { includedRanges, progressCallback });
}

const textStart: TextPlace = { index: 0, row: 0, column: 0 };

/** Exact, because code that is not finished ends there. */
function endOf(text: string): TextPlace {
  let row = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) row++;
  return { index: text.length, row, column: text.length - text.lastIndexOf('\n') - 1 };
}

const maxChunk = 5000;

const moved = ({ index, row, column }: TextPlace, by: number): TextPlace => ({
  index: index + by,
  row,
  column: column + by,
});
