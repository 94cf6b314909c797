import type { ClassExpression, Expression, FunctionExpression } from '../syntax.ts';
import { call } from './calls.ts';
import { evaluate, evaluateCall } from './evaluate.ts';
import type { CallSite } from './machine.ts';
import { type Env, force, isKnown, type Value } from './values.ts';

/** What is declared, after its decorators were called with it, from the innermost out. */
export function evaluateDecorated(syntax: FunctionExpression | ClassExpression, env: Env): Value {
  let value = evaluate(syntax, env);
  for (const decorator of syntax.decorators.toReversed()) value = decorate(decorator, { syntax, value }, env);
  return value;
}

function decorate(decorator: Expression, decorated: NonNullable<CallSite['decorated']>, env: Env): Value {
  const { value, syntax } = decorated;
  const made = decorator.kind === 'call' ? evaluateCall(decorator, env, decorated) : evaluate(decorator, env);
  // Decorators of modules that have nothing to do with routes are not looked at.
  if (made.kind === 'lazy' && !made.near()) return value;
  const wrapper = force(made);
  if (wrapper.kind !== 'function') return value;
  const { endLine } = syntax;
  const { line } = decorator.kind === 'call' ? decorator : syntax;
  const site: CallSite = {
    module: env.module,
    call: { kind: 'call', callee: decorator, args: [], constructs: false, line, endLine },
    decorated,
  };
  const result = env.module.machine.within(site, () => call(wrapper, [value], site));
  return isKnown(result) ? result : value;
}
