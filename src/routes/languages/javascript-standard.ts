import { posix } from 'node:path';
import type { StandardCall } from '../language.ts';
import { withMore } from '../link/members.ts';
import { force, isKnown, literal, stringOf, unknown, type Value } from '../link/values.ts';

/** The calls of JavaScript's and Node's own library that routes, routers and paths pass through. */
export function standardCall({ receiver, name, args, invoke }: StandardCall): Value | undefined {
  if (!receiver) return callStandardFunction(name, args);
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
      return { kind: 'array', items: each().flatMap((item) => (item.kind === 'array' ? item.items : [item])) };
    case 'filter':
    case 'slice':
    case 'sort':
    case 'reverse':
      return { kind: 'array', items };
    case 'flat':
      return { kind: 'array', items: items.flatMap((item) => (item.kind === 'array' ? item.items : [item])) };
    case 'concat':
      return { kind: 'array', items: [...items, ...args.flatMap((arg) => (arg.kind === 'array' ? arg.items : [arg]))] };
    case 'push':
      items.push(...args);
      return unknown;
    case 'join':
      return joined(items, args.length === 0 ? ',' : stringOf(first));
    default:
      return undefined;
  }
}

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
    case 'replace':
    case 'replaceAll': {
      const from = first ?? null;
      const to = second ?? null;
      if (from === null || to === null) return unknown;
      return literal(name === 'replace' ? text.replace(from, () => to) : text.replaceAll(from, () => to));
    }
    default:
      return undefined;
  }
}

function callStandardFunction(name: string, args: Value[]): Value | undefined {
  const [first = unknown] = args;
  switch (name.replace(/^node:/, '')) {
    case 'path.join':
    case 'path.posix.join':
    case 'path/posix.join': {
      const texts = args.map(stringOf);
      return texts.includes(null) ? unknown : literal(posix.join(...(texts as string[])));
    }
    case 'path.resolve':
    case 'path.posix.resolve': {
      const texts = args.map(stringOf);
      // Programs are started at the root, as far as anybody knows.
      return texts.includes(null) ? unknown : literal(posix.resolve('/', ...(texts as string[])));
    }
    case 'path.dirname':
    case 'path.posix.dirname': {
      const text = stringOf(first);
      return text === null ? unknown : literal(posix.dirname(text));
    }
    case 'URL': {
      const [path, base] = args.map(stringOf);
      const url =
        typeof path === 'string' && URL.canParse(path, base ?? undefined) ? new URL(path, base ?? undefined) : null;
      return url?.protocol === 'file:' ? literal(url.href) : undefined;
    }
    case 'url.fileURLToPath': {
      const text = stringOf(first);
      return text?.startsWith('file://') ? literal(decodeURI(text.slice('file://'.length))) : unknown;
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
