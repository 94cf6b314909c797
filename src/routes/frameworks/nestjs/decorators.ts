import type { Evaluate } from '../../adapter.ts';
import {
  type Env,
  type FunctionValue,
  force,
  literal,
  type ObjectValue,
  type Origin,
  objectOf,
  stringOf,
  type Value,
} from '../../link/values.ts';
import type { Expression } from '../../syntax.ts';

/** A call of one of the framework's functions, kept as a value: `Get(':id')`, `forwardRef(() => Users)`. */
export interface RecordedCall {
  /** `RouterModule.register` */
  name: string;
  args: Value[];
}

export interface Decorator extends RecordedCall {
  /** 1-based, where a person sees it. */
  line: number;
}

const packages = /^@nestjs\/(common|core|config|swagger|mapped-types)(\/|$)/;

export const isRecorded = ({ module }: Origin): boolean => packages.test(module);

export const record = (name: string, args: Value[]): ObjectValue =>
  objectOf(
    new Map<string, Value>([
      ['@call', literal(name)],
      ['@args', { kind: 'array', items: args }],
    ]),
  );

export function recorded(value: Value): RecordedCall | null {
  const known = force(value);
  if (known.kind !== 'object') return null;
  const name = known.fields.get('@call');
  const args = known.fields.get('@args');
  return name && args?.kind === 'array' ? { name: stringOf(name) ?? '', args: args.items } : null;
}

/**
 * The framework's decorators among these. What stands in the project's own modules is only looked up when none of
 * `wanted` was there without it: most of those have nothing to do with routes.
 */
export function decoratorsOf(
  decorators: Expression[],
  env: Env,
  { wanted, evaluate }: { wanted: RegExp; evaluate: Evaluate },
): Decorator[] {
  const values = decorators.map((expression) => ({ value: evaluate(expression, env), line: lineOf(expression) }));
  const direct = values.filter(({ value }) => value.kind !== 'lazy').flatMap((found) => expand(found, evaluate));
  if (direct.some(({ name }) => wanted.test(name))) return direct;
  return values.flatMap((found) => expand(found, evaluate));
}

/** Those that `applyDecorators` or a decorator of the project's own is made of. */
function expand({ value, line }: { value: Value; line: number }, evaluate: Evaluate): Decorator[] {
  const known = force(value);
  const call = recorded(known);
  if (call) return [{ ...call, line }];
  if (known.kind === 'array') return known.items.flatMap((item) => expand({ value: item, line }, evaluate));
  if (known.kind === 'function')
    return applied(known, evaluate).flatMap((item) => expand({ value: item, line }, evaluate));
  return [];
}

/** `(target, key, descriptor) => { Get(path)(target, key, descriptor); }` */
const applied = ({ syntax, env }: FunctionValue, evaluate: Evaluate): Value[] =>
  syntax.body.flatMap((statement) => {
    const inner = statement.kind === 'expression' || statement.kind === 'return' ? statement.value : null;
    const isApplied = inner?.kind === 'call' && inner.callee.kind === 'call' && !inner.constructs;
    return isApplied ? [evaluate(inner.callee, env)] : [];
  });

const lineOf = (expression: Expression): number => (expression.kind === 'call' ? expression.line : 0);

/** What a function without parameters gives. */
export function resultOf(callee: Value, evaluate: Evaluate): Value {
  const known = force(callee);
  if (known.kind !== 'function') return known;
  const env = known.env.child();
  env.names.set('callee', known);
  const { line, endLine } = known.syntax;
  return evaluate(
    { kind: 'call', callee: { kind: 'name', name: 'callee' }, args: [], constructs: false, line, endLine },
    env,
  );
}
