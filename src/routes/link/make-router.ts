import type { MadeRouter } from '../adapter.ts';
import type { Machine } from './machine.ts';
import type { PathText, Router } from './routers.ts';
import { force, type Value } from './values.ts';

export function makeRouter(
  { role, prefix, label }: MadeRouter,
  origin: Pick<Router, 'adapter' | 'place' | 'site' | 'givenTo'>,
  machine: Machine,
): Router {
  const router: Router = {
    ...origin,
    role,
    label: label ?? null,
    prefixes: prefixesOf(prefix),
    methods: null,
    routes: [],
    mounts: [],
    settings: {},
    serves: false,
  };
  machine.routers.push(router);
  machine.actions++;
  return router;
}

export const noPath = { state: 'known', text: '', at: null } as const satisfies PathText;

export function prefixesOf(prefix: Value | null): PathText[] {
  const known = prefix && force(prefix);
  if (known?.kind === 'unknown' && known.empty) return [{ ...noPath, assumes: [known.empty] }];
  return known ? pathsOf(known) : [noPath];
}

/** One path, or each of an array of paths. */
export const pathsOf = (value: Value): PathText[] => flat(value).map(pathOf);

export function pathOf(value: Value): PathText {
  if (value.kind === 'literal' && typeof value.value === 'string')
    return { state: 'known', text: value.value, at: value.at, ...(value.assumes ? { assumes: value.assumes } : {}) };
  if (value.kind === 'regex') return { state: 'unresolved', reason: `It is the regular expression /${value.source}/.` };
  return { state: 'unresolved', reason: 'Its value is not known before the program runs.' };
}

/** The items of arrays in arrays, each array once: it may hold itself. */
export function flat(value: Value, seen = new Set<Value>()): Value[] {
  const known = force(value);
  if (known.kind !== 'array') return [known];
  if (seen.has(known)) return [];
  seen.add(known);
  return known.items.flatMap((item) => flat(item, seen));
}
