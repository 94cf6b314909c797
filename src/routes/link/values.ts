import type { ClassExpression, FunctionExpression } from '../syntax.ts';
import type { LinkedModule } from './modules.ts';
import type { Package } from './packages.ts';
import type { Router } from './routers.ts';

/** What an expression may be at run time, as far as the code tells without running. */
export type Value =
  | LiteralValue
  | { kind: 'regex'; source: string }
  | { kind: 'array'; items: Value[] }
  | ObjectValue
  | FunctionValue
  | ClassValue
  | { kind: 'router'; router: Router }
  | PartialValue
  /** An export of a package. */
  | { kind: 'external'; origin: Origin }
  /** A folder of the project, by the name that it is imported under. */
  | { kind: 'package'; package: Package }
  /** Found out only when something depends on it, so that unrelated modules are never read. */
  | LazyValue
  | UnknownValue;

export interface LiteralValue {
  kind: 'literal';
  value: string | number | boolean | null;
  /** Where it stands in the code, null when it was put together there. */
  at: CodeLine | null;
  /** What counts as empty in it. */
  assumes?: EmptyText[];
  /** It stands in a file of the environment instead: in one that counts, or in an example that the code's own go before. */
  setting?: 'made' | 'proposed';
}

export interface CodeLine {
  file: string;
  /** 1-based. */
  line: number;
}

/** `Router` of `express` is `{ module: 'express', path: ['Router'] }`; the default export's path is empty. */
export interface Origin {
  module: string;
  path: string[];
}

export interface ObjectValue {
  kind: 'object';
  fields: Map<string, Value>;
  /** The class it is an instance of. */
  class: ClassValue | null;
  /** What it is besides, when its class extends a framework's router. */
  router: Router | null;
  /** These are the named arguments of a call. */
  keywords: boolean;
  /** Where names that are not among the fields are looked up: `export * from`. */
  also: (() => Value)[];
  /** What a name means that is found nowhere else: a module of a package. */
  missing: ((name: string) => Value) | null;
}

export interface FunctionValue {
  kind: 'function';
  syntax: FunctionExpression;
  env: Env;
  self: Value | null;
  fields: Map<string, Value>;
}

export interface ClassValue {
  kind: 'class';
  syntax: ClassExpression;
  env: Env;
  parent: Value | null;
  mixins: Value[];
  fields: Map<string, Value>;
  /** The best known of those that the code makes from the values of their fields. */
  instance: ObjectValue | null;
}

/** A function, or a method of a router, with arguments that it gets before those of a call. */
export interface PartialValue {
  kind: 'partial';
  of: Value;
  method: string | null;
  args: Value[];
}

export interface LazyValue {
  kind: 'lazy';
  force(): Value;
  /** Whether it leads into a module that is read anyway. */
  near(): boolean;
}

export interface UnknownValue {
  kind: 'unknown';
  /** What a person may know it by. */
  hint: (() => Hint) | null;
  /** A router that went into the unknown call which made this: wrappers usually give it back. */
  wraps: Router | null;
  /** The call on a package that gave it: schemas are written so, `z.string().optional()`. */
  made?: MadeByCall;
  empty?: EmptyText;
}

/** A text that counts as empty: nothing that is seen here sets it. */
export interface EmptyText {
  /** `left-out`: it is empty, as the code makes it. `setting`: what is not seen here, or a configuration, may set it. */
  how: 'left-out' | 'setting';
  field: string;
  /** Where the field is declared. */
  at: CodeLine;
}

export interface MadeByCall {
  /** What `name` was called on: a package or one of its exports, or the result of such a call. */
  of: Value;
  name: string;
  args: Value[];
}

export interface Hint {
  name: string;
  /** The declared type: an export of a package, or its text; null when none is declared. */
  type: Origin | string | null;
}

export const unknown: UnknownValue = { kind: 'unknown', hint: null, wraps: null };

export const emptyText = (empty: EmptyText): UnknownValue => ({ kind: 'unknown', hint: null, wraps: null, empty });

export const literal = (value: string | number | boolean | null, at: CodeLine | null = null): LiteralValue => ({
  kind: 'literal',
  value,
  at,
});

export const objectOf = (fields: Map<string, Value>, ofClass: ClassValue | null = null): ObjectValue => ({
  kind: 'object',
  fields,
  class: ofClass,
  router: null,
  keywords: false,
  also: [],
  missing: null,
});

/** A text that is put together of others, with what they take for granted. */
export function joinedText(text: string, parts: Value[], at: CodeLine | null): Value {
  const assumes = parts.flatMap(assumedBy);
  return { kind: 'literal', value: text, at, ...(assumes.length > 0 ? { assumes } : {}) };
}

function assumedBy(value: Value): EmptyText[] {
  const known = force(value);
  if (known.kind === 'literal') return known.assumes ?? [];
  return known.kind === 'unknown' && known.empty ? [known.empty] : [];
}

/** Evaluates once, when needed; a value that depends on itself is unknown. */
export function lazy(near: () => boolean, compute: () => Value): LazyValue {
  let value: Value | null = null;
  return {
    kind: 'lazy',
    near,
    force() {
      if (value) return value;
      value = unknown;
      value = force(compute());
      return value;
    },
  };
}

export function force(value: Value): Exclude<Value, LazyValue> {
  let current = value;
  while (current.kind === 'lazy') current = current.force();
  return current;
}

export const isKnown = (value: Value): boolean => value.kind !== 'unknown';

/** The router that a value is or, if it came out of a wrapper, most likely is. */
export function routerOf(value: Value): Router | null {
  if (value.kind === 'router' || value.kind === 'object') return value.router;
  return value.kind === 'unknown' ? value.wraps : null;
}

/** The named arguments of a call, apart from the others. */
export function splitKeywords(args: Value[]): { positional: Value[]; keywords: Map<string, Value> } {
  const last = args.at(-1);
  if (last?.kind !== 'object' || !last.keywords) return { positional: args, keywords: new Map() };
  return { positional: args.slice(0, -1), keywords: last.fields };
}

/** Texts and lists that the code makes longer than any path or list of routes; those that somebody wrote may be longer. */
const maxTextLength = 10_000;
const maxItems = 5_000;

/** Null for what is no text, and for one too long to work with. */
export const stringOf = (value: Value): string | null => {
  const known = force(value);
  return known.kind === 'literal' && known.value !== null && !isOversized(known) ? String(known.value) : null;
};

/** Whether it is too long to make another of it. */
export const isOversized = (value: Value): boolean =>
  value.kind === 'array'
    ? value.items.length > maxItems
    : value.kind === 'literal' && typeof value.value === 'string' && value.value.length > maxTextLength;

/** Lists one behind the other; those that would make too long a list of it are left out. */
export function inOneList(lists: Value[][]): Value[] {
  const all: Value[] = [];
  for (const items of lists)
    if (items.length < 2 || all.length === 0 || all.length + items.length <= maxItems)
      for (const item of items) all.push(item);
  return all;
}

const isSameText = (a: Value, b: Value): boolean => a.kind === 'literal' && b.kind === 'literal' && a.value === b.value;

/** Names visible at a place in the code. */
export class Env {
  readonly names: Map<string, Value>;
  readonly #setAgain = new Set<string>();
  readonly parent: Env | null;
  readonly module: LinkedModule;
  readonly #late: (name: string) => Value | undefined;

  /** `names` may be shared by several; `late` knows further ones. */
  constructor(
    module: LinkedModule,
    parent: Env | null,
    names = new Map<string, Value>(),
    late: (name: string) => Value | undefined = () => undefined,
  ) {
    this.module = module;
    this.parent = parent;
    this.names = names;
    this.#late = late;
  }

  child(): Env {
    return new Env(this.module, this);
  }

  owner(name: string): Env | null {
    for (let env: Env | null = this; env; env = env.parent) if (env.names.has(name)) return env;
    return null;
  }

  lookup(name: string): Value | undefined {
    for (let env: Env | null = this; env; env = env.parent) {
      const value = env.names.get(name) ?? env.#late(name);
      if (value) return value;
    }
    return undefined;
  }

  /** Whether the code gives a name more than one value: which of them holds depends on when it is asked for. */
  isSetAgain(name: string): boolean {
    const owner = this.owner(name);
    return owner ? owner.#setAgain.has(name) : false;
  }

  /** What is already known of a name is not forgotten: branches that set it otherwise are all walked. */
  assign(name: string, value: Value): void {
    const owner = this.owner(name) ?? this;
    const old = owner.names.get(name);
    if (!old || !isSameText(old, value)) owner.#setAgain.add(name);
    if (old && isKnown(old) && !isKnown(value)) return;
    owner.names.set(name, value);
  }
}
