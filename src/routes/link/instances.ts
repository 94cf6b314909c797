import type { ClassField, InstanceExpression, ObjectEntry } from '../syntax.ts';
import { callPackage } from './calls.ts';
import { construct } from './classes.ts';
import { evaluate } from './evaluate.ts';
import { hintOf, keep, valueOfType } from './execute.ts';
import type { CallSite } from './machine.ts';
import { memberOf } from './members.ts';
import {
  type ClassValue,
  type EmptyText,
  type Env,
  emptyText,
  force,
  lazy,
  type ObjectValue,
  objectOf,
  stringOf,
  unknown,
  type Value,
} from './values.ts';

/** `Route{"GET", "/users", list}`; `type` is known where the literal stands in a list that says it. */
export function evaluateInstance(expression: InstanceExpression, env: Env, type: Value | null = null): Value {
  const of = expression.of ? evaluate(expression.of, env) : (type ?? unknown);
  if (of.kind === 'lazy') {
    // What stands in it happens now, whatever its type turns out to be.
    const fields = fieldsOf(expression.entries, env, unknown);
    return lazy(of.near, () => instanceOf(force(of), fields, expression, env));
  }
  const items = of.kind === 'array' ? force(of.items[0] ?? unknown) : unknown;
  return instanceOf(of, fieldsOf(expression.entries, env, items), expression, env);
}

function instanceOf(of: Value, fields: Map<string, Value>, expression: InstanceExpression, env: Env): Value {
  if (of.kind === 'class') return makeInstance(of, withEmptyTexts(of, fields));
  if (of.kind === 'external' && fields.size === 0) {
    const { line, endLine } = expression;
    const call = { kind: 'call' as const, callee: expression, args: [], constructs: true, line, endLine };
    const site: CallSite = { module: env.module, call, decorated: null };
    return callPackage(of.origin, [], site);
  }
  const isList = expression.entries.every((entry) => entry.kind === 'entry' && /^\d+$/.test(entry.key));
  return of.kind === 'array' && isList ? { kind: 'array', items: [...fields.values()] } : objectOf(fields);
}

function fieldsOf(entries: ObjectEntry[], env: Env, items: Value): Map<string, Value> {
  const fields = new Map<string, Value>();
  for (const entry of entries) {
    if (entry.kind === 'spread') continue;
    const { value } = entry;
    const key = entry.kind === 'computed' ? stringOf(evaluate(entry.key, env)) : entry.key;
    const known = value.kind === 'instance' ? evaluateInstance(value, env, items) : evaluate(value, env);
    fields.set(key ?? `unknown key ${fields.size}`, keep(known, env));
  }
  return fields;
}

/** A text that the code leaves out where it makes an instance is empty. */
function withEmptyTexts(ofClass: ClassValue, given: Map<string, Value>): Map<string, Value> {
  const fields = new Map(given);
  for (const [i, field] of ofClass.syntax.fields.entries())
    if (field.type === 'string' && !field.value && !given.has(field.name) && !given.has(String(i)))
      fields.set(field.name, emptyField('left-out', field, ofClass));
  return fields;
}

export const emptyField = (how: EmptyText['how'], field: ClassField, { syntax, env }: ClassValue): Value => {
  const at = { file: env.module.file, line: field.line ?? syntax.line };
  return emptyText({ how, field: field.name, at });
};

/** An instance as the code makes it from the values of its fields; those by position have numbers for names. */
export function makeInstance(ofClass: ClassValue, given: Map<string, Value>): ObjectValue {
  const { machine } = ofClass.env.module;
  const self = objectOf(new Map(), ofClass);
  for (const [key, value] of given) self.fields.set(ofClass.syntax.fields[Number(key)]?.name ?? key, value);
  construct(ofClass, [], self, null);
  for (const { name, embedded } of ofClass.syntax.fields) {
    const value = embedded ? self.fields.get(name) : undefined;
    if (value?.kind === 'router') self.router = value.router;
  }
  // One that is made where somebody calls knows more than one that is made from unknown arguments.
  const isCalled = machine.uncalled === null || machine.active.at(-1) !== machine.uncalled;
  if (isCalled || !ofClass.instance) ofClass.instance = self;
  return self;
}

/**
 * Something that nobody was seen to make or pass. Where types are declared for everything, it is an instance of its
 * class; otherwise its name and type are only a hint.
 */
export function unseen(name: string, type: string | null, env: Env): Value {
  const hinted: Value = { kind: 'unknown', hint: hintOf(name, type, env), wraps: null };
  if (type === null || !env.module.language.outline) return hinted;
  const declared = valueOfType(type, env);
  if (declared.kind !== 'lazy' && declared.kind !== 'class') return hinted;
  const near = declared.kind === 'lazy' ? declared.near : () => true;
  return lazy(near, () => {
    const known = force(declared);
    if (known.kind !== 'class') return hinted;
    const ofClass = known.syntax.abstract ? onlyImplementation(known) : known;
    if (!ofClass) return hinted;
    return ofClass.instance ?? standInOf(ofClass);
  });
}

/** One for all that is followed with unknown arguments at a time: more would know no more. */
function standInOf(ofClass: ClassValue): ObjectValue {
  const { machine } = ofClass.env.module;
  const known = machine.standIns.get(ofClass);
  if (known && known.within === machine.uncalled) return known.value;
  const value = objectOf(new Map(), ofClass);
  construct(ofClass, [], value, null);
  machine.standIns.set(ofClass, { value, within: machine.uncalled });
  return value;
}

/** The one class in the modules read so far that has all methods of an interface. */
function onlyImplementation({ syntax, env }: ClassValue): ClassValue | null {
  const methods = syntax.methods.map(({ name }) => name);
  const found = env.module.machine.classes.filter(
    (candidate) =>
      !candidate.syntax.abstract &&
      methods.every((name) => candidate.env.module.package?.has(`${candidate.syntax.name}.${name}`)),
  );
  return methods.length > 0 && found.length === 1 ? found[0]! : null;
}

/** The embedded field that has to answer for an instance; null when the instance itself does. */
export function embeddedWith(name: string, { class: ofClass, fields }: ObjectValue): Value | null {
  if (!ofClass || fields.has(name) || ofClass.env.module.package?.has(`${ofClass.syntax.name}.${name}`)) return null;
  for (const field of ofClass.syntax.fields) {
    const value = field.embedded ? fields.get(field.name) : undefined;
    if (!value || (value.kind === 'lazy' && !value.near())) continue;
    const known = force(value);
    if (known.kind === 'router' || (known.kind === 'unknown' && known.hint)) return known;
    if (known.kind === 'object' && (known.fields.has(name) || memberOf(known, name).kind !== 'unknown')) return known;
  }
  return null;
}
