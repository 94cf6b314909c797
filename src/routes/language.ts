import type { Node } from './languages/tree-sitter.ts';
import type { Value } from './link/values.ts';
import type { ModuleSyntax } from './syntax.ts';

/** What the scanner has to know of a programming language. */
export interface Language {
  name: string;
  /** With the dot, lower case. */
  extensions: string[];
  /** Name of the tree-sitter grammar for a file. */
  grammar(file: string): string;
  read(file: string, text: string, root: Node): ModuleSyntax;
  resolver(project: ProjectFiles): Resolver;
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

export interface StandardCall {
  /** Null when a function of the standard library is called, which `name` then says in full: `path.join`. */
  receiver: Value | null;
  name: string;
  args: Value[];
  invoke(callee: Value, args: Value[]): Value;
}

/** Which file of the project a specifier means; null: a package, or nothing that is here. */
export type Resolver = (specifier: string, from: string) => string | null;

export interface ProjectFiles {
  root: string;
  /** Source files of the project, relative to the root, with `/`. */
  has(file: string): boolean;
  /** `package.json` files of the project. */
  manifests: string[];
  /** The text of a configuration file, null if there is none. The path may lead above the root. */
  readConfig(path: string): string | null;
}
