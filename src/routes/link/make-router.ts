import type { MadeRouter } from '../adapter.ts';
import type { Machine } from './machine.ts';
import type { PathText, Router } from './routers.ts';
import { force, type UnknownValue, type Value } from './values.ts';

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
  if (prefix && emptinessOf(prefix) === 'setting') machine.warnSetting(origin.place);
  return router;
}

export const noPath: PathText = { state: 'known', text: '', at: null };

export const prefixesOf = (prefix: Value | null): PathText[] =>
  prefix && !emptinessOf(prefix) ? pathsOf(prefix) : [noPath];

/** Whether nothing stands there unless something that is not seen here says so. */
function emptinessOf(value: Value): UnknownValue['empty'] | null {
  const known = force(value);
  return known.kind === 'unknown' ? known.empty : null;
}

/** One path, or each of an array of paths. */
export const pathsOf = (value: Value): PathText[] => flat(value).map(pathOf);

export function pathOf(value: Value): PathText {
  if (value.kind === 'literal' && typeof value.value === 'string')
    return { state: 'known', text: value.value, at: value.at };
  if (value.kind === 'regex') return { state: 'unresolved', reason: `It is the regular expression /${value.source}/.` };
  return { state: 'unresolved', reason: 'Its value is not known before the program runs.' };
}

/** The items of arrays in arrays; an array may hold itself. */
export function flat(value: Value, around: Value[] = []): Value[] {
  const known = force(value);
  if (known.kind !== 'array') return [known];
  return around.includes(known) ? [] : known.items.flatMap((item) => flat(item, [...around, known]));
}
