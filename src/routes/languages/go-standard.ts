import { posix } from 'node:path';
import type { StandardCall } from '../language.ts';
import { setMember } from '../link/members.ts';
import { force, joinedText, lazy, literal, objectOf, stringOf, unknown, type Value } from '../link/values.ts';

/** The calls of Go's own library that routes, routers and paths pass through. */
export function standardCall({ receiver, name, args }: StandardCall): Value | undefined {
  if (receiver) return undefined;
  const [first = unknown, ...rest] = args;
  switch (name) {
    case 'builtin.append':
      return { kind: 'array', items: [...itemsOf(first), ...rest] };
    case 'builtin.make':
      return objectOf(new Map());
    case 'builtin.entries':
      return entriesOf(first);
    case 'builtin.set': {
      const key = stringOf(rest[0] ?? unknown);
      if (key !== null) setMember(first, key, rest[1] ?? unknown);
      return unknown;
    }
    default: {
      const join = Object.hasOwn(texts, name) ? texts[name] : undefined;
      if (!join) return undefined;
      const compute = () => {
        const values = args.flatMap(listOf);
        const empty = values.find((value) => value.kind === 'unknown' && value.empty);
        const result = join(values.map(textOf));
        if (result === null) return unknown;
        const last = values.findLast((value) => value.kind === 'literal');
        return result === '' && empty ? empty : joinedText(result, values, last?.kind === 'literal' ? last.at : null);
      };
      return args.some((arg) => arg.kind === 'lazy') ? lazy(() => false, compute) : compute();
    }
  }
}

type Join = (args: (string | null)[]) => string | null;

const known =
  (join: (...args: string[]) => string): Join =>
  (args) =>
    args.includes(null) ? null : join(...(args as string[]));

const texts: Record<string, Join> = {
  'fmt.Sprintf': ([format = null, ...values]) => (format === null ? null : formatted(format, values)),
  'fmt.Sprint': known((...parts) => parts.join('')),
  'path.Join': known((...parts) => posix.join(...parts).replace(/(.)\/$/, '$1')),
  'net/url.JoinPath': known((...parts) => posix.join(...parts)),
  'strings.ToLower': known((text) => text.toLowerCase()),
  'strings.ToUpper': known((text) => text.toUpperCase()),
  'strings.TrimSpace': known((text) => text.trim()),
  'strings.TrimPrefix': known((text, prefix) => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  'strings.TrimSuffix': known((text, suffix) =>
    suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
  ),
  'strings.TrimRight': known((text, characters) => trimmedEnd(text, characters)),
  'strings.TrimLeft': known((text, characters) => reversed(trimmedEnd(reversed(text), characters))),
  'strings.Trim': known((text, characters) => trimmedEnd(reversed(trimmedEnd(reversed(text), characters)), characters)),
  'strings.ReplaceAll': known((text, from, to) => text.replaceAll(from, () => to)),
  'strings.Join': known((...parts) => parts.slice(0, -1).join(parts.at(-1))),
};

/** `%s`, `%v`, `%d` and `%q`; null when a value that it needs is unknown. */
function formatted(format: string, values: (string | null)[]): string | null {
  let missing = false;
  const text = format.replace(/%([%svdq])/g, (_, verb: string) => {
    if (verb === '%') return '%';
    const value = values.shift() ?? null;
    if (value === null) missing = true;
    return verb === 'q' ? `"${value}"` : (value ?? '');
  });
  return missing || /%[^%]/.test(format.replace(/%[%svdq]/g, '')) ? null : text;
}

function trimmedEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1]!)) end--;
  return text.slice(0, end);
}

const reversed = (text: string): string => [...text].reverse().join('');

const itemsOf = (value: Value): Value[] => {
  const list = force(value);
  return list.kind === 'array' ? list.items : [];
};

const listOf = (value: Value): Value[] => {
  const list = force(value);
  return list.kind === 'array' ? list.items.map(force) : [list];
};

const textOf = (value: Value): string | null => (value.kind === 'unknown' && value.empty ? '' : stringOf(value));

/** What `range` goes through: pairs of an index or a key, and what stands there. */
function entriesOf(value: Value): Value {
  const list = force(value);
  const pairs = (entries: Iterable<[string | number, Value]>): Value => ({
    kind: 'array',
    items: [...entries].map(([key, item]): Value => ({ kind: 'array', items: [literal(key), item] })),
  });
  if (list.kind === 'array') return pairs(list.items.entries());
  return list.kind === 'object' && !list.class ? pairs(list.fields) : unknown;
}
