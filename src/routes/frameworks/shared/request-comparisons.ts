import type { Condition, Expression, FunctionExpression, Pattern, Statement } from '../../syntax.ts';

/** A request that a listener of `node:http` looks for, as far as it compares with literals. */
export interface Compared {
  path: string;
  /** 1-based line of the path. */
  line: number;
  /** Upper case; null: whichever. */
  method: string | null;
}

/** What is known of the request where a branch is taken. */
type Known = Pick<Compared, 'method'> & { path: string | null; line: number };

const nothing: Known = { path: null, line: 0, method: null };

/** Conditions that multiply out to more than this are not about paths. */
const maxAlternatives = 64;

/**
 * `if (req.method === 'GET' && req.url === '/users')`, `switch (pathname) { case '/users': … }` and both in each other.
 * A path that is not compared with a method answers every method.
 */
export function comparedIn({ parameters, body }: FunctionExpression): Compared[] {
  const request = parameters[0]?.pattern;
  return request ? new Listener(request).walk(body, [nothing]) : [];
}

class Listener {
  readonly #request: string | null;
  /** Names that hold the path, and the method. */
  readonly #paths = new Set<string>();
  readonly #methods = new Set<string>();

  constructor(request: Pattern) {
    this.#request = request.kind === 'name' ? request.name : null;
    this.#take(request, true);
  }

  walk(body: Statement[], around: Known[]): Compared[] {
    return body.flatMap((statement) => {
      switch (statement.kind) {
        case 'declaration':
          if (statement.value) this.#declare(statement.target, statement.value);
          return [];
        case 'block':
        case 'loop':
          return this.walk(statement.body, around);
        case 'if': {
          const taken = this.#branch(statement.body, around, this.#read(statement.condition));
          return [...taken, ...this.walk(statement.otherwise, around)];
        }
        case 'switch':
          return this.#cases(statement, around);
        default:
          return [];
      }
    });
  }

  /** A branch that looks further at the method of the same path only answers those. */
  #branch(body: Statement[], around: Known[], read: Known[]): Compared[] {
    const inside = both(around, read);
    const within = this.walk(body, inside);
    const says = read.some(({ path, method }) => path !== null || method !== null);
    const own = inside.flatMap(({ path, line, method }) =>
      says && path !== null && !within.some((deeper) => deeper.path === path) ? [{ path, line, method }] : [],
    );
    return [...own, ...within];
  }

  /** Labels without a body of their own share the next one: `case '/a': case '/b': …`. */
  #cases({ value, cases }: Statement & { kind: 'switch' }, around: Known[]): Compared[] {
    let labels: Known[] = [];
    return cases.flatMap((branch) => {
      labels = [...labels, ...(branch.value ? this.#equal(value, branch.value) : [nothing])];
      if (branch.body.length === 0) return [];
      const read = labels;
      labels = [];
      return this.#branch(branch.body, around, read);
    });
  }

  #read(condition: Condition): Known[] {
    switch (condition.kind) {
      case 'equal':
        return condition.negated ? [nothing] : this.#equal(condition.left, condition.right);
      case 'all':
        return condition.parts.map((part) => this.#read(part)).reduce(both);
      case 'any':
        return condition.parts.flatMap((part) => this.#read(part));
      case 'other':
        return [nothing];
    }
  }

  #equal(left: Expression, right: Expression): Known[] {
    const [subject, label] = left.kind === 'literal' ? [right, left] : [left, right];
    if (label.kind !== 'literal' || typeof label.value !== 'string') return [nothing];
    const { value, line } = label;
    if (this.#isMethod(subject)) return [{ ...nothing, method: value.toUpperCase() }];
    return this.#isPath(subject) && /^\/[^?#*]*$/.test(value) ? [{ path: value, line, method: null }] : [nothing];
  }

  #declare(target: Pattern, value: Expression): void {
    if (target.kind === 'name' && this.#isPath(value)) this.#paths.add(target.name);
    else if (target.kind === 'name' && this.#isMethod(value)) this.#methods.add(target.name);
    else this.#take(target, value.kind === 'name' && value.name === this.#request);
  }

  /** `{ url, method }` of the request, `{ pathname }` of whatever it was parsed into. */
  #take(pattern: Pattern, ofRequest: boolean): void {
    if (pattern.kind !== 'object') return;
    for (const { key, target } of pattern.entries) {
      if (target.kind !== 'name') continue;
      if (key === 'pathname' || (ofRequest && key === 'url')) this.#paths.add(target.name);
      if (ofRequest && key === 'method') this.#methods.add(target.name);
    }
  }

  #isPath(expression: Expression): boolean {
    switch (expression.kind) {
      case 'name':
        return this.#paths.has(expression.name);
      case 'member':
        return expression.name === 'pathname' || (expression.name === 'url' && this.#isRequest(expression.object));
      case 'fallback':
        return expression.options.some((option) => this.#isPath(option));
      case 'index':
        // `req.url.split('?')[0]`
        return isCall(expression.object, 'split') && this.#isPath(expression.object.callee.object);
      default:
        return false;
    }
  }

  #isMethod(expression: Expression): boolean {
    if (expression.kind === 'name') return this.#methods.has(expression.name);
    if (expression.kind === 'member') return expression.name === 'method' && this.#isRequest(expression.object);
    return isCall(expression, 'toUpperCase') && this.#isMethod(expression.callee.object);
  }

  #isRequest(expression: Expression): boolean {
    return expression.kind === 'name' && expression.name === this.#request;
  }
}

type MethodCall = Expression & { kind: 'call'; callee: Expression & { kind: 'member' } };

const isCall = (expression: Expression, name: string): expression is MethodCall =>
  expression.kind === 'call' && expression.callee.kind === 'member' && expression.callee.name === name;

/** What holds when one of each side does; those that contradict each other are left out. */
function both(left: Known[], right: Known[]): Known[] {
  const pairs = left.flatMap((a) => right.map((b): [Known, Known] => [a, b])).slice(0, maxAlternatives);
  return pairs.flatMap(([a, b]) => {
    if (a.path !== null && b.path !== null && a.path !== b.path) return [];
    if (a.method !== null && b.method !== null && a.method !== b.method) return [];
    const { path, line } = a.path === null ? b : a;
    return [{ path, line, method: a.method ?? b.method }];
  });
}
