import type { ScanResult } from '../../model.ts';
import type { FrameworkAdapter } from '../adapter.ts';
import type { FunctionExpression, ModuleSyntax } from '../syntax.ts';

/** Old line → new line, both 1-based. */
export type LineShift = Map<number, number>;

/**
 * Where the lines of a file went that was edited in a way which changes no route: in comments, in what handlers do, by
 * empty lines. Null when it may have changed more.
 */
export function lineShift(before: ModuleSyntax, after: ModuleSyntax, adapters: FrameworkAdapter[]): LineShift | null {
  const comparison = new Comparison(before, after, adapters);
  try {
    return comparison.isSame(treeOf(before), treeOf(after)) ? comparison.shift : null;
  } catch (error) {
    // Nested too deeply to compare.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const treeOf = ({ text, errorLine, ...tree }: ModuleSyntax) => tree;

class Comparison {
  readonly shift: LineShift = new Map();
  /** New line → old line: two lines may not become one, or routes on them would. */
  readonly #back: LineShift = new Map();
  readonly #before: ModuleSyntax;
  readonly #after: ModuleSyntax;
  readonly #adapters: FrameworkAdapter[];

  constructor(before: ModuleSyntax, after: ModuleSyntax, adapters: FrameworkAdapter[]) {
    this.#before = before;
    this.#after = after;
    this.#adapters = adapters;
  }

  /** Of trees as `syntax.ts` describes them. */
  isSame(before: unknown, after: unknown): boolean {
    if (typeof before !== 'object' || before === null) return before === after;
    if (typeof after !== 'object' || after === null) return false;
    if (Array.isArray(before))
      return (
        Array.isArray(after) && before.length === after.length && before.every((item, i) => this.isSame(item, after[i]))
      );
    if (isFunction(before)) return isFunction(after) && this.#isSameFunction(before, after);
    const keys = Object.keys(before);
    return keys.length === Object.keys(after).length && keys.every((key) => this.#isSameField(key, before, after));
  }

  #isSameField(key: string, before: object, after: object): boolean {
    const [old, now] = [before[key as keyof object] as unknown, after[key as keyof object] as unknown];
    if (key !== 'line' && key !== 'endLine') return this.isSame(old, now);
    return typeof old === 'number' && typeof now === 'number' && this.#noteLine(old, now);
  }

  #noteLine(old: number, now: number): boolean {
    if ((this.shift.get(old) ?? now) !== now || (this.#back.get(now) ?? old) !== old) return false;
    this.shift.set(old, now);
    this.#back.set(now, old);
    return true;
  }

  #isSameFunction(before: FunctionExpression, after: FunctionExpression): boolean {
    return (
      before.name === after.name &&
      this.isSame(before.decorators, after.decorators) &&
      this.isSame(before.parameters, after.parameters) &&
      this.#noteLine(before.line, after.line) &&
      this.#noteLine(before.endLine, after.endLine) &&
      this.#saysTheSame(before, after) &&
      // What nobody has read yet has changed nothing so far, nor will it now.
      (isUnread(before) || this.isSame(before.body, after.body))
    );
  }

  /** What adapters see in the text alone. */
  #saysTheSame(before: FunctionExpression, after: FunctionExpression): boolean {
    const old = this.#before.text.slice(before.start, before.end);
    const now = this.#after.text.slice(after.start, after.end);
    if (old === now) return true;
    const { file } = this.#after;
    const parameters = before.parameters.map(({ pattern }) => (pattern.kind === 'name' ? pattern.name : null));
    if (methodsIn(old) !== methodsIn(now)) return false;
    return this.#adapters.every(
      (adapter) =>
        adapter.concerns(old, file) === adapter.concerns(now, file) &&
        this.isSame(adapter.parameters({ parameters, text: old }), adapter.parameters({ parameters, text: now })),
    );
  }
}

/** Some handlers say themselves which methods they answer. */
const methodsIn = (text: string): string =>
  text.match(/\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|QUERY)\b/gi)?.join(' ') ?? '';

const isFunction = (node: object): node is FunctionExpression => 'kind' in node && node.kind === 'function';

const isUnread = (node: FunctionExpression): boolean =>
  Object.getOwnPropertyDescriptor(node, 'body')?.get !== undefined;

/** The same result with the lines of one file moved; null when it speaks of a line of which nothing is known. */
export function shifted(result: ScanResult, file: string, shift: LineShift): ScanResult | null {
  let isKnown = true;
  const lineOf = (line: number): number => {
    // What is found by its place among the files stands in line 1, whatever is there.
    const now = shift.get(line) ?? (line === 1 ? 1 : undefined);
    if (now === undefined || (line === 1 && now !== 1)) isKnown = false;
    return now ?? line;
  };
  const move = <T extends { file: string }>(place: T): T => {
    if (place.file !== file) return place;
    const { line, endLine } = place as { line?: number; endLine?: number };
    return {
      ...place,
      ...(line === undefined ? {} : { line: lineOf(line) }),
      ...(endLine === undefined ? {} : { endLine: lineOf(endLine) }),
    };
  };
  const moved: ScanResult = {
    endpoints: result.endpoints.map((endpoint) =>
      endpoint.why.some((step) => step.file === file) || endpoint.file === file
        ? { ...move(endpoint), why: endpoint.why.map(move) }
        : endpoint,
    ),
    unresolved: result.unresolved.map((endpoint) => {
      const key = endpoint.key.startsWith(`${file}:`)
        ? `${file}:${lineOf(Number(endpoint.key.slice(file.length + 1)))}`
        : endpoint.key;
      return { ...move(endpoint), at: move(endpoint.at), key };
    }),
    warnings: result.warnings.map(move),
  };
  return isKnown ? moved : null;
}
