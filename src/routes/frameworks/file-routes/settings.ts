import type { ModuleDeclarations } from '../../adapter.ts';
import { memberOf } from '../../link/members.ts';
import { force, isKnown, literal, objectOf, type Value } from '../../link/values.ts';
import type { Expression, ObjectEntry, Statement } from '../../syntax.ts';
import { declaredIn } from './exported-handlers.ts';

/**
 * What a configuration file says under a path of keys; null when it says nothing. The object may be exported as it
 * stands, come out of a function, or go through the functions of plugins, `withPlugin(config)`.
 */
export function settingIn(
  config: ModuleDeclarations,
  [first = '', ...rest]: string[],
): ReturnType<typeof force> | null {
  const entry = entryIn(config, first);
  const value = entry ? config.evaluate(entry, config.env) : memberOf(exportedObject(config), first);
  const setting = force(rest.reduce(memberOf, force(value)));
  return isKnown(setting) ? setting : null;
}

/**
 * The prefix that a configuration file puts before all paths. One that only some builds or environments have is none:
 * the server that a person runs locally does without it. An unknown value where it can only be told at run time.
 */
export function prefixIn(config: ModuleDeclarations | null, path: string[]): Value {
  if (!config) return literal('');
  const [first = '', ...rest] = path;
  let entry = entryIn(config, first);
  for (const key of rest) entry = entry && settingOf(entry, key);
  if (entry && mayBeAbsent(entry, config, 0)) return literal('');
  const setting = settingIn(config, path);
  if (setting) return setting;
  return entry ? config.evaluate(entry, config.env) : literal('');
}

function mayBeAbsent(expression: Expression, config: ModuleDeclarations, depth: number): boolean {
  switch (expression.kind) {
    case 'literal':
      return expression.value === '' || expression.value === null;
    case 'fallback':
    case 'choice': {
      const options = expression.options.map((option) => mayBeAbsent(option, config, depth));
      return expression.kind === 'choice' ? options.includes(true) : !options.includes(false);
    }
    case 'member':
      return isEnvironment(expression.object);
    case 'name': {
      const declared = depth < 5 ? declaredIn(config.syntax.body, expression.name) : null;
      return expression.name === 'undefined' || (declared !== null && mayBeAbsent(declared, config, depth + 1));
    }
    default:
      return false;
  }
}

/** `process.env`, `import.meta.env` */
const isEnvironment = (expression: Expression): boolean => expression.kind === 'member' && expression.name === 'env';

function exportedObject(config: ModuleDeclarations): Value {
  const exports = config.exports();
  const value = force(exports.get('default') ?? objectOf(exports));
  return value.kind === 'function' ? force(config.call(value, [])) : value;
}

/** The value of a key in the outermost objects of a file. */
function entryIn(config: ModuleDeclarations, key: string): Expression | null {
  for (const entries of objectsIn(config.syntax.body)) {
    const value = entryValue(entries, key);
    if (value) return value;
  }
  return null;
}

/** The value that an object gives a key where it is written. */
export const settingOf = (object: Expression, key: string): Expression | null =>
  object.kind === 'object' ? entryValue(object.entries, key) : null;

function entryValue(entries: ObjectEntry[], key: string): Expression | null {
  const entry = entries.findLast((candidate) => candidate.kind === 'entry' && candidate.key === key);
  return entry?.value ?? null;
}

function* objectsIn(body: Statement[]): Generator<ObjectEntry[]> {
  for (const statement of body) {
    if (statement.kind === 'block' || statement.kind === 'loop') yield* objectsIn(statement.body);
    else if ('value' in statement && statement.value) yield* objectsOf(statement.value);
  }
}

/** Objects that an expression may become; not those within other objects. */
function* objectsOf(expression: Expression): Generator<ObjectEntry[]> {
  switch (expression.kind) {
    case 'object':
      yield expression.entries;
      for (const entry of expression.entries) if (entry.kind === 'spread') yield* objectsOf(entry.value);
      return;
    case 'call':
      yield* objectsOf(expression.callee);
      for (const arg of expression.args) yield* objectsOf(arg);
      return;
    case 'function':
      yield* objectsIn(expression.body);
      return;
    case 'fallback':
    case 'choice':
      for (const option of expression.options) yield* objectsOf(option);
      return;
    case 'assignment':
    case 'spread':
      yield* objectsOf(expression.value);
      return;
  }
}
