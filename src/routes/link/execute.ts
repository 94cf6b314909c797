import type { Expression, Pattern, Statement } from '../syntax.ts';
import { evaluateCondition, type Returned } from './conditions.ts';
import { evaluate, itemsOf } from './evaluate.ts';
import { unseen } from './instances.ts';
import { memberOf, setMember } from './members.ts';
import { exportAll, exportValue, lateName } from './modules.ts';
import { type Env, force, type Hint, isKnown, lazy, stringOf, unknown, type Value } from './values.ts';

/** Walks every branch, in order; gathers what is returned on the way. */
export function execute(body: Statement[], env: Env, returned: Returned[]): void {
  // Imports and functions are there before the first statement runs.
  for (const statement of body) if (isHoisted(statement)) executeStatement(statement, env, returned);
  for (const statement of body) if (!isHoisted(statement)) executeStatement(statement, env, returned);
}

const isHoisted = (statement: Statement): boolean =>
  statement.kind === 'declaration' &&
  (statement.value?.kind === 'function' ? statement.value.name !== null : statement.value?.kind === 'imported');

function executeStatement(statement: Statement, env: Env, returned: Returned[]): void {
  const { machine } = env.module;
  if (!machine.step()) return;
  switch (statement.kind) {
    case 'expression':
      evaluate(statement.value, env);
      return;
    case 'declaration':
      declare(statement.target, statement.value, env);
      return;
    case 'return':
      returned.push({
        value: keep(evaluate(statement.value, env), env),
        when: (statement.when ?? []).map((guard) => ({ ...guard, env })),
      });
      return;
    case 'block':
      execute(statement.body, env.child(), returned);
      return;
    case 'if':
      executeIf(statement, env, returned);
      return;
    case 'switch':
      executeSwitch(statement, env.child(), returned);
      return;
    case 'loop':
      for (const item of itemsOf(evaluate(statement.items, env)) ?? [unknown]) {
        const inner = env.child();
        bind(statement.target, item, inner);
        execute(statement.body, inner, returned);
      }
      return;
    case 'export':
      exportValue(statement.name, exportedValue(statement.value, env), env.module);
      return;
    case 'export-all':
      exportAll(statement.specifier, env.module);
      return;
  }
}

function executeIf({ condition, body, otherwise }: Statement & { kind: 'if' }, env: Env, returned: Returned[]): void {
  const { machine } = env.module;
  const { sometimes } = machine;
  evaluateCondition(condition, env);
  machine.sometimes = true;
  for (const [branch, holds] of [
    [body, true],
    [otherwise, false],
  ] as const) {
    const inBranch: Returned[] = [];
    execute(branch, env.child(), inBranch);
    for (const { value, when } of inBranch) returned.push({ value, when: [{ condition, holds, env }, ...when] });
  }
  machine.sometimes = sometimes;
}

/** The branch of a known value; every branch of any other. */
function executeSwitch({ value, cases }: Statement & { kind: 'switch' }, env: Env, returned: Returned[]): void {
  const known = force(evaluate(value, env));
  // Whoever starts the program may set it otherwise.
  const on = known.kind === 'literal' && known.setting ? null : stringOf(known);
  const labels = cases.map((branch) => (branch.value ? stringOf(evaluate(branch.value, env)) : null));
  const isKnownSwitch = on !== null && labels.every((label, i) => label !== null || cases[i]!.value === null);
  const matching = labels.indexOf(on);
  const from = matching >= 0 ? matching : cases.findIndex((branch) => branch.value === null);
  const taken = from < 0 ? undefined : cases.slice(from).find((branch) => branch.body.length > 0);
  for (const { body } of isKnownSwitch ? (taken ? [taken] : []) : cases) execute(body, env, returned);
}

function exportedValue(expression: Expression, env: Env): Value {
  return expression.kind === 'name' ? lateName(expression, env) : keep(evaluate(expression, env), env);
}

function declare(target: Pattern, value: Expression | null, env: Env): void {
  const set = (name: string, part: Value) => env.names.set(name, part);
  // A name says something about what comes from outside, not about what was just made here.
  destructure(target, value ? keep(evaluate(value, env), env) : unknown, env, { set, guess: value === null });
}

/** Whoever keeps a function or class may call it where we do not see it. */
export function keep(value: Value, env: Env): Value {
  const { machine, concerns } = env.module;
  if (concerns && (value.kind === 'function' || value.kind === 'class')) machine.waiting.push(value);
  return value;
}

/** Gives parameters and loop variables their values. */
export function bind(pattern: Pattern, value: Value, env: Env): void {
  destructure(pattern, value, env, { set: (name, part) => env.names.set(name, part), guess: true });
}

export function assign(pattern: Pattern, value: Value, env: Env): void {
  destructure(pattern, value, env, { set: (name, part) => env.assign(name, part), guess: false });
}

interface Binding {
  set(name: string, part: Value): void;
  /** Whether the bare name of something unknown is a hint at what it is. A declared type always is. */
  guess: boolean;
}

function destructure(pattern: Pattern, value: Value, env: Env, binding: Binding): void {
  switch (pattern.kind) {
    case 'name': {
      const known = withFallback(value, pattern.fallback, env);
      const hinted = binding.guess || pattern.type !== null ? withHint(known, pattern, env) : known;
      binding.set(pattern.name, hinted);
      return;
    }
    case 'object':
      for (const { key, target } of pattern.entries) destructure(target, memberOf(value, key), env, binding);
      if (pattern.rest) destructure(pattern.rest, value, env, binding);
      return;
    case 'array': {
      const items = pattern.items.length > 0 ? itemsOf(value) : null;
      for (const [i, item] of pattern.items.entries()) if (item) destructure(item, items?.[i] ?? unknown, env, binding);
      return;
    }
    case 'place':
      setMember(evaluate(pattern.place.object, env), pattern.place.name, keep(value, env));
      return;
  }
}

function withFallback(value: Value, fallback: Expression | null, env: Env): Value {
  if (!fallback) return value;
  if (value.kind === 'lazy')
    return lazy(value.near, () => {
      const known = force(value);
      return isKnown(known) ? known : evaluate(fallback, env);
    });
  return isKnown(value) ? value : evaluate(fallback, env);
}

function withHint(value: Value, pattern: { name: string; type: string | null }, env: Env): Value {
  if (value.kind !== 'unknown' || value.wraps || value.hint) return value;
  if (value.made) return { ...value, hint: hintOf(pattern.name, pattern.type, env) };
  return unseen(pattern.name, pattern.type, env);
}

/** `app: express.Express`, seen from where it stands. */
export const hintOf =
  (name: string, type: string | null, env: Env): (() => Hint) =>
  () => ({ name, type: type === null ? null : typeOrigin(type, env) });

/** What the name of a type stands for. */
export function valueOfType(type: string, env: Env): Value {
  const [first = '', ...path] = type
    .replace(/[<|&[].*$/s, '')
    .trim()
    .split('.');
  return path.reduce(memberOf, env.lookup(first) ?? unknown);
}

function typeOrigin(type: string, env: Env): Hint['type'] {
  const [packageName] = /(?<=^import\(['"])[^'"]+/.exec(type) ?? [];
  if (packageName) return { module: packageName, path: type.split(').')[1]?.split('.') ?? [] };
  const value = valueOfType(type, env);
  // A module that has nothing to do with routes is not read for the sake of a type.
  if (value.kind === 'lazy' && !value.near()) return type;
  const known = force(value);
  return known.kind === 'external' ? known.origin : type;
}
