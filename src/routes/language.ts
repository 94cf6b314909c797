import type { Node } from './languages/tree-sitter.ts';
import type { Outline } from './link/packages.ts';
import type { Value } from './link/values.ts';
import type { ModuleSyntax } from './syntax.ts';

/** What the scanner has to know of a programming language. */
export interface Language {
  name: string;
  /** With the dot, lower case. */
  extensions: string[];
  /** Names of the tree-sitter grammars for a file: the next is for code that has errors in the one before. */
  grammars(file: string): string[];
  /**
   * Where function bodies stand that are only read when something follows the function, which most handlers never see.
   * Null where that is not known, as in unfinished code: all of it is read at once.
   */
  unread?(text: string): Unread[] | null;
  read(file: string, text: string, root: Node, later?: Later): ModuleSyntax;
  /**
   * For a language whose files of one folder share their names: the resolver gives a folder. Such a language declares
   * the type of everything. A cheap look at a text; names that are none cost only time.
   */
  outline?(text: string): Outline;
  /** All that a file imports, wherever in it: literal specifiers for the resolver, whatever is imported of them. */
  specifiers(root: Node): string[];
  resolver(project: ProjectFiles): Resolver;
  /** Finds an import of one of these packages, or of a part of one, in a file's text. */
  imports?(packages: string[]): RegExp;
  /**
   * For a language whose modules give away all of their names, and packages their modules: the specifier of a module in
   * a package.
   */
  submodule?(specifier: string, name: string): string;
  /** Names that are there without an import, and that `standardCall` knows. */
  builtins?: ReadonlySet<string>;
  /** Calls of the standard library that keep routes and paths alive: `items.forEach(f)`, `path.join(a, b)`. */
  standardCall(call: StandardCall): Value | undefined;
}

/** A part of a text that is left out when what stands around it is parsed, all but its first and last character. */
export interface Unread {
  start: TextPlace;
  /** Behind the last character. */
  end: TextPlace;
  /** What is left out again when this part is parsed. */
  inner: Unread[];
}

/** Everything counts from 0. */
export interface TextPlace {
  index: number;
  row: number;
  column: number;
}

export interface Later {
  unread: Unread[];
  /** Parses one of these parts, without its inner ones. */
  parse<T>(part: Unread, read: (root: Node) => T): T;
}

export interface StandardCall {
  /** Null when a function of the standard library is called, which `name` then says in full: `path.join`. */
  receiver: Value | null;
  name: string;
  args: Value[];
  project: ProjectFiles;
  /** The file that calls it. */
  from: string;
  /** What a module exports, for the file that calls. */
  load(specifier: string): Value;
  invoke(callee: Value, args: Value[]): Value;
}

/** Which file of the project a specifier means; null: a package, or nothing that is here. */
export type Resolver = (specifier: string, from: string) => string | null;

export interface ProjectFiles {
  root: string;
  /** Source files of the project, relative to the root, with `/`. */
  has(file: string): boolean;
  /** Those in a folder, `''` or with `/` at its end, and in the folders below it, in order. */
  below(folder: string): string[];
  /** `package.json` and `go.mod` files of the project. */
  manifests: string[];
  /** The text of a configuration file, null if there is none. The path may lead above the root. */
  readConfig(path: string): string | null;
}
