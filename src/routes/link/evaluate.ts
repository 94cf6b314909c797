import type { CallExpression, Expression, MemberExpression, ObjectEntry } from '../syntax.ts';
import { call, callMethod, callParent, callParentMethod } from './calls.ts';
import { makeClass } from './classes.ts';
import { decide, evaluateCondition } from './conditions.ts';
import { evaluateDecorated } from './decorators.ts';
import { assign, keep } from './execute.ts';
import { evaluateInstance } from './instances.ts';
import { type CallSite, placeOf } from './machine.ts';
import { memberOf } from './members.ts';
import { imported, type LinkedModule, nameFromOthers, specifierOf } from './modules.ts';
import {
  type Env,
  force,
  inOneList,
  isKnown,
  joinedText,
  lazy,
  literal,
  type ObjectValue,
  objectOf,
  routerOf,
  stringOf,
  unknown,
  type Value,
} from './values.ts';

/** What an expression is, as far as the code tells. Calls on routers in it take effect. */
export function evaluate(expression: Expression, env: Env): Value {
  if (!env.module.machine.step()) return unknown;
  switch (expression.kind) {
    case 'literal':
      return literal(expression.value, { file: env.module.file, line: expression.line });
    case 'regex':
      return { kind: 'regex', source: expression.source };
    case 'concatenation':
      return concatenate(expression.parts, env);
    case 'name':
      return env.lookup(expression.name) ?? nameFromElsewhere(expression.name, env.module);
    case 'self':
      return env.lookup('this') ?? unknown;
    case 'parent':
      return unknown;
    case 'member':
      return memberOf(evaluate(expression.object, env), expression.name);
    case 'index':
      return indexOf(evaluate(expression.object, env), evaluate(expression.index, env));
    case 'call':
      return evaluateCall(expression, env);
    case 'array':
      return { kind: 'array', items: evaluateAll(expression.items, env) };
    case 'object':
      return evaluateObject(expression.entries, env);
    case 'keywords':
      return { ...evaluateObject(expression.entries, env), keywords: true };
    case 'decorated':
      return evaluateDecorated(expression.value, env);
    case 'spread':
      return evaluate(expression.value, env);
    case 'function':
      return { kind: 'function', syntax: expression, env, self: null, fields: new Map() };
    case 'class':
      return makeClass(expression, env);
    case 'imported': {
      const specifier = specifierOf(evaluate(expression.specifier, env));
      return specifier === null ? unknown : imported(specifier, expression.name, env.module);
    }
    case 'fallback':
      return firstKnown(expression.options.map((option) => evaluate(option, env)));
    case 'choice': {
      const taken = expression.condition ? decide(expression.condition, env) : null;
      const option = taken === null ? null : expression.options[taken ? 0 : 1];
      if (option) return evaluate(option, env);
      if (expression.condition) evaluateCondition(expression.condition, env);
      return choose(expression.options.map((option) => evaluate(option, env)));
    }
    case 'assignment': {
      const value = keep(evaluate(expression.value, env), env);
      assign(expression.target, value, env);
      return value;
    }
    case 'instance':
      return evaluateInstance(expression, env);
    case 'other':
      for (const part of expression.parts) evaluate(part, env);
      return unknown;
  }
}

function nameFromElsewhere(name: string, module: LinkedModule): Value {
  const global: Value = { kind: 'external', origin: { module: name, path: [] } };
  if (module.language.builtins?.has(name)) return global;
  return nameFromOthers(name, module) ?? (/^[A-Z]/.test(name) ? global : unknown);
}

/** Items of arrays in spread position are taken out: `[...a, b]`, `f(...args)`. */
export function evaluateAll(items: Expression[], env: Env): Value[] {
  const lists = items.map((item) => {
    const value = evaluate(item, env);
    return item.kind === 'spread' ? (itemsOf(value) ?? [routerAmong(value)]) : [value];
  });
  return inOneList(lists);
}

/** Some routers can be had as the list of their routes: what holds that list holds the router. */
function routerAmong(value: Value): Value {
  const known = force(value);
  return routerOf(known) ? known : unknown;
}

/** Null when it is not known to be a list. */
export function itemsOf(value: Value): Value[] | null {
  const known = force(value);
  return known.kind === 'array' ? known.items : null;
}

function concatenate(parts: Expression[], env: Env): Value {
  const values = parts.map((part) => evaluate(part, env));
  const join = () => {
    const lists = values.map(itemsOf);
    if (lists.some((items) => items !== null))
      return { kind: 'array' as const, items: inOneList(lists.map((items, i) => items ?? [routerAmong(values[i]!)])) };
    const texts = values.map((value, i) => stringOf(value) ?? emptyBefore(value, parts.slice(i + 1)));
    // The last part of a path is what its route is known by; the first ones are prefixes.
    const last = force(values.at(-1) ?? unknown);
    return texts.includes(null)
      ? unknown
      : joinedText(texts.join(''), values, last.kind === 'literal' ? last.at : null);
  };
  return values.some((value) => value.kind === 'lazy') ? lazy(() => false, join) : join();
}

/** What counts as empty does so before other parts of a path; alone it would leave nothing to go by. */
function emptyBefore(value: Value, after: Expression[]): string | null {
  const known = force(value);
  const isBefore = after.some((part) => part.kind === 'literal' && part.value !== '');
  return isBefore && known.kind === 'unknown' && known.empty ? '' : null;
}

function indexOf(object: Value, index: Value): Value {
  const name = stringOf(index);
  return name === null ? unknown : memberOf(object, name);
}

function evaluateObject(entries: ObjectEntry[], env: Env): ObjectValue {
  const object = objectOf(new Map());
  for (const entry of entries) {
    const value = keep(evaluate(entry.value, env), env);
    const key = entry.kind === 'computed' ? stringOf(evaluate(entry.key, env)) : null;
    if (entry.kind === 'entry') object.fields.set(entry.key, value);
    else if (entry.kind === 'computed') object.fields.set(key ?? `unknown key ${object.fields.size}`, value);
    else if (value.kind === 'object') for (const [key, field] of value.fields) object.fields.set(key, field);
    else if (value.kind === 'lazy' || (value.kind === 'unknown' && value.made)) object.also.push(() => value);
  }
  return object;
}

export function evaluateCall(expression: CallExpression, env: Env, decorated: CallSite['decorated'] = null): Value {
  const { machine } = env.module;
  const site = { module: env.module, call: expression, decorated };
  return machine.within(site, () => evaluateCallAt(site, env));
}

function evaluateCallAt(site: CallSite, env: Env): Value {
  const expression = site.call;
  const { callee } = expression;
  if (callee.kind === 'parent') return callParent(evaluateAll(expression.args, env), env, site);
  if (callee.kind === 'member' && callee.object.kind === 'parent')
    return callParentMethod(callee.name, evaluateAll(expression.args, env), env, site);
  if (callee.kind === 'member' && !expression.constructs) {
    const borrowed = callBorrowed(callee, site, env);
    if (borrowed) return borrowed;
    const receiver = evaluate(callee.object, env);
    return callMethod(receiver, callee.name, evaluateAll(expression.args, env), site);
  }
  if (callee.kind === 'index' && !expression.constructs) {
    const receiver = evaluate(callee.object, env);
    const name = stringOf(evaluate(callee.index, env));
    if (name !== null) return callMethod(receiver, name, evaluateAll(expression.args, env), site);
    if (receiver.kind === 'router' && expression.args.length > 1) site.module.machine.warnMethod(placeOf(site));
  }
  const value = evaluate(callee, env);
  return call(value, evaluateAll(expression.args, env), site);
}

/** `router[method].call(router, path, handler)` and `router.get.apply(router, [path, handler])` */
function callBorrowed({ object, name }: MemberExpression, site: CallSite, env: Env): Value | null {
  if (name !== 'call' && name !== 'apply') return null;
  if (object.kind !== 'member' && object.kind !== 'index') return null;
  const receiver = evaluate(object.object, env);
  const method = object.kind === 'member' ? object.name : stringOf(evaluate(object.index, env));
  if (!routerOf(receiver) || method === null) return null;
  const [, ...given] = evaluateAll(site.call.args, env);
  return callMethod(receiver, method, name === 'call' ? given : (itemsOf(given[0] ?? unknown) ?? []), site);
}

function firstKnown(values: Value[]): Value {
  const useful = values.filter((value) => value.kind === 'lazy' || isUseful(value));
  const [first = unknown, ...rest] = withoutProposals(useful);
  if (first.kind !== 'lazy' || rest.length === 0) return first;
  return lazy(first.near, () => [first, ...rest].map(force).find(isUseful) ?? unknown);
}

/** What the code itself says goes before what an example of its environment says. */
function withoutProposals(values: Value[]): Value[] {
  const own = values.filter((value) => value.kind !== 'literal' || value.setting !== 'proposed');
  return own.length > 0 ? own : values;
}

const isUseful = (value: Value): boolean => isKnown(value) && !(value.kind === 'literal' && value.value === null);

/** Functions that return several values at once: `nil, err` here, `router, nil` there. */
function chooseEach(values: Value[]): Value | null {
  const tuples = values.filter((value) => value.kind === 'object' && !value.class && value.fields.has('0'));
  if (tuples.length < values.length || tuples.length === 0) return null;
  const parts = tuples.map((value) => (value.kind === 'object' ? [...value.fields.values()] : []));
  const fields = parts[0]!.map((_, i): [string, Value] => [String(i), choose(parts.map((part) => part[i] ?? unknown))]);
  return objectOf(new Map(fields));
}

/** Different functions of one package do different things; of anything else, the first may stand for all. */
function agree(first: Value, other: Value): boolean {
  if (first.kind === 'external' && other.kind === 'external' && first.origin.module === other.origin.module)
    return first.origin.path.join('.') === other.origin.path.join('.');
  return (first.kind !== 'literal' && other.kind !== 'literal') || stringOf(first) === stringOf(other);
}

/** A router if there is one among them, the items of all if they are lists; otherwise what they agree on. */
export function choose(values: Value[]): Value {
  if (values.length < 2) return values[0] ?? unknown;
  const known = withoutProposals(values.map(force).filter(isUseful));
  const router = known.find((value) => routerOf(value));
  if (router) return router;
  const tuple = chooseEach(known);
  if (tuple) return tuple;
  const [first = unknown, ...others] = new Set(known);
  const lists = others.length > 0 ? [first, ...others].map(itemsOf) : [null];
  if (!lists.includes(null)) return { kind: 'array', items: inOneList(lists.map((items) => items ?? [])) };
  return others.every((other) => agree(first, other)) ? first : unknown;
}
