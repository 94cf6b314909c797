import type { Condition, Expression, Guard } from '../syntax.ts';
import { evaluate } from './evaluate.ts';
import { type Env, force, type Value } from './values.ts';

/** What a function returns in one place, and what has to hold for that. */
export interface Returned {
  value: Value;
  when: (Guard & { env: Env })[];
}

/** What the condition does on the way; calls on routers in it take effect. */
export function evaluateCondition(condition: Condition, env: Env): void {
  if (condition.kind === 'other') evaluate(condition.value, env);
  else if (condition.kind === 'equal') for (const side of [condition.left, condition.right]) evaluate(side, env);
  else for (const part of condition.parts) evaluateCondition(part, env);
}

/**
 * Whether a comparison of plain values, or one by itself, holds; null where only the running program knows. Modules
 * that have nothing to do with routes are only read for it where `isWorth` says so.
 */
export function decide(condition: Condition, env: Env, isWorth = false): boolean | null {
  switch (condition.kind) {
    case 'equal': {
      const [left, right] = [plainIn(condition.left, env, isWorth), plainIn(condition.right, env, isWorth)];
      if (left === undefined || right === undefined) return null;
      return (left === right) !== (condition.negated ?? false);
    }
    case 'all':
    case 'any': {
      const parts = condition.parts.map((part) => decide(part, env, isWorth));
      const enough = condition.kind === 'any';
      if (parts.includes(enough)) return enough;
      return parts.includes(null) ? null : !enough;
    }
    case 'other': {
      const plain = plainIn(condition.value, env, isWorth);
      return plain === undefined ? null : Boolean(plain) !== (condition.negated ?? false);
    }
  }
}

/** What is returned first, where conditions on what is known tell that; null where they do not. */
export function firstReturned(returned: Returned[]): Value | null {
  for (const { value, when } of returned) {
    const holding = when.map(({ condition, holds, env }) => {
      const decided = decide(condition, env, true);
      return decided === null ? null : decided === holds;
    });
    if (holding.includes(false)) continue;
    return holding.includes(null) ? null : value;
  }
  return null;
}

/** Undefined for what is not known, or is set again somewhere, and for what is not worth reading a module for. */
function plainIn(expression: Expression, env: Env, isWorth: boolean): string | number | boolean | null | undefined {
  if (expression.kind === 'name' && env.isSetAgain(expression.name)) return undefined;
  if (!['literal', 'name', 'member'].includes(expression.kind)) return undefined;
  const value = evaluate(expression, env);
  if (value.kind === 'lazy' && !isWorth && !value.near()) return undefined;
  const known = force(value);
  // Whoever starts the program may set it otherwise: no route is left out for that.
  return known.kind === 'literal' && !known.setting ? known.value : undefined;
}
