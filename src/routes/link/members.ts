import { invoke } from './calls.ts';
import type { Router } from './routers.ts';
import {
  type ClassValue,
  type EmptyText,
  emptyText,
  type FunctionValue,
  force,
  lazy,
  literal,
  type ObjectValue,
  routerOf,
  unknown,
  type Value,
} from './values.ts';

/** `value.name` */
export function memberOf(value: Value, name: string): Value {
  switch (value.kind) {
    case 'lazy':
      return lazy(value.near, () => memberOf(force(value), name));
    case 'object':
      return memberOfObject(value, name);
    case 'function':
      return value.fields.get(name) ?? unknown;
    case 'class':
      return memberOfClass(value, name);
    case 'external':
      if (name === 'default') return value;
      return { kind: 'external', origin: { module: value.origin.module, path: [...value.origin.path, name] } };
    case 'package':
      return value.package.lookup(name) ?? unknown;
    case 'array':
      return name === 'length' ? literal(value.items.length) : (value.items[Number(name)] ?? unknown);
    case 'unknown':
      // What wraps a router may hand it out again: `expressWs(app).app`.
      if (value.wraps?.adapter.aliases?.has(name)) return value;
      // A part of a schema: `schema.shape.id`.
      return value.made ? { ...unknown, made: { of: value, name, args: [] } } : unknown;
    case 'literal':
      // What a member of an enumeration is.
      return name === 'value' ? value : unknown;
    case 'router':
      return memberOfRouter(value, value.router, name);
    case 'partial':
    case 'regex':
      return unknown;
  }
}

function memberOfObject(object: ObjectValue, name: string): Value {
  const field = object.fields.get(name);
  if (field) return field.kind === 'function' ? { ...field, self: field.self ?? object } : field;
  const member = object.class && memberOfInstance(object.class, name, object);
  if (member) return member;
  for (const more of withMore(object)) {
    const found = more.fields.get(name);
    if (found) return found;
  }
  if (object.router) return memberOfRouter(object, object.router, name);
  return object.missing?.(name) ?? unknown;
}

function memberOfRouter(value: Value, { adapter }: Router, name: string): Value {
  if (adapter.aliases?.has(name)) return value;
  return adapter.methods.has(name) ? { kind: 'partial', of: value, method: name, args: [] } : unknown;
}

function memberOfInstance(ofClass: ClassValue, name: string, self: ObjectValue): Value | null {
  const method = methodOf(ofClass, name, self);
  if (method) return method;
  const shared = memberOfClass(ofClass, name);
  return shared.kind === 'unknown' ? null : shared;
}

/** The object and those that its `export * from` or late spreads add; they may lead back to itself. */
export function* withMore(object: ObjectValue, seen = new Set<ObjectValue>()): Generator<ObjectValue> {
  if (seen.has(object)) return;
  seen.add(object);
  yield object;
  for (const also of object.also) {
    const more = force(also());
    if (more.kind === 'object') yield* withMore(more, seen);
  }
}

function memberOfClass(value: ClassValue, name: string): Value {
  const own = ownMemberOfClass(value, name);
  if (own) return own;
  for (const parent of ancestorsOf(value)) {
    const inherited = ownMemberOfClass(parent, name);
    if (inherited && inherited.kind !== 'unknown') return inherited;
  }
  return unknown;
}

function ownMemberOfClass(value: ClassValue, name: string): Value | null {
  const field = value.fields.get(name);
  if (field) return field;
  const method = value.syntax.methods.find((candidate) => candidate.static && candidate.name === name);
  return method ? bound(value, method.body, value) : null;
}

/** A method as an instance sees it, a getter's value; null when the class and its parents have none of that name. */
export const methodOf = (ofClass: ClassValue, name: string, self: ObjectValue): Value | null =>
  ownMethod(ofClass, name, self) ?? inheritedMethod(ofClass, name, self);

function ownMethod(ofClass: ClassValue, name: string, self: ObjectValue): Value | null {
  const apart = ofClass.env.module.package?.lookup(`${ofClass.syntax.name}.${name}`);
  if (apart) return withSelf(apart, self);
  const method = ofClass.syntax.methods.find((candidate) => !candidate.static && candidate.name === name);
  if (!method) return null;
  const callee = bound(ofClass, method.body, self);
  return method.role === 'getter' ? invoke(callee, []) : callee;
}

/** The method that one of its own of the same name would hide. */
export function inheritedMethod(ofClass: ClassValue, name: string, self: ObjectValue): Value | null {
  for (const parent of ancestorsOf(ofClass)) {
    const method = ownMethod(parent, name, self);
    if (method) return method;
  }
  return null;
}

/** The classes of the project that it and those extend, each once, in the order in which members are looked up. */
function* ancestorsOf(value: ClassValue, seen = new Set([value.syntax])): Generator<ClassValue> {
  for (const parent of parentsOf(value)) {
    if (seen.has(parent.syntax)) continue;
    seen.add(parent.syntax);
    yield parent;
    yield* ancestorsOf(parent, seen);
  }
}

/** The classes of the project that it extends. */
export const parentsOf = ({ parent, mixins }: ClassValue): ClassValue[] =>
  [...(parent ? [parent] : []), ...mixins].map(force).filter((value) => value.kind === 'class');

function withSelf(method: Value, self: ObjectValue): Value {
  if (method.kind === 'lazy') return lazy(method.near, () => withSelf(force(method), self));
  return method.kind === 'function' ? { ...method, self } : method;
}

export const bound = (ofClass: ClassValue, syntax: FunctionValue['syntax'], self: Value): FunctionValue => ({
  kind: 'function',
  syntax,
  env: ofClass.env,
  self,
  fields: new Map(),
});

export function setMember(object: Value, name: string, value: Value): void {
  const target = force(object);
  if (target.kind !== 'object' && target.kind !== 'function' && target.kind !== 'class') return;
  const old = target.fields.get(name);
  if (old && old.kind !== 'unknown' && value.kind === 'unknown') return;
  const embeds =
    target.kind === 'object' && target.class?.syntax.fields.some((field) => field.embedded && field.name === name);
  if (embeds) target.router = routerOf(force(value));
  target.fields.set(name, old?.kind === 'unknown' && old.empty ? orSetting(value, old.empty) : value);
}

/** What code that is not seen may fill: `viper.Unmarshal(&config)`. */
export function leaveToOthers({ fields }: ObjectValue): void {
  for (const [name, value] of fields)
    if (value.kind === 'unknown' && value.empty) fields.set(name, emptyText({ ...value.empty, how: 'setting' }));
}

/** What was left out is empty until somebody sets it: to something that is not seen here, it may be. */
function orSetting(value: Value, empty: EmptyText): Value {
  if (value.kind === 'lazy') return lazy(value.near, () => orSetting(force(value), empty));
  return value.kind === 'unknown' ? emptyText({ ...empty, how: 'setting' }) : value;
}
