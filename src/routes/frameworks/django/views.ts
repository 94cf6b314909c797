import type { Method } from '../../../model.ts';
import { memberOf, parentsOf } from '../../link/members.ts';
import type { Place } from '../../link/routers.ts';
import {
  type ClassValue,
  type Env,
  type FunctionValue,
  force,
  type Origin,
  stringOf,
  type Value,
} from '../../link/values.ts';
import type { Expression, FunctionExpression } from '../../syntax.ts';
import { httpMethods, methodsOfFunction } from './functions.ts';

/** What a view answers. `handler` null: no code of the project does it. */
export interface Answer {
  methods: Method[];
  handler: Handler | null;
  /** The class whose serializer or form takes the body, where a package's code reads that. */
  takesBody?: ClassValue;
  /** What a view set calls it. */
  action?: string;
}

export interface Handler {
  place: Place;
  text: string;
  decorators: Expression[];
  env: Env;
}

/** The answers of what stands behind a path: a function, `View.as_view()`, or either in a decorator. */
export function answersOf(view: Value): Answer[] {
  const known = force(view);
  if (known.kind === 'function') return answersOfFunction(known);
  if (known.kind === 'partial' && known.method === 'as_view')
    return answersOfClass(force(known.of), known.args.map(force));
  if (known.kind !== 'unknown' || !known.made) return anything;
  const { of, name, args } = known.made;
  // That of a package's view.
  if (name === 'as_view') return answersOfClass(force(of), []);
  const wrapped = args
    .map(force)
    .findLast((arg) => arg.kind === 'function' || arg.kind === 'partial' || (arg.kind === 'unknown' && arg.made));
  return wrapped ? answersOf(wrapped) : anything;
}

function answersOfFunction(view: FunctionValue): Answer[] {
  const handler = handlerOf(view, view.syntax);
  return [{ methods: methodsOfFunction(view.syntax, handler.text), handler }];
}

const anything: Answer[] = [{ methods: ['ANY'], handler: null }];

export const handlerOf = (
  { env }: Pick<FunctionValue | ClassValue, 'env'>,
  { line, endLine, start, end, decorators }: FunctionExpression,
): Handler => ({
  place: { file: env.module.file, line, endLine },
  text: env.module.syntax.text.slice(start, end),
  decorators,
  env,
});

/** The class itself, for what only its parents outside of the project do. */
export const classOf = ({ env, syntax: { line, decorators } }: ClassValue): Handler => ({
  place: { file: env.module.file, line, endLine: line },
  text: '',
  decorators,
  env,
});

function answersOfClass(view: Value, [actions]: Value[]): Answer[] {
  // A view set: `as_view({'get': 'list'})`.
  if (actions?.kind === 'object' && !actions.keywords)
    return [...actions.fields].flatMap(([method, action]): Answer[] => {
      const name = method.toUpperCase() as Method;
      if (!httpMethods.includes(name)) return [];
      const found = view.kind === 'class' ? methodNamed(view, stringOf(action) ?? '') : null;
      if (view.kind !== 'class') return [{ methods: [name], handler: null }];
      return [{ methods: [name], handler: found ?? classOf(view), takesBody: view, action: stringOf(action) ?? '' }];
    });
  if (view.kind === 'external') return [{ methods: methodsOfExternal(view.origin) ?? ['ANY'], handler: null }];
  if (view.kind !== 'class') return anything;
  const allowed = allowedMethods(view);
  const own = httpMethods.flatMap((method): Answer[] => {
    const handler = methodNamed(view, method.toLowerCase());
    return handler ? [{ methods: [method], handler, takesBody: view }] : [];
  });
  const answered = new Set(own.flatMap(({ methods }) => methods));
  const inherited = externalParents(view)
    .flatMap((origin) => methodsOfExternal(origin) ?? [])
    .filter((method) => !answered.has(method));
  const more = [...new Set(inherited)].map(
    (method): Answer => ({ methods: [method], handler: classOf(view), takesBody: view }),
  );
  const all = [...own, ...more].filter(({ methods: [method] }) => allowed.has(method!));
  return all.length > 0 ? all : [{ methods: ['ANY'], handler: classOf(view) }];
}

/** The method of a class or one that it inherits within the project. */
export function methodNamed(view: ClassValue, name: string): Answer['handler'] {
  const method = view.syntax.methods.find((candidate) => candidate.name === name);
  if (method) return handlerOf(view, method.body);
  for (const parent of parentsOf(view)) {
    const found = methodNamed(parent, name);
    if (found) return found;
  }
  return null;
}

/** `http_method_names = ['get', 'head']` */
export function allowedMethods(view: ClassValue): Set<Method> {
  const names = force(memberOf(view, 'http_method_names'));
  if (names.kind !== 'array') return new Set(httpMethods);
  return new Set(names.items.flatMap((item) => (stringOf(item)?.toUpperCase() as Method | undefined) ?? []));
}

/** The classes of packages that a class comes from, nearest first. */
export function externalParents(view: ClassValue, seen = new Set<ClassValue>()): Origin[] {
  if (seen.has(view)) return [];
  seen.add(view);
  const parents = [...(view.parent ? [view.parent] : []), ...view.mixins].map(force);
  return parents.flatMap((parent) => {
    if (parent.kind === 'external') return [parent.origin];
    return parent.kind === 'class' ? externalParents(parent, seen) : [];
  });
}

/**
 * What generic views answer, by the end of their names.
 * https://docs.djangoproject.com/en/5.2/ref/class-based-views/ https://www.django-rest-framework.org/api-guide/generic-views/
 */
const genericViews: [RegExp, Method[]][] = [
  [/RetrieveUpdateDestroyAPIView$/, ['GET', 'PUT', 'PATCH', 'DELETE']],
  [/RetrieveUpdateAPIView$/, ['GET', 'PUT', 'PATCH']],
  [/RetrieveDestroyAPIView$/, ['GET', 'DELETE']],
  [/ListCreateAPIView$/, ['GET', 'POST']],
  [/(List|Retrieve)APIView$/, ['GET']],
  [/CreateAPIView$/, ['POST']],
  [/UpdateAPIView$/, ['PUT', 'PATCH']],
  [/DestroyAPIView$/, ['DELETE']],
  [
    /^(Spectacular\w*View|\w*(Template|List|Detail|Archive|Year|Month|Week|Day|Today|Date|Done|Complete|Redirect)View)$/,
    ['GET'],
  ],
  [/^(JavaScriptCatalog|JSONCatalog)$/, ['GET']],
  [/(Form|Create|Update|Delete|Login|PasswordChange|PasswordReset|PasswordResetConfirm)View$/, ['GET', 'POST']],
  [/^(LogoutView|ObtainAuthToken|Token\w*View)$/, ['POST']],
];

const methodsOfExternal = ({ path }: Origin): Method[] | null =>
  genericViews.find(([pattern]) => pattern.test(path.at(-1) ?? ''))?.[1] ?? null;
