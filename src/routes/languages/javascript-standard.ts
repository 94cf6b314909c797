import type { StandardCall } from '../language.ts';
import { withMore } from '../link/members.ts';
import { force, inOneList, isKnown, literal, stringOf, unknown, type Value } from '../link/values.ts';
import { callFileFunction } from './javascript-files.ts';
import { callFolderFunction, startFolder } from './javascript-folders.ts';

/** Patterns of the scanned code are only tried on names of files and the like. */
const longestName = 100;

/** The calls of JavaScript's and Node's own library that routes, routers and paths pass through. */
export function standardCall(call: StandardCall): Value | undefined {
  const { receiver, name, args, project, invoke } = call;
  if (!receiver) {
    const plain = name.replace(/^node:/, '');
    return callStandardFunction(plain, args) ?? callFileFunction(plain, args, project) ?? callFolderFunction(call);
  }
  // `process.cwd()`
  if (name === 'cwd' && args.length === 0) return literal(startFolder(call));
  if (name === 'then' && args[0]) return invoke(args[0], [receiver]);
  if (receiver.kind === 'unknown' && name === 'get' && args.length === 2) return presetOf(args[1]!);
  if (receiver.kind === 'array') return callArrayMethod(receiver.items, name, args, invoke);
  if (receiver.kind === 'literal' && typeof receiver.value === 'string')
    return callStringMethod(receiver.value, name, args);
  return undefined;
}

/** Settings are asked for with what holds when nobody set them: `config.get('API_PREFIX', '/api')`. */
function presetOf(preset: Value): Value | undefined {
  const known = force(preset);
  return known.kind === 'literal' && typeof known.value === 'string' ? known : undefined;
}

function callArrayMethod(
  items: Value[],
  name: string,
  args: Value[],
  invoke: StandardCall['invoke'],
): Value | undefined {
  const [first = unknown] = args;
  const each = () => items.map((item, i) => invoke(first, [item, literal(i)]));
  switch (name) {
    case 'forEach':
      each();
      return unknown;
    case 'map':
      return { kind: 'array', items: each() };
    case 'flatMap':
      return { kind: 'array', items: inOneList(each().map(listOf)) };
    case 'filter':
    case 'slice':
    case 'sort':
    case 'reverse':
      return { kind: 'array', items };
    case 'flat':
      return { kind: 'array', items: inOneList(items.map(listOf)) };
    case 'concat':
      return { kind: 'array', items: inOneList([items, ...args.map(listOf)]) };
    case 'reduce':
      return items.reduce((all, item, i) => invoke(first, [all, item, literal(i)]), args[1] ?? unknown);
    case 'push':
      items.push(...args);
      return unknown;
    case 'join':
      return joined(items, args.length === 0 ? ',' : stringOf(first));
    default:
      return undefined;
  }
}

const listOf = (value: Value): Value[] => (value.kind === 'array' ? value.items : [value]);

function callStringMethod(text: string, name: string, args: Value[]): Value | undefined {
  const texts = args.map(stringOf);
  const [first, second] = texts;
  switch (name) {
    case 'concat':
      return texts.includes(null) ? unknown : literal(text + texts.join(''));
    case 'toString':
    case 'valueOf':
      return literal(text);
    case 'toLowerCase':
      return literal(text.toLowerCase());
    case 'toUpperCase':
      return literal(text.toUpperCase());
    case 'trim':
      return literal(text.trim());
    case 'slice':
    case 'substring': {
      const [from, to] = texts.map(Number);
      return texts.includes(null) ? unknown : literal(text[name](from ?? 0, to));
    }
    case 'split':
      return typeof first === 'string'
        ? { kind: 'array', items: text.split(first).map((part) => literal(part)) }
        : unknown;
    case 'replace':
    case 'replaceAll': {
      const from = first ?? matchOf(args[0], text);
      const to = second ?? null;
      if (from === null || to === null) return unknown;
      return literal(name === 'replace' ? text.replace(from, () => to) : text.replaceAll(from, () => to));
    }
    default:
      return undefined;
  }
}

/** What a pattern matches, where it does so once: its flags do not matter then. */
function matchOf(pattern: Value | undefined, text: string): string | null {
  // Repeated groups may take forever.
  if (pattern?.kind !== 'regex' || text.length > longestName || /\)[*+{]/.test(pattern.source)) return null;
  try {
    const matches = [...text.matchAll(new RegExp(pattern.source, 'g'))];
    return matches.length === 1 ? matches[0]![0] : null;
  } catch {
    return null;
  }
}

function callStandardFunction(name: string, args: Value[]): Value | undefined {
  const [first = unknown] = args;
  switch (name) {
    case 'URL': {
      const [path, base] = args.map(stringOf);
      const url =
        typeof path === 'string' && URL.canParse(path, base ?? undefined) ? new URL(path, base ?? undefined) : null;
      return url?.protocol === 'file:' ? literal(url.href) : undefined;
    }
    case 'url.fileURLToPath': {
      const text = stringOf(first);
      return text?.startsWith('file://') ? decoded(text.slice('file://'.length)) : unknown;
    }
    case 'semver.major': {
      const [major] = /^\d+/.exec(stringOf(first) ?? '') ?? [];
      return major === undefined ? unknown : literal(major);
    }
    case 'Object.freeze':
    case 'Object.seal':
    case 'Promise.resolve':
    case 'String':
      return first;
    case 'Object.assign':
      return first;
    case 'Object.values':
      return fieldsOf(first, ([, value]) => value);
    case 'Object.keys':
      return fieldsOf(first, ([key]) => literal(key));
    case 'Object.entries':
      return fieldsOf(first, ([key, value]) => ({ kind: 'array', items: [literal(key), value] }));
    default:
      return undefined;
  }
}

function decoded(text: string): Value {
  try {
    return literal(decodeURI(text));
  } catch {
    return unknown;
  }
}

function fieldsOf(value: Value, pick: (entry: [string, Value]) => Value): Value {
  const known = force(value);
  if (known.kind === 'array') return { kind: 'array', items: known.items.map((item, i) => pick([String(i), item])) };
  return known.kind === 'object'
    ? { kind: 'array', items: [...withMore(known)].flatMap(({ fields }) => [...fields].map(pick)) }
    : unknown;
}

function joined(items: Value[], separator: string | null): Value {
  const texts = items.filter(isKnown).map(stringOf);
  return separator === null || texts.length < items.length || texts.includes(null)
    ? unknown
    : literal(texts.join(separator));
}
