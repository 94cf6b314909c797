import type { Method } from '../../model.ts';
import { type Base, type Bases, joinPaths, step, templatesOf } from './bases.ts';
import { pathOf } from './make-router.ts';
import type { Route, Router } from './routers.ts';
import { force, type Value } from './values.ts';

/** Scripts make applications that never answer: only where nothing else holds the routes do those say anything. */
export function servedOf(bases: Base[]): Base[] {
  const served = bases.filter(({ root }) => root.serves);
  return served.length > 0 ? served : bases;
}

/** The full paths of one route below `base`, with what the settings of its application and its own put before it. */
export function underSettings(
  base: Base,
  bases: Bases,
  { router, route, method, path }: { router: Router; route: Route; method: Method; path: string },
): Base[] {
  const whole = { ...base, path };
  const { root } = base;
  if (!router.adapter.prefixes || base.gap) return [whole];
  const settings = { ...root.settings, ...router.settings, ...route.settings };
  const alternatives = router.adapter.prefixes({ method, path, settings });
  return alternatives.map((parts) => parts.reduceRight((after, part) => putBefore(after, part, bases), whole));
}

function putBefore(base: Base, part: Value, bases: Bases): Base {
  if (base.gap) return base;
  const { root } = base;
  const prefix = pathOf(force(part));
  const read = templatesOf(prefix, root.adapter);
  if (read.state === 'unresolved')
    return bases.completed(base, { reason: read.reason, place: root.place, router: root });
  const before = joinPaths('', read.templates[0] ?? '', base.root.adapter);
  const at = prefix.state === 'known' && prefix.at ? prefix.at : root.place;
  const [outermost, ...inner] = base.why;
  const why = [...(outermost ? [outermost] : []), step(`prefix ${before}`, at), ...inner];
  return { ...base, path: joinPaths(before, base.path, base.root.adapter), why };
}
