import { posix } from 'node:path';
import type { Language, Resolver } from '../language.ts';
import type { Expression, ModuleSyntax } from '../syntax.ts';
import { environmentVariable } from './environment.ts';
import { execute } from './execute.ts';
import type { Machine } from './machine.ts';
import { memberOf } from './members.ts';
import type { Package } from './packages.ts';
import { remembered } from './remembered.ts';
import {
  type ClassValue,
  Env,
  type FunctionValue,
  force,
  type LazyValue,
  lazy,
  literal,
  type ObjectValue,
  type Origin,
  objectOf,
  unknown,
  type Value,
} from './values.ts';

/** A source file while it is linked. */
export interface LinkedModule {
  file: string;
  language: Language;
  machine: Machine;
  syntax: ModuleSyntax;
  /** Read for its own sake: all of its functions count. The others only answer what is asked of them. */
  concerns: boolean;
  /** The files that it shares its names with; null where each file has names of its own. */
  package: Package | null;
  env: Env;
  /** `{ exports }`, as CommonJS code sees it; what ES modules export stands in the same object. */
  self: ObjectValue;
  resolve: Resolver;
  started: boolean;
  classes: ClassValue[];
}

export function linkedModule(parts: Omit<LinkedModule, 'env' | 'self' | 'started' | 'classes'>): LinkedModule {
  const { submodule } = parts.language;
  const names = new Map<string, Value>();
  const exports = objectOf(submodule ? names : new Map());
  const module: LinkedModule = {
    ...parts,
    self: objectOf(new Map([['exports', exports as Value]])),
    env: undefined as never,
    started: false,
    classes: [],
  };
  if (parts.package) {
    module.env = amongFiles(module, parts.package);
    return module;
  }
  module.env = new Env(module, null, names);
  if (submodule) {
    exports.missing = (name) => inPackage(submodule('.', name), module);
    return module;
  }
  names.set('module', module.self);
  names.set('exports', exports);
  names.set('this', exports);
  for (const [name, value] of placeNames(module.file)) names.set(name, value);
  names.set('process', objectOf(new Map([['env', environmentOf(module)]])));
  for (const name of ['global', 'globalThis']) names.set(name, module.machine.globals);
  if (/\bglobal(?:This)?\b/.test(module.syntax.text))
    module.machine.project.islands.tie(module.file, 'the global object');
  return module;
}

/** Names that the files of a folder share go before those that this one imports. */
function amongFiles(module: LinkedModule, own: Package): Env {
  const imports = new Map<string, Value>();
  // A package may be called otherwise than its folder.
  let renamed: Map<string | null, Value> | null = null;
  const byPackageName = (name: string) => {
    renamed ??= new Map(
      [...imports.values()].flatMap((value) => (value.kind === 'package' ? [[value.package.name, value]] : [])),
    );
    return renamed.get(name);
  };
  return new Env(module, new Env(module, null, imports, byPackageName), own.names, (name) => own.late(name));
}

function environmentOf({ file, machine }: LinkedModule): Value {
  return { ...objectOf(new Map()), missing: (name) => environmentVariable(name, file, machine.project.files) };
}

/** Where a module stands, as it sees that itself; the project's root is taken for the root of all paths. */
function placeNames(file: string): [string, Value][] {
  const [filename, dirname] = [`/${file}`, posix.dirname(`/${file}`)].map((path) => literal(path)) as [Value, Value];
  const meta = objectOf(new Map([...Object.entries({ filename, dirname }), ['url', literal(`file:///${file}`)]]));
  return [
    ['__filename', filename],
    ['__dirname', dirname],
    ['import.meta', meta],
  ];
}

/** Follows the module's own code, once. Within an import cycle the rest of it has not happened yet. */
export function runModule(module: LinkedModule): void {
  if (module.started) return;
  module.started = true;
  const { imports = [], body } = module.syntax;
  if (module.env.parent) execute(imports, module.env.parent, []);
  module.machine.run(module.file, 1, () => execute(body, module.env, []));
}

/** Never caches an unknown: in an import cycle it may become known when the other module has run. */
export function imported(specifier: string, name: string, from: LinkedModule): Value {
  const file = from.resolve(specifier, from.file);
  // What a package imports from itself is a module of it: `from . import users`.
  if (file === null || file === from.file) {
    const submodule = from.language.submodule?.(specifier, name);
    const inside = submodule === undefined ? null : from.resolve(submodule, from.file);
    if (inside !== null) return fromFile(inside, from, (module) => exported(module, '*'));
  }
  if (file === null) {
    if (!specifier.startsWith('.')) from.machine.importPackage(specifier, from.file);
    const path = name === '*' || name === 'default' ? [] : [name];
    const origin = { module: specifier, path };
    return provided(origin, from) ?? { kind: 'external', origin };
  }
  if (from.package) return { kind: 'package', package: from.machine.project.packageAt(file) };
  return fromFile(file, from, (module) => exported(module, name));
}

function provided(origin: Origin, from: LinkedModule): Value | null {
  const { machine, file, language } = from;
  const importModule = (specifier: string) => imported(specifier, '*', from);
  const textOf = (other: string) => machine.project.open(other, file)?.syntax.text ?? null;
  for (const adapter of machine.adaptersFor(language)) {
    const value = adapter.provides?.(origin, { file, textOf, importModule });
    if (value) return value;
  }
  return null;
}

/** A module of the package that this is. */
function inPackage(specifier: string, of: LinkedModule): Value {
  const file = of.resolve(specifier, of.file);
  return file === null || file === of.file ? unknown : fromFile(file, of, (module) => exported(module, '*'));
}

function fromFile(file: string, from: LinkedModule, pick: (module: LinkedModule) => Value): LazyValue {
  const { project } = from.machine;
  let value: Value | null = null;
  return {
    kind: 'lazy',
    near: () => project.concerns(file),
    force() {
      if (value) return value;
      value = unknown;
      const module = project.open(file, from.file);
      const found = module ? force(pick(module)) : unknown;
      value = found.kind === 'unknown' ? null : found;
      return found;
    },
  };
}

function exported(module: LinkedModule, name: string): Value {
  runModule(module);
  const exports = force(module.self.fields.get('exports') ?? unknown);
  if (name === '*') return exports;
  if (name !== 'default') return memberOf(exports, name);
  // What `import x from` gives of a CommonJS module is all of its exports.
  if (exports.kind === 'object' && (exports.fields.has('default') || exports.also.length > 0))
    return memberOf(exports, 'default');
  return exports;
}

/** All that a file of the project exports. */
export const moduleAt = (file: string, from: LinkedModule): LazyValue =>
  fromFile(file, from, (module) => exported(module, '*'));

export function exportAll(specifier: string, module: LinkedModule): void {
  const exports = module.self.fields.get('exports');
  if (exports?.kind === 'object') exports.also.push(() => imported(specifier, '*', module));
}

/** What a name means that the module itself does not set: `from .views import *` may have brought it. */
export function nameFromOthers(name: string, module: LinkedModule): Value | undefined {
  const exports = module.self.fields.get('exports');
  if (!module.language.submodule || exports?.kind !== 'object' || exports.also.length === 0) return undefined;
  const near = () => exports.also.map((more) => more()).some((more) => more.kind !== 'lazy' || more.near());
  return lazy(near, () => memberOf(exports, name));
}

export function exportValue(name: string, value: Value, module: LinkedModule): void {
  const exports = module.self.fields.get('exports');
  if (exports?.kind === 'object') exports.fields.set(name, value);
}

/** A specifier that is put together from known parts is as good as a literal one. */
export const specifierOf = (value: Value): string | null => {
  const known = force(value);
  return known.kind === 'literal' && typeof known.value === 'string' ? known.value : null;
};

/** A name as it stands when it is asked for: exports may come before the declaration that they name. */
export const lateName = (expression: Expression & { kind: 'name' }, env: Env): Value =>
  lazy(
    () => {
      const value = env.lookup(expression.name);
      return value?.kind === 'lazy' ? value.near() : true;
    },
    () => env.lookup(expression.name) ?? unknown,
  );

/** Most functions that nobody calls are handlers: their text alone shows that they fill no router. */
export function mayMatter({ syntax, env }: FunctionValue): boolean {
  const { file, language, machine, syntax: module } = env.module;
  const text = module.text.slice(syntax.start, syntax.end);
  return machine
    .adaptersFor(language)
    .some(
      (adapter) => adapter.methods.size > 0 && remembered(syntax, adapter.concerns, () => adapter.concerns(text, file)),
    );
}
