import type { ClassExpression } from '../syntax.ts';
import { callPackage, invoke } from './calls.ts';
import { evaluate } from './evaluate.ts';
import { execute, keep } from './execute.ts';
import { emptyField, unseen } from './instances.ts';
import { type CallSite, placeOf } from './machine.ts';
import { bound, parentsOf } from './members.ts';
import {
  type ClassValue,
  type Env,
  force,
  type ObjectValue,
  objectOf,
  splitKeywords,
  unknown,
  type Value,
} from './values.ts';

export function makeClass(syntax: ClassExpression, env: Env): ClassValue {
  const parent = syntax.parent ? evaluate(syntax.parent, env) : null;
  const mixins = syntax.mixins.map((mixin) => evaluate(mixin, env));
  const value: ClassValue = {
    kind: 'class',
    syntax,
    env: env.child(),
    parent,
    mixins,
    fields: new Map(),
    instance: null,
  };
  value.env.names.set('class of this code', value);
  const inside = value.env.child();
  for (const field of syntax.fields) {
    if (!field.static || !field.value) continue;
    const fieldValue = evaluate(field.value, inside);
    value.fields.set(field.name, fieldValue);
    inside.names.set(field.name, fieldValue);
  }
  execute(syntax.setup, inside, []);
  env.module.classes.push(value);
  env.module.machine.classes.push(value);
  return value;
}

/** `site`: null when nobody was seen to make an instance. */
export function instantiate(ofClass: ClassValue, args: Value[], site: CallSite | null): ObjectValue {
  const self = objectOf(new Map(), ofClass);
  ofClass.env.module.machine.called.add(ofClass.syntax);
  construct(ofClass, args, self, site);
  if (self.router && site) self.router.place = placeOf(site);
  // What a router of the project does in place of its own methods is seen when those are called.
  for (const method of ofClass.syntax.methods)
    if (method.role === 'method' && !method.static && !self.router?.adapter.methods.has(method.name))
      keep(bound(ofClass, method.body, self), ofClass.env);
  return self;
}

/** Fields first, also before `super()`: a parent's constructor may call methods that read them. */
export function construct(ofClass: ClassValue, args: Value[], self: ObjectValue, site: CallSite | null): void {
  if (!ofClass.env.module.machine.step()) return;
  const env = ofClass.env.child();
  env.names.set('this', self);
  for (const field of ofClass.syntax.fields) {
    if (field.static || self.fields.has(field.name)) continue;
    const unset = field.setting ? emptyField('setting', field, ofClass) : unseen(field.name, field.type, env);
    self.fields.set(field.name, field.value ? evaluate(field.value, env) : unset);
  }
  const initializer = ofClass.syntax.methods.find((method) => method.role === 'constructor');
  if (initializer) invoke(bound({ ...ofClass, env }, initializer.body, self), args);
  else constructParent(ofClass, args, self, site);
}

/** Of each instance: the class that each of its parents was constructed for. */
const constructedFor = new WeakMap<ObjectValue, Map<ClassExpression, ClassExpression>>();

/** A parent that several classes have is constructed for one of them. */
function isDueFrom({ syntax }: ClassValue, parent: ClassValue, self: ObjectValue): boolean {
  const known = constructedFor.get(self) ?? new Map<ClassExpression, ClassExpression>();
  constructedFor.set(self, known);
  if (!known.has(parent.syntax)) known.set(parent.syntax, syntax);
  return known.get(parent.syntax) === syntax;
}

export function constructParent(ofClass: ClassValue, args: Value[], self: ObjectValue, site: CallSite | null): void {
  for (const parent of [ofClass.parent ?? unknown, ...ofClass.mixins].map(force)) {
    if (parent.kind === 'class' && isDueFrom(ofClass, parent, self)) construct(parent, args, self, site);
    if (parent.kind !== 'external' || !site) continue;
    const made = callPackage(parent.origin, args, site);
    if (made.kind === 'router') self.router = made.router;
  }
  // Data classes keep what they are given by name.
  if (parentsOf(ofClass).length === 0)
    for (const [name, value] of splitKeywords(args).keywords) self.fields.set(name, value);
}
