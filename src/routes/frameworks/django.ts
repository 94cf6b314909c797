import type { Json, Parameter } from '../../model.ts';
import type { Argument, FrameworkAdapter, MadeRouter, RouterAction, RouterCall } from '../adapter.ts';
import { python } from '../languages/python.ts';
import { memberOf } from '../link/members.ts';
import { force, literal, routerOf, stringOf, unknown, type Value } from '../link/values.ts';
import type { Expression } from '../syntax.ts';
import { inputsOf, parametersIn } from './django/inputs.ts';
import { settingsFor } from './django/settings.ts';
import { pathsOfRegex } from './django/url-regex.ts';
import { joined, lookupOf, viewSetRoutes } from './django/view-sets.ts';
import { answersOf } from './django/views.ts';

const router = 'REST router';
const routerWithoutSlash = 'REST router without trailing slash';

/**
 * Django's URLconfs, and the routers of the Django REST framework.
 * https://docs.djangoproject.com/en/5.2/topics/http/urls/ https://www.django-rest-framework.org/api-guide/routers/
 */
export const adapter: FrameworkAdapter = {
  name: 'django',
  language: python,
  packages: ['django', 'rest_framework'],
  methods: new Set(['register']),
  commonMethods: new Set(['register']),
  aliases: new Set(['urls']),
  joinsTexts: true,
  needsApplication: true,
  concerns: (text) => /\burlpatterns\b|\bROOT_URLCONF\b|Router\(/.test(text),
  creates({ module, path }, args, importModule) {
    const called = [module, ...path].join('.');
    if (/^(?:\w+\.)*(?:rest_framework\w*|routers)\.(?:\w+\.)*\w*Router$/.test(called)) return restRouter(args);
    if (!/^django\.(?:urls|conf\.urls)\./.test(called)) return null;
    switch (path.at(-1)) {
      case 'path':
        return pattern(args, (route) => route);
      case 're_path':
      case 'url':
        return pattern(args, regexPaths);
      case 'include':
        return args[0] ? { value: included(args[0].value(), importModule) } : null;
      case 'patterns':
        return { value: { kind: 'array', items: args.slice(1).map((arg) => arg.value()) } };
      case 'i18n_patterns':
        return localized(args);
      default:
        return null;
    }
  },
  provides: ({ module, path }, from) => (module === 'django.conf' && path[0] === 'settings' ? settingsFor(from) : null),
  resembles: () => null,
  call: ({ role, args }) => register(args, role === router ? '/' : ''),
  /** The settings say which module the paths begin in. */
  declares({ syntax, env, evaluate }) {
    const root = force(env.lookup('ROOT_URLCONF') ?? unknown);
    if (root.kind !== 'literal' || typeof root.value !== 'string') return [];
    const before = syntax.text.slice(0, Math.max(0, syntax.text.search(/\bROOT_URLCONF\b/)));
    const line = root.at?.line ?? before.split('\n').length;
    const specifier: Expression = { kind: 'literal', value: root.value, line };
    const children = [evaluate({ kind: 'imported', specifier, name: 'urlpatterns' }, env)];
    return [{ role: 'application', prefix: null, label: 'ROOT_URLCONF', line, endLine: line, children, routes: [] }];
  },
  templates: (path) => [path.replace(/<(?:path:)(\w+)>/g, '{$1*}').replace(/<(?:[\w.]+:)?(\w+)>/g, '{$1}')],
  parameters: ({ text }) => parametersIn(text),
};

const argument = (args: Argument[], name: string, index: number): Argument | undefined =>
  args.find(({ keyword }) => keyword === name) ?? args.filter(({ keyword }) => keyword === null)[index];

/** `path('users/', view)` or `path('api/', include(…))`: a router with that one route, or those below it. */
function pattern(args: Argument[], read: (route: Value) => Value): MadeRouter & { actions: RouterAction[] } {
  const route = argument(args, 'route', 0) ?? argument(args, 'regex', 0);
  const view = argument(args, 'view', 1);
  const made = { role: 'URL pattern', prefix: null };
  if (!route || !view) return { ...made, actions: [] };
  const paths = read(route.value());
  const behind = view.value();
  if (behind.kind === 'array' || routerOf(behind))
    return { ...made, actions: [{ kind: 'mount', prefix: paths, children: [view] }] };
  if (isPatternsOfPackage(behind) || isSocket(view)) return { ...made, actions: [] };
  const examples = examplesIn(paths);
  const actions = answersOf(behind).map((answer): RouterAction => {
    const place = answer.handler ? { place: answer.handler.place } : {};
    const parameters = [...examples, ...inputsOf(answer)];
    return { kind: 'route', methods: answer.methods, paths, handlers: [], parameters, ...place };
  });
  return { ...made, actions };
}

/** `admin.site.urls` */
const isPatternsOfPackage = (view: Value): boolean =>
  (view.kind === 'external' && view.origin.path.at(-1) === 'urls') ||
  (view.kind === 'unknown' && view.made?.name === 'urls');

/** `ChatConsumer.as_asgi()` of Channels takes web sockets, if it is not given by another name. */
const isSocket = ({ syntax }: Argument): boolean =>
  syntax.kind === 'call' && syntax.callee.kind === 'member' && syntax.callee.name === 'as_asgi';

const converterExamples: Record<string, Json> = { int: 1, uuid: '00000000-0000-4000-8000-000000000000' };

/** What the converters in a path take, `<int:pk>`. */
function examplesIn(paths: Value): Parameter[] {
  const texts = (paths.kind === 'array' ? paths.items : [paths]).map((path) => stringOf(path) ?? '');
  const named = [...texts.join('/').matchAll(/<(int|uuid):(\w+)>/g)];
  return named.map(([, converter = '', name = '']) => ({
    name,
    in: 'path',
    required: true,
    example: converterExamples[converter]!,
  }));
}

function regexPaths(route: Value): Value {
  const source = route.kind === 'literal' ? stringOf(route) : null;
  const paths = source === null ? null : pathsOfRegex(source);
  if (paths === null) return source === null ? unknown : { kind: 'regex', source };
  return { kind: 'array', items: paths.map((path) => literal(path, route.kind === 'literal' ? route.at : null)) };
}

/** What `include` is given: a module's name, a module, a list of patterns, or a pair of one of them and a name. */
function included(value: Value, importModule: (specifier: string) => Value): Value {
  const known = force(value);
  if (known.kind === 'literal') return patternsOf(importModule(String(known.value)));
  if (known.kind === 'object' && !known.router) return patternsOf(known);
  if (known.kind !== 'array') return routerOf(known) ? known : { kind: 'array', items: [] };
  const [first = unknown, second] = known.items.map(force);
  return second?.kind === 'literal' ? included(first, importModule) : known;
}

/** Nothing where the module is not one of the project's. */
const patternsOf = (module: Value): Value => {
  const patterns = force(memberOf(force(module), 'urlpatterns'));
  return patterns.kind === 'array' || routerOf(patterns) ? patterns : { kind: 'array', items: [] };
};

/** https://docs.djangoproject.com/en/5.2/topics/i18n/translation/#language-prefix-in-url-patterns */
function localized(args: Argument[]): MadeRouter & { actions: RouterAction[] } {
  const always = force(argument(args, 'prefix_default_language', Number.POSITIVE_INFINITY)?.value() ?? literal(true));
  const prefixes = [literal('<language_code>/')];
  if (always.kind === 'literal' && always.value === false) prefixes.push(literal(''));
  const children = args.filter(({ keyword }) => keyword === null);
  const actions: RouterAction[] = [{ kind: 'mount', prefix: { kind: 'array', items: prefixes }, children }];
  return { role: 'URL patterns', prefix: null, actions };
}

/** `NestedSimpleRouter(router, 'domains', lookup='domain')` stands below one object of another router's. */
function restRouter(args: Argument[]): MadeRouter {
  const slash = args.find(({ keyword }) => keyword === 'trailing_slash')?.value();
  const role = slash?.kind === 'literal' && slash.value === false ? routerWithoutSlash : router;
  const [parent, prefix] = args.filter(({ keyword }) => keyword === null);
  const outer = parent && routerOf(parent.value());
  const name = prefix && stringOf(prefix.value());
  if (!outer || typeof name !== 'string') return { role, prefix: null };
  const lookup = stringOf(argument(args, 'lookup', 2)?.value() ?? unknown) ?? 'parent';
  const [before] = outer.prefixes;
  const base = before?.state === 'known' ? before.text : '';
  return { role, prefix: literal(`${base}${joined(name, `<${lookup}_pk>`)}/`) };
}

/** `router.register('users', UserViewSet)`; what it gives takes view sets below one object, in an extension of it. */
function register(args: Argument[], end: string): RouterCall | null {
  const prefix = argument(args, 'prefix', 0)?.value();
  const viewSet = argument(args, 'viewset', 1)?.value();
  const path = prefix && stringOf(prefix);
  if (typeof path !== 'string' || !viewSet) return null;
  const clean = pathOf(path);
  const below = `${joined(clean, `<${lookupOf(viewSet)}>`)}/`;
  const actions = [...routesOf(viewSet, clean, end), ...nestedRoutes(argument(args, 'nested', 2)?.value(), below, end)];
  return { actions, result: { role: end === '/' ? router : routerWithoutSlash, prefix: literal(below) } };
}

const routesOf = (viewSet: Value, path: string, end: string): RouterAction[] =>
  viewSet.kind === 'class' ? viewSetRoutes(viewSet, path, end) : [];

/** `[Nested('versions', VersionViewSet)]` of vng-api-common: https://github.com/VNG-Realisatie/vng-api-common */
function nestedRoutes(nested: Value | undefined, below: string, end: string): RouterAction[] {
  if (nested?.kind !== 'array') return [];
  return nested.items.map(force).flatMap((item) => {
    if (item.kind !== 'unknown' || item.made?.name !== 'Nested') return [];
    const [prefix = unknown, viewSet = unknown, inner] = item.made.args.map(force);
    const path = stringOf(prefix);
    if (path === null) return [];
    const own = below + pathOf(path);
    return [...routesOf(viewSet, own, end), ...nestedRoutes(inner, `${joined(own, `<${lookupOf(viewSet)}>`)}/`, end)];
  });
}

const pathOf = (prefix: string): string =>
  prefix.replace(/\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)/g, '<$1>').replace(/^\/|\/$/g, '');
