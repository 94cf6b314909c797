import type { Method } from '../../../model.ts';
import type { RouteAction } from '../../adapter.ts';
import { memberOf, parentsOf } from '../../link/members.ts';
import { type ClassValue, force, literal, stringOf, type Value } from '../../link/values.ts';
import type { Expression, ObjectEntry } from '../../syntax.ts';
import { httpMethods, methodsIn, nameOf } from './functions.ts';
import { inputsOf } from './inputs.ts';
import { type Answer, allowedMethods, classOf, externalParents, handlerOf, methodNamed } from './views.ts';

/** https://www.django-rest-framework.org/api-guide/routers/ */
const standardActions: { action: string; method: Method; detail: boolean }[] = [
  { action: 'list', method: 'GET', detail: false },
  { action: 'create', method: 'POST', detail: false },
  { action: 'retrieve', method: 'GET', detail: true },
  { action: 'update', method: 'PUT', detail: true },
  { action: 'partial_update', method: 'PATCH', detail: true },
  { action: 'destroy', method: 'DELETE', detail: true },
];

const mixins: [RegExp, string[]][] = [
  [/^ReadOnlyModelViewSet$/, ['list', 'retrieve']],
  [/ModelViewSet$/, standardActions.map(({ action }) => action)],
  [/^List\w*Mixin$/, ['list']],
  [/^Create\w*Mixin$/, ['create']],
  [/^Retrieve\w*Mixin$/, ['retrieve']],
  [/^Update\w*Mixin$/, ['update', 'partial_update']],
  [/^Destroy\w*Mixin$/, ['destroy']],
];

/** The routes that registering a view set makes. `end`: `/`, or nothing where the router leaves it out. */
export function viewSetRoutes(viewSet: ClassValue, prefix: string, end: string): RouteAction[] {
  const many = prefix;
  const one = joined(prefix, `<${lookupOf(viewSet)}>`);
  const allowed = allowedMethods(viewSet);
  const inherited = new Set(
    externalParents(viewSet).flatMap(({ path }) => mixins.find(([name]) => name.test(path.at(-1) ?? ''))?.[1] ?? []),
  );
  const standard = standardActions.flatMap(({ action, method, detail }): RouteAction[] => {
    const handler = methodNamed(viewSet, action) ?? (inherited.has(action) ? classOf(viewSet) : null);
    if (!handler || !allowed.has(method)) return [];
    const answer: Answer = { methods: [method], handler, takesBody: viewSet, action };
    return [route(detail ? one : many, end, answer)];
  });
  const extra = extraActions(viewSet).flatMap(({ detail, path, methods, ...answer }): RouteAction[] => {
    const answered = methods.filter((method) => allowed.has(method));
    if (answered.length === 0) return [];
    return [route(joined(detail ? one : many, path), end, { ...answer, methods: answered, takesBody: viewSet })];
  });
  return [...standard, ...extra];
}

export const joined = (prefix: string, path: string): string => (prefix === '' ? path : `${prefix}/${path}`);

function route(path: string, end: string, answer: Answer): RouteAction {
  const paths = literal(path === '' ? '' : path + end);
  const place = answer.handler ? { place: answer.handler.place } : {};
  return {
    kind: 'route',
    methods: answer.methods,
    paths,
    handlers: [],
    parameters: inputsOf(answer),
    ...place,
  };
}

/** What one object of the view set is looked up by. */
export const lookupOf = (viewSet: Value): string =>
  stringOf(memberOf(viewSet, 'lookup_url_kwarg')) ?? stringOf(memberOf(viewSet, 'lookup_field')) ?? 'pk';

interface ExtraAction extends Answer {
  path: string;
  detail: boolean;
}

/** Methods with `@action(detail=True, methods=['post'], url_path='set-password')`, inherited ones too. */
function extraActions(viewSet: ClassValue, seen = new Map<string, ExtraAction[]>()): ExtraAction[] {
  for (const { name, body } of viewSet.syntax.methods) {
    if (seen.has(name)) continue;
    const handler = handlerOf(viewSet, body);
    const more = body.decorators.flatMap((decorator): ExtraAction[] => {
      const first = mappingOf(decorator);
      if (first)
        return (seen.get(first.name) ?? [])
          .slice(0, 1)
          .map((of) => ({ ...of, action: name, methods: [first.method], handler }));
      return actionOf(decorator, name, viewSet, handler);
    });
    if (more.length > 0) seen.set(name, more);
    else if (!standardActions.some(({ action }) => action === name)) seen.set(name, []);
  }
  for (const parent of parentsOf(viewSet)) extraActions(parent, seen);
  return [...seen.values()].flat();
}

/** `@publish.mapping.delete` */
function mappingOf(decorator: Expression): { name: string; method: Method } | null {
  if (decorator.kind !== 'member' || decorator.object.kind !== 'member' || decorator.object.name !== 'mapping')
    return null;
  const method = decorator.name.toUpperCase() as Method;
  const action = decorator.object.object;
  return action.kind === 'name' && httpMethods.includes(method) ? { name: action.name, method } : null;
}

function actionOf(decorator: Expression, name: string, viewSet: ClassValue, handler: Answer['handler']): ExtraAction[] {
  const called = nameOf(decorator);
  if (decorator.kind !== 'call' || !/^(action|detail_route|list_route)$/.test(called)) return [];
  const entries = decorator.args.flatMap((arg) => (arg.kind === 'keywords' ? arg.entries : []));
  const given = (key: string) => entries.find((entry) => entry.kind === 'entry' && entry.key === key)?.value;
  const methods = given('methods') ?? decorator.args[0];
  const listed = methods?.kind === 'array' ? methodsIn(methods.items) : [];
  const detail = given('detail');
  const isDetail = called === 'detail_route' || (detail?.kind === 'literal' && detail.value === true);
  const path = textOf(given('url_path'), viewSet) ?? name;
  return [
    { methods: listed.length > 0 ? listed : ['GET'], detail: isDetail, path: named(path), action: name, handler },
  ];
}

/** A literal, or a constant of the class or its module. */
function textOf(expression: ObjectEntry['value'] | undefined, viewSet: ClassValue): string | null {
  if (expression?.kind === 'literal') return typeof expression.value === 'string' ? expression.value : null;
  if (expression?.kind !== 'name') return null;
  return stringOf(viewSet.fields.get(expression.name) ?? force(viewSet.env.lookup(expression.name) ?? literal(null)));
}

/** `(?P<year>\d+)` in a `url_path` is a parameter. */
const named = (path: string): string =>
  path.replace(/\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)/g, '<$1>').replace(/[$^]/g, '');
