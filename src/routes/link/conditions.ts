import type { Condition, Expression } from '../syntax.ts';
import { evaluate } from './evaluate.ts';
import { type Env, force } from './values.ts';

/** What the condition does on the way; calls on routers in it take effect. */
export function evaluateCondition(condition: Condition, env: Env): void {
  if (condition.kind === 'other') evaluate(condition.value, env);
  else if (condition.kind === 'equal') for (const side of [condition.left, condition.right]) evaluate(side, env);
  else for (const part of condition.parts) evaluateCondition(part, env);
}

/** Whether a comparison of plain values, or one by itself, holds; null where only the running program knows. */
export function decide(condition: Condition, env: Env): boolean | null {
  switch (condition.kind) {
    case 'equal': {
      const [left, right] = [plainIn(condition.left, env), plainIn(condition.right, env)];
      if (left === undefined || right === undefined) return null;
      return (left === right) !== (condition.negated ?? false);
    }
    case 'all':
    case 'any': {
      const parts = condition.parts.map((part) => decide(part, env));
      const enough = condition.kind === 'any';
      if (parts.includes(enough)) return enough;
      return parts.includes(null) ? null : !enough;
    }
    case 'other': {
      const plain = plainIn(condition.value, env);
      return plain === undefined ? null : Boolean(plain);
    }
  }
}

/** Undefined for what is not known, or is set again somewhere, and for what is not worth reading a module for. */
function plainIn(expression: Expression, env: Env): string | number | boolean | null | undefined {
  if (expression.kind === 'name' && env.isSetAgain(expression.name)) return undefined;
  if (!['literal', 'name', 'member'].includes(expression.kind)) return undefined;
  const value = evaluate(expression, env);
  if (value.kind === 'lazy' && !value.near()) return undefined;
  const known = force(value);
  // Whoever starts the program may set it otherwise: no route is left out for that.
  return known.kind === 'literal' && !known.setting ? known.value : undefined;
}
