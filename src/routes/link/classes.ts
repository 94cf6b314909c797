import type { ClassExpression } from '../syntax.ts';
import { callPackage, invoke } from './calls.ts';
import { evaluate } from './evaluate.ts';
import { hintOf, keep } from './execute.ts';
import { type CallSite, placeOf } from './machine.ts';
import { bound } from './members.ts';
import { type ClassValue, type Env, force, type ObjectValue, objectOf, unknown, type Value } from './values.ts';

export function makeClass(syntax: ClassExpression, env: Env): ClassValue {
  const parent = syntax.parent ? evaluate(syntax.parent, env) : null;
  const value: ClassValue = { kind: 'class', syntax, env, parent, fields: new Map() };
  for (const field of syntax.fields)
    if (field.static && field.value) value.fields.set(field.name, evaluate(field.value, env));
  env.module.classes.push(value);
  return value;
}

/** `site`: null when nobody was seen to make an instance. */
export function instantiate(ofClass: ClassValue, args: Value[], site: CallSite | null): ObjectValue {
  const self = objectOf(new Map(), ofClass);
  ofClass.env.module.machine.called.add(ofClass.syntax);
  construct(ofClass, args, self, site);
  for (const method of ofClass.syntax.methods)
    if (method.role === 'method' && !method.static) keep(bound(ofClass, method.body, self), ofClass.env);
  return self;
}

/** Fields first, also before `super()`: a parent's constructor may call methods that read them. */
export function construct(ofClass: ClassValue, args: Value[], self: ObjectValue, site: CallSite | null): void {
  const env = ofClass.env.child();
  env.names.set('this', self);
  for (const field of ofClass.syntax.fields) {
    if (field.static || self.fields.has(field.name)) continue;
    const hint = hintOf(field.name, field.type, env);
    self.fields.set(field.name, field.value ? evaluate(field.value, env) : { kind: 'unknown', hint, wraps: null });
  }
  const initializer = ofClass.syntax.methods.find((method) => method.role === 'constructor');
  if (initializer) invoke(bound({ ...ofClass, env }, initializer.body, self), args, ofClass);
  else constructParent(ofClass, args, self, site);
}

export function constructParent(ofClass: ClassValue, args: Value[], self: ObjectValue, site: CallSite | null): void {
  const parent = force(ofClass.parent ?? unknown);
  if (parent.kind === 'class') construct(parent, args, self, site);
  if (parent.kind !== 'external' || !site) return;
  const made = callPackage(parent.origin, args, site);
  if (made.kind !== 'router') return;
  const making = ofClass.env.module.machine.calls.findLast(({ site: around }) => around.call.constructs);
  if (making) made.router.place = placeOf(making.site);
  self.router = made.router;
}
