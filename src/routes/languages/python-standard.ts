import { posix } from 'node:path';
import type { StandardCall } from '../language.ts';
import { environmentVariable } from '../link/environment.ts';
import { memberOf, setMember, withMore } from '../link/members.ts';
import {
  force,
  inOneList,
  isKnown,
  literal,
  type ObjectValue,
  objectOf,
  splitKeywords,
  stringOf,
  type UnknownValue,
  unknown,
  type Value,
} from '../link/values.ts';

/** The calls of Python's own library, and of libraries for settings, that routes, routers and paths pass through. */
export function standardCall(call: StandardCall): Value | undefined {
  const { receiver, name, args, invoke } = call;
  const { positional, keywords } = splitKeywords(args);
  if (!receiver && asksEnvironment.has(name)) return settingOf(call, positional, keywords);
  if (!receiver) return callFunction(name, positional, keywords);
  // The function that a class of views makes of itself.
  if (receiver.kind === 'class')
    return name === 'as_view' ? { kind: 'partial', of: receiver, method: name, args } : undefined;
  if (receiver.kind === 'unknown') return isEnvironment(receiver) ? settingOf(call, positional, keywords) : undefined;
  if (receiver.kind === 'array') return callListMethod(receiver.items, name, positional, invoke);
  if (receiver.kind === 'object') return callDictMethod(receiver, name, positional, keywords, invoke);
  if (receiver.kind === 'literal' && typeof receiver.value === 'string')
    return callStringMethod(receiver.value, name, positional, keywords);
  return undefined;
}

const asksEnvironment = new Set(['os.getenv', 'os.environ.get', 'decouple.config', 'environs.Env.str']);

/** What the code says itself goes before an example of what to set. */
function settingOf({ from, project }: StandardCall, [name, second]: Value[], keywords: Map<string, Value>): Value {
  const preset = keywords.get('default') ?? second ?? unknown;
  const said = environmentVariable(stringOf(name ?? unknown) ?? '', from, project);
  const isOpen = force(preset).kind === 'unknown';
  return said.kind === 'literal' && (isOpen || said.setting === 'made') ? said : preset;
}

/** `environ.Env()`, `environs.Env()`: `env('PREFIX', default='api/')`, `env.str(…)`. */
const isEnvironment = ({ made }: UnknownValue): boolean =>
  made?.name === 'Env' && made.of.kind === 'external' && /^environs?$/.test(made.of.origin.module);

function callListMethod(
  items: Value[],
  name: string,
  [first = unknown, second = unknown]: Value[],
  invoke: StandardCall['invoke'],
): Value | undefined {
  switch (name) {
    case '(each)':
      return { kind: 'array', items: items.map((item) => invoke(first, [item])) };
    case '(flat)':
      return { kind: 'array', items: inOneList(items.map((item) => itemsOf(invoke(first, [item])) ?? [])) };
    case 'append':
      items.push(first);
      return unknown;
    case 'insert':
      items.push(second);
      return unknown;
    case 'extend':
      items.splice(0, items.length, ...inOneList([items, itemsOf(first) ?? [first]]));
      return unknown;
    case 'copy':
      return { kind: 'array', items: [...items] };
    default:
      return undefined;
  }
}

function callDictMethod(
  object: ObjectValue,
  name: string,
  args: Value[],
  keywords: Map<string, Value>,
  invoke: StandardCall['invoke'],
): Value | undefined {
  const [first = unknown, second = unknown] = args;
  switch (name) {
    case 'items':
      return listOf(object, ([key, value]) => ({ kind: 'array', items: [literal(key), value] }));
    case 'values':
      return listOf(object, ([, value]) => value);
    case 'keys':
      return listOf(object, ([key]) => literal(key));
    case '(each)':
    case '(flat)':
      return callListMethod(itemsOf(object) ?? [], name, args, invoke);
    case 'get':
    case 'pop':
    case 'setdefault': {
      const key = stringOf(first);
      const found = key === null ? unknown : memberOf(object, key);
      const value = found.kind === 'unknown' ? second : found;
      if (name === 'setdefault' && key !== null) setMember(object, key, value);
      return value;
    }
    case 'update': {
      const more = force(first);
      for (const [key, value] of [...(more.kind === 'object' ? more.fields : []), ...keywords])
        object.fields.set(key, value);
      return unknown;
    }
    case 'copy':
      return { ...object, fields: new Map(object.fields) };
    default:
      return undefined;
  }
}

const listOf = (object: ObjectValue, pick: (entry: [string, Value]) => Value): Value => ({
  kind: 'array',
  items: [...withMore(object)].flatMap(({ fields }) => [...fields].map(pick)),
});

/** What a loop goes through: a list's items, a dictionary's keys. */
function itemsOf(value: Value): Value[] | null {
  const known = force(value);
  if (known.kind === 'array') return known.items;
  return known.kind === 'object' && !known.class ? [...known.fields.keys()].map((key) => literal(key)) : null;
}

function callStringMethod(text: string, name: string, args: Value[], keywords: Map<string, Value>): Value | undefined {
  const [first = null, second = null] = args.map(stringOf);
  switch (name) {
    case '(%)':
      return formatPercent(text, args[0] ?? unknown);
    case 'format':
      return formatBraces(text, args, keywords);
    case 'join': {
      const texts = (itemsOf(args[0] ?? unknown) ?? [unknown]).map(stringOf);
      return texts.includes(null) ? unknown : literal(texts.join(text));
    }
    case 'strip':
      return literal(stripped(stripped(text, first, 'start'), first, 'end'));
    case 'lstrip':
      return literal(stripped(text, first, 'start'));
    case 'rstrip':
      return literal(stripped(text, first, 'end'));
    case 'removeprefix':
      return first === null ? unknown : literal(text.startsWith(first) ? text.slice(first.length) : text);
    case 'removesuffix':
      return first === null
        ? unknown
        : literal(text.endsWith(first) ? text.slice(0, -first.length || undefined) : text);
    case 'lower':
      return literal(text.toLowerCase());
    case 'upper':
      return literal(text.toUpperCase());
    case 'replace':
      return first === null || second === null ? unknown : literal(text.replaceAll(first, () => second));
    case 'split': {
      const parts = first === null ? text.trim().split(/\s+/) : text.split(first);
      return { kind: 'array', items: parts.map((part) => literal(part)) };
    }
    default:
      return undefined;
  }
}

function stripped(text: string, characters: string | null, at: 'start' | 'end'): string {
  const isCut = (character: string) => (characters === null ? /\s/.test(character) : characters.includes(character));
  let [start, end] = [0, text.length];
  if (at === 'start') while (start < end && isCut(text[start]!)) start++;
  else while (end > start && isCut(text[end - 1]!)) end--;
  return text.slice(start, end);
}

/** Null stands for a value that nobody knows. */
const filled = (parts: (string | null)[]): Value => (parts.includes(null) ? unknown : literal(parts.join('')));

function formatPercent(text: string, value: Value): Value {
  const known = force(value);
  const values = known.kind === 'array' ? [...known.items] : [known];
  return filled(
    text.split(/(%%|%(?:\(\w+\))?[-#0 +]?[\d.]*[sdrif])/).map((part) => {
      if (part === '%%') return '%';
      if (!/^%.*[sdrif]$/s.test(part)) return part;
      const [, key] = /^%\((\w+)\)/.exec(part) ?? [];
      return stringOf(key ? memberOf(known, key) : (values.shift() ?? unknown));
    }),
  );
}

function formatBraces(text: string, args: Value[], keywords: Map<string, Value>): Value {
  let next = 0;
  return filled(
    text.split(/(\{\{|\}\}|\{[\w.]*(?:![rsa])?(?::[^{}]*)?\})/).map((part) => {
      if (part === '{{' || part === '}}') return part.charAt(0);
      const [, field] = /^\{([\w.]*)/.exec(part) ?? [];
      if (field === undefined) return part;
      const [name = '', ...path] = field.split('.');
      const value = name === '' ? args[next++] : /^\d+$/.test(name) ? args[Number(name)] : keywords.get(name);
      return stringOf(path.reduce(memberOf, value ?? unknown));
    }),
  );
}

function callFunction(name: string, args: Value[], keywords: Map<string, Value>): Value | undefined {
  const [first = unknown, second = unknown] = args;
  switch (name) {
    case 'os.path.join':
    case 'posixpath.join': {
      const texts = args.map(stringOf);
      return texts.includes(null) ? unknown : literal(posix.join(...(texts as string[])));
    }
    case 'pydantic.Field':
    case 'pydantic.fields.Field':
      return keywords.get('default') ?? first;
    case 'typing.cast':
      return second;
    case 'functools.partial':
      return { kind: 'partial', of: first, method: null, args: partialArgs(args, keywords) };
    default:
      return callBuiltin(name, args, keywords);
  }
}

const partialArgs = ([, ...args]: Value[], keywords: Map<string, Value>): Value[] =>
  keywords.size > 0 ? [...args, { ...objectOf(keywords), keywords: true }] : args;

/** Functions that no module has to import. */
export const builtins: ReadonlySet<string> = new Set([
  'list',
  'tuple',
  'set',
  'dict',
  'sorted',
  'reversed',
  'iter',
  'enumerate',
  'zip',
  'str',
  'getattr',
]);

function callBuiltin(name: string, args: Value[], keywords: Map<string, Value>): Value | undefined {
  const [first = unknown, second = unknown] = args;
  const list = (items: Value[] | null): Value => (items ? { kind: 'array', items } : unknown);
  switch (name) {
    case 'list':
    case 'tuple':
    case 'set':
    case 'sorted':
    case 'reversed':
    case 'iter':
      return args.length === 0 ? list([]) : list(itemsOf(first));
    case 'enumerate':
      return list(itemsOf(first)?.map((item, i): Value => ({ kind: 'array', items: [literal(i), item] })) ?? null);
    case 'zip': {
      const others = args.map(itemsOf);
      if (others.some((items) => items === null)) return unknown;
      const shortest = Math.min(...others.map((items) => items?.length ?? 0));
      return list(
        Array.from(
          { length: shortest },
          (_, i): Value => ({ kind: 'array', items: others.map((items) => items![i]!) }),
        ),
      );
    }
    case 'dict': {
      const from = force(first);
      return objectOf(new Map([...(from.kind === 'object' ? from.fields : []), ...keywords]));
    }
    case 'str':
      return first;
    case 'getattr': {
      const key = stringOf(second);
      const found = key === null ? unknown : memberOf(first, key);
      return isKnown(found) ? found : (args[2] ?? unknown);
    }
    default:
      return undefined;
  }
}
