import type { Method } from '../../../model.ts';
import type { Argument } from '../../adapter.ts';
import { force, stringOf, type Value } from '../../link/values.ts';
import { httpMethods } from './http-methods.ts';

/** The argument at a place, or given by name. */
export function argumentAt(args: Argument[], index: number | null, keyword: string): Argument | null {
  const named = args.find((arg) => arg.keyword === keyword);
  return named ?? (index === null ? null : (args.filter((arg) => arg.keyword === null)[index] ?? null));
}

export const methodNamed = (name: string): Method | null =>
  httpMethods.find((method) => method === name.toUpperCase()) ?? null;

/** `methods=['GET', 'POST']`; null when it is not known which. */
export function methodsIn(value: Value): Method[] | null {
  const known = force(value);
  if (known.kind !== 'array') return null;
  const names = known.items.map(nameOf);
  return names.includes(null) ? null : names.flatMap((name) => methodNamed(name ?? '') ?? []);
}

/** `HTTPMethod.GET` of a standard library means its own name. */
function nameOf(value: Value): string | null {
  const known = force(value);
  return known.kind === 'external'
    ? (known.origin.path.findLast((part) => methodNamed(part)) ?? null)
    : stringOf(known);
}
