import type { Method } from '../../../model.ts';
import type { Argument } from '../../adapter.ts';
import { bound, parentsOf } from '../../link/members.ts';
import type { Place } from '../../link/routers.ts';
import { type ClassValue, force, type Value } from '../../link/values.ts';
import type { ClassMethod } from '../../syntax.ts';
import { methodNamed, methodsIn } from './arguments.ts';

interface ViewRoute {
  methods: Method[];
  handlers: Argument[];
  place?: Place;
}

/** The class of a view: `View.as_view('name')`, or the class itself. */
export function viewClassOf(view: Value): ClassValue | null {
  const known = force(view);
  if (known.kind === 'partial' && known.method === 'as_view') return viewClassOf(known.of);
  return known.kind === 'class' ? known : null;
}

/**
 * A class that has a method for each HTTP method answers those; one that dispatches by itself those that it lists, or
 * GET. `only`: what the registration narrows it to, null for all.
 */
export function viewRoutes(view: ClassValue, only: Method[] | null): ViewRoute[] {
  const found = methodsOf(view, 0).filter(({ method }) => !only || only.includes('ANY') || only.includes(method));
  if (found.length > 0) return found.map(({ method, ...route }) => ({ methods: [method], ...route }));
  const listed = view.fields.get('methods');
  return [{ methods: only ?? (listed && methodsIn(listed)) ?? ['GET'], handlers: [] }];
}

const maxParents = 12;

/** Its own first: they hide its parents'. */
function methodsOf(view: ClassValue, depth: number): { method: Method; handlers: Argument[]; place: Place }[] {
  const own = view.syntax.methods.flatMap((candidate) => {
    const method = /^[a-z]+$/.test(candidate.name) ? methodNamed(candidate.name) : null;
    return method ? [{ method, ...handlerOf(view, candidate) }] : [];
  });
  const inherited = depth < maxParents ? parentsOf(view).flatMap((parent) => methodsOf(parent, depth + 1)) : [];
  return [...own, ...inherited.filter(({ method }) => !own.some((other) => other.method === method))];
}

function handlerOf(view: ClassValue, { body }: ClassMethod): { handlers: Argument[]; place: Place } {
  const { line, endLine } = body;
  const handler: Argument = { syntax: body, keyword: null, value: () => bound(view, body, view) };
  return { handlers: [handler], place: { file: view.env.module.file, line, endLine } };
}
