import type { FunctionExpression, FunctionParameter } from '../syntax.ts';
import { constructParent, instantiate } from './classes.ts';
import { firstReturned, type Returned } from './conditions.ts';
import { choose } from './evaluate.ts';
import { bind, execute } from './execute.ts';
import { embeddedWith } from './instances.ts';
import type { CallSite } from './machine.ts';
import { maxDepth, placeOf } from './machine.ts';
import { makeRouter } from './make-router.ts';
import { inheritedMethod, leaveToOthers, memberOf, setMember } from './members.ts';
import { imported, mayMatter } from './modules.ts';
import { perform } from './router-actions.ts';
import { argumentsOf, callRouter, guessRouter, isTelling } from './router-calls.ts';
import {
  type Env,
  type FunctionValue,
  force,
  isKnown,
  isOversized,
  lazy,
  literal,
  type MadeByCall,
  type ObjectValue,
  type Origin,
  objectOf,
  type PartialValue,
  routerOf,
  splitKeywords,
  type UnknownValue,
  unknown,
  type Value,
} from './values.ts';

/** `callee(...args)` and `new callee(...args)` */
export function call(callee: Value, args: Value[], site: CallSite): Value {
  switch (callee.kind) {
    case 'lazy':
      // Modules that have nothing to do with routes are not read because something in them is called.
      if (callee.near() || args.some(bringsRouter)) return call(force(callee), args, site);
      return lazy(callee.near, () => call(force(callee), args, site));
    case 'function':
      return site.module.language.outline ? unwrapped(invoke(callee, args), args) : invoke(callee, args);
    case 'class':
      return instantiate(callee, args, site);
    case 'external':
      return callPackage(callee.origin, args, site);
    case 'partial':
      return callPartial(callee, args, site);
    case 'unknown':
      return callMade(callee, args, site) ?? callUnknown(args);
    default:
      return callUnknown(args);
  }
}

/** What a package made may be called itself: `env('PREFIX')`. */
const callMade = (callee: UnknownValue, args: Value[], site: CallSite): Value | undefined =>
  callee.made && callStandard(callee, '(call)', args, site);

const callable = new Set<Value['kind']>(['function', 'class', 'external', 'partial']);

function callPartial({ of, method, args }: PartialValue, more: Value[], site: CallSite): Value {
  const given = splitKeywords(args);
  const added = splitKeywords(more);
  const named = new Map([...given.keywords, ...added.keywords]);
  const all: Value[] = [...given.positional, ...added.positional];
  if (named.size > 0) all.push({ ...objectOf(named), keywords: true });
  return method === null ? call(of, all, site) : callMethod(of, method, all, site);
}

/** Middleware takes a handler and gives a function that calls it: a router in it answers as before. */
function unwrapped(result: Value, args: Value[]): Value {
  if (result.kind !== 'function' && (result.kind !== 'unknown' || result.wraps)) return result;
  const wraps = args.map(routerOf).find((router) => router !== null);
  return wraps ? { kind: 'unknown', hint: null, wraps } : result;
}

/** `receiver.name(...args)` */
export function callMethod(receiver: Value, name: string, args: Value[], site: CallSite): Value {
  const { machine, language } = site.module;
  const matters = machine.adaptersFor(language).some((adapter) => isTelling(name, adapter));
  if (receiver.kind === 'lazy') {
    // Where types are declared, only a type from near may be a router.
    if ((!matters || language.outline) && !receiver.near() && !args.some(bringsRouter))
      return lazy(receiver.near, () => callMethod(force(receiver), name, args, site));
    const known = force(receiver);
    if (known.kind === 'unknown' && matters)
      machine.retries.push({ ...placeOf(site), again: () => callMethod(force(receiver), name, args, site) });
    return callMethod(known, name, args, site);
  }
  const router = routerOf(receiver) ?? (matters ? guessRouter(receiver, name, args, site) : null);
  if (router && !hasOwn(receiver, name)) return callRouter(router, receiver, name, args, site);
  if (receiver.kind === 'external' || receiver.kind === 'package') return call(memberOf(receiver, name), args, site);
  if (receiver.kind === 'object' && receiver.class && language.outline)
    return callOnInstance(receiver, name, args, site);
  if (receiver.kind === 'function') {
    const result = callFunctionMethod(receiver, name, args);
    if (result) return result;
  }
  const member = force(memberOf(receiver, name));
  if (callable.has(member.kind)) return call(member, args, site);
  const standard = callStandard(receiver, name, args, site);
  if (standard && receiver.kind === 'array' && args.some((arg) => arg.kind === 'object')) machine.actions++;
  return (
    standard ?? callUnknown(args, receiver.kind === 'unknown' && receiver.made ? { of: receiver, name, args } : null)
  );
}

function callOnInstance(receiver: ObjectValue, name: string, args: Value[], site: CallSite): Value {
  const embedded = embeddedWith(name, receiver);
  if (embedded) return callMethod(embedded, name, args, site);
  const method = memberOf(receiver, name);
  return call(carriesRouter(receiver) ? force(method) : method, args, site);
}

/** What a class that extends a router adds to it, or does in its stead. */
const hasOwn = (receiver: Value, name: string): boolean =>
  receiver.kind === 'object' && force(memberOf(receiver, name)).kind === 'function';

/** `super(...args)` */
export function callParent(args: Value[], env: Env, site: CallSite): Value {
  const self = env.lookup('this');
  const ofClass = env.lookup('class of this code');
  if (self?.kind === 'object' && ofClass?.kind === 'class') constructParent(ofClass, args, self, site);
  return unknown;
}

/** `super.name(...args)`, which overridden methods of a router do in the end. */
export function callParentMethod(name: string, args: Value[], env: Env, site: CallSite): Value {
  const self = env.lookup('this');
  const ofClass = env.lookup('class of this code');
  const inherited = self?.kind === 'object' && ofClass?.kind === 'class' ? inheritedMethod(ofClass, name, self) : null;
  if (inherited) return call(inherited, args, site);
  const router = self?.kind === 'object' ? self.router : null;
  return self && router ? callRouter(router, self, name, args, site) : callUnknown(args);
}

export function callPackage(origin: Origin, args: Value[], site: CallSite): Value {
  const { machine, language } = site.module;
  const passed = argumentsOf(args, site);
  const importing = (specifier: string) => imported(specifier, '*', site.module);
  for (const adapter of machine.adaptersFor(language)) {
    const made = adapter.creates(origin, passed, importing);
    if (!made) continue;
    if ('value' in made) return made.value;
    // Where types are declared, a function that is called after all makes the same routers again, knowing more.
    const givenTo = language.outline ? machine.uncalled : null;
    const from = { adapter, place: placeOf(site), site: site.call, givenTo };
    const router = makeRouter(made, from, machine);
    for (const action of made.actions ?? []) perform(action, router, site);
    return { kind: 'router', router };
  }
  const name = [origin.module, ...origin.path].join('.');
  const standard = callStandard(null, name, args, site);
  const of: Value = { kind: 'external', origin: { module: origin.module, path: origin.path.slice(0, -1) } };
  return standard ?? callUnknown(args, { of, name: origin.path.at(-1) ?? '', args });
}

function callStandard(receiver: Value | null, name: string, args: Value[], site: CallSite): Value | undefined {
  const { machine, language, file } = site.module;
  if (receiver && isOversized(receiver)) return unknown;
  return language.standardCall({
    receiver,
    name,
    args,
    project: machine.project.files,
    from: file,
    load: (specifier) => imported(specifier, '*', site.module),
    invoke: (callee, values) => call(force(callee), values, site),
  });
}

/** Whatever it is, it probably calls the functions it is given, and a router that it wraps may come back. */
export function callUnknown(args: Value[], made: MadeByCall | null = null): Value {
  for (const arg of args)
    if (arg.kind === 'function') invoke(arg, []);
    else if (arg.kind === 'object' && arg.class) leaveToOthers(arg);
  const [wraps = null] = args.flatMap((arg) => (arg.kind === 'router' ? [arg.router] : []));
  if (made) return { kind: 'unknown', hint: null, wraps, made };
  return wraps ? { kind: 'unknown', hint: null, wraps } : unknown;
}

/** Also a function that fills a router of its own surroundings: `files.forEach((file) => app.use(require(file)))`. */
function bringsRouter(value: Value): boolean {
  if (value.kind !== 'function' || value.env.module.language.outline) return carriesRouter(value);
  return mayMatter(value);
}

function carriesRouter(value: Value): boolean {
  if (routerOf(value)) return true;
  if (value.kind === 'partial') return carriesRouter(value.of);
  if (value.kind === 'array') return value.items.some((item) => routerOf(item));
  if (value.kind === 'object') return [...value.fields.values()].some((item) => routerOf(item));
  return false;
}

/** Follows a function of the project. */
export function invoke(callee: Value, args: Value[]): Value {
  if (callee.kind !== 'function') return unknown;
  callee.env.module.machine.called.add(callee.syntax);
  return follow(callee, args);
}

/** As `invoke`, without taking note that somebody calls it. */
export function follow(callee: FunctionValue, args: Value[]): Value {
  const { machine } = callee.env.module;
  const { syntax } = callee;
  const depth = machine.active.filter((active) => active === syntax).length;
  if (depth > 1 || machine.active.length > maxDepth || machine.exhausted()) return unknown;
  const env = callee.env.child();
  if (callee.self) env.names.set('this', callee.self);
  if (syntax.receiver) bind(syntax.receiver, callee.self ?? unknown, env);
  env.names.set('arguments', { kind: 'array', items: args });
  bindParameters(syntax, args, env);
  return machine.followUnlessIdle(syntax, args.length > 0, () => followBody(syntax, env));
}

function followBody(syntax: FunctionExpression, env: Env): Value {
  const { machine } = env.module;
  const returned: Returned[] = [];
  const { sometimes } = machine;
  machine.sometimes = false;
  machine.active.push(syntax);
  try {
    execute(syntax.body, env, returned);
  } finally {
    machine.active.pop();
    machine.sometimes = sometimes;
  }
  return chooseReturned(returned);
}

/** Where unlike texts are returned, conditions on settings with known defaults tell which. */
function chooseReturned(returned: Returned[]): Value {
  const values = returned.map(({ value }) => value);
  const chosen = choose(values);
  const isOpen = !isKnown(chosen) && values.some((value) => force(value).kind === 'literal');
  if (!isOpen || returned.every(({ when }) => when.length === 0)) return chosen;
  return lazy(
    () => false,
    () => firstReturned(returned) ?? chosen,
  );
}

function bindParameters(syntax: FunctionExpression, args: Value[], env: Env): void {
  const { positional, keywords } = splitKeywords(args);
  const named = new Map(keywords);
  const left = [...positional];
  for (const parameter of syntax.parameters) {
    const { pattern } = parameter;
    bind(pattern, argumentFor(parameter, left, named), env);
    const self = env.lookup('this');
    if (parameter.field && pattern.kind === 'name' && self) setMember(self, pattern.name, env.names.get(pattern.name)!);
  }
}

/** Takes it out of what is left of the arguments. */
function argumentFor({ pattern, rest, keywords }: FunctionParameter, left: Value[], named: Map<string, Value>): Value {
  if (rest) return { kind: 'array', items: left.splice(0) };
  if (keywords) return objectOf(named);
  const name = pattern.kind === 'name' ? pattern.name : '';
  const given = named.get(name);
  named.delete(name);
  return given ?? left.shift() ?? unknown;
}

/** `.call`, `.apply` and `.bind` are how older code hands `this` along. */
function callFunctionMethod(callee: FunctionValue, name: string, args: Value[]): Value | undefined {
  const [self = unknown, ...rest] = args;
  const withSelf: FunctionValue = { ...callee, self: self.kind === 'object' ? self : callee.self };
  if (name === 'bind') return withSelf;
  if (name === 'call') return invoke(withSelf, rest);
  const list = force(rest[0] ?? literal(null));
  if (name === 'apply') return invoke(withSelf, list.kind === 'array' ? list.items : []);
  return undefined;
}
